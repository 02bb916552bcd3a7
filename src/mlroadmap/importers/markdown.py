"""Markdown: headings become stages and sections, and what is to be ticked off topics."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from mlroadmap.importers.account import Account
from mlroadmap.importers.headings import Place, arrange
from mlroadmap.importers.hours import shared
from mlroadmap.importers.links import is_relative, links_in, urls_of
from mlroadmap.importers.markdown_account import account_of
from mlroadmap.importers.markdown_blocks import Block, front_matter, parse_blocks
from mlroadmap.importers.markdown_links import once
from mlroadmap.importers.markdown_outline import Part, outline
from mlroadmap.importers.markdown_parts import Choice, Kept, can_be_topic, decide
from mlroadmap.importers.markdown_reader import NO_TOPICS, Listed, Reader
from mlroadmap.importers.obsidian import NOTE
from mlroadmap.importers.options import DEFAULT, ImportOptions
from mlroadmap.importers.own_markdown import import_own_markdown, is_own_markdown, is_own_tasks
from mlroadmap.importers.part_words import is_resources
from mlroadmap.importers.raw import RawRoadmap, RawStage, RawTopic
from mlroadmap.importers.wording import is_chat_or_badge

NOT_NEAR = "not near a topic"
LOOKED_FOR = (
    "task-list boxes (- [ ] ...), rows of tables, list items under headings, "
    "lines that end with a length, and paragraphs or headings that hold a lone link"
)


def import_markdown(text: str, name: str, options: ImportOptions = DEFAULT) -> RawRoadmap:
    """Read a document. `name` is its title where it has none itself."""
    if is_own_markdown(text) or is_own_tasks(text):
        return import_own_markdown(text, name)
    blocks = parse_blocks(text, options.base, options.notes)
    account = account_of(blocks)
    root = outline(blocks)
    reader = Reader(text.split("\n"), account, options)
    parts = Choice(root, account, options.keep).kept()
    reader.read(parts, decide(parts))
    if not any(place.topics for place in reader.places):
        reader.read([kept for kept in parts if can_be_topic(kept.part)], "headings")
    title_part = _title_part(root)
    title = front_matter(text).get("title") or (title_part.title if title_part else name)
    if not any(place.topics for place in reader.places):
        reader.places = _as_one_topic(reader.places, title)
    stages = arrange(_with_shared_hours(reader.places, parts), title)
    if title_part:
        account.take(id(title_part.source))
    _account_for_headings(account, parts, reader.places)
    _account_for_listed(account, reader.listed, stages)
    _account_for_links(account, blocks, stages)
    return RawRoadmap(title, stages, account.left_out(), LOOKED_FOR, account.tallies())


def _as_one_topic(places: Sequence[Place], title: str) -> list[Place]:
    """Make a topic of a document that only names what to learn its subject from."""
    links = once([link for place in places for link in place.links if place.for_all])
    topics = (
        (RawTopic(title, line=1, links=links),) if links and not is_resources(title) else ()
    )
    parts = tuple(dict.fromkeys(part for place in places for part in place.parts))
    return [Place((), 1, topics, parts=parts)]


def _with_shared_hours(places: Sequence[Place], parts: Sequence[Kept]) -> list[Place]:
    """Share the hours of a heading among the topics below it that have none."""
    found = list(places)
    below: dict[int, list[int]] = {}
    for at, place in enumerate(places):
        for unit in place.parts:
            below.setdefault(unit, []).append(at)
    for part in (kept.part for kept in reversed(parts) if kept.part.hours):
        inside = below.get(id(part.source), [])
        topics = [topic for at in inside for topic in found[at].topics]
        if part.hours is None or any(topic.hours for topic in topics):
            continue
        for at in inside:
            each = shared(part.hours, len(topics)) if topics else None
            new = tuple(replace(topic, hours=each) for topic in found[at].topics)
            found[at] = replace(found[at], topics=new)
    return found


def _account_for_headings(
    account: Account, parts: Sequence[Kept], places: Sequence[Place]
) -> None:
    """Take the headings around topics and resources; the others have nothing under them."""
    used = {part for place in places if place.topics or place.links for part in place.parts}
    for kept in parts:
        for unit in kept.units:
            if id(kept.part.source) in used:
                account.take(unit)
            account.leave_open(unit, NO_TOPICS)


def _account_for_listed(
    account: Account, listed: Sequence[Listed], stages: Sequence[RawStage]
) -> None:
    """Take items that are resources, if their links are near a topic."""
    used = set(links_in(stages))
    for each in listed:
        for unit in each.units:
            if used.isdisjoint(each.links) and each.links:
                account.leave(unit, NOT_NEAR, each.title)
            else:
                account.take(unit)


def _account_for_links(account: Account, document: Block, stages: Sequence[RawStage]) -> None:
    used = urls_of(stages)
    for block in document.within():
        for at, link in enumerate(block.inline.links):
            unit = (id(block), at)
            if link.url in used and not is_relative(link.url):
                account.take(unit)
            else:
                account.leave(unit, _reason(link.url))


def _reason(url: str) -> str:
    if url.startswith(("#", NOTE)):
        return "leading elsewhere in the document or to another note"
    if is_chat_or_badge(url):
        return "leading to chats or badges"
    if is_relative(url):
        return "relative: add --base with the address of the file"
    if not url.startswith(("http:", "https:")):
        return "not of the web"
    return NOT_NEAR


def _title_part(root: Part) -> Part | None:
    """Give the heading that is the title.

    That is the only one of the highest level, or a first one that has nothing but words, or
    nothing at all, under it.
    """
    first = root.parts[0] if root.parts else None
    if first is None:
        return None
    is_alone = first.level == 1 and sum(part.level == 1 for part in root.parts) == 1
    is_above = first.level == 1 and all(block.kind == "paragraph" for block in first.blocks)
    if is_alone or (not first.parts and (is_above or not first.blocks)):
        return first if len(root.parts) > 1 or is_alone else None
    return None
