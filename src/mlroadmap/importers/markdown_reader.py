"""The topics of a Markdown document, read part by part."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from mlroadmap.core.text import clean
from mlroadmap.importers.account import Account
from mlroadmap.importers.headings import Place
from mlroadmap.importers.markdown_account import leave_within, take_within
from mlroadmap.importers.markdown_blocks import Block
from mlroadmap.importers.markdown_items import (
    columns_of,
    topic_of_item,
    topic_of_line,
    topic_of_paragraph,
    topic_of_part,
    topics_of_table,
)
from mlroadmap.importers.markdown_links import (
    announced_resources,
    announces_resources,
    by_name,
    followed,
    is_contents,
    is_lone_link,
    links_of,
    once,
    pointers,
    resources_of,
)
from mlroadmap.importers.markdown_lists import LISTS, is_box, opening
from mlroadmap.importers.markdown_parts import (
    Kept,
    Kind,
    boxes,
    can_be_topic,
    ends_with_length,
    is_empty,
    items,
    kinds_of,
    list_items,
    resource_parts,
)
from mlroadmap.importers.needs import read_needs
from mlroadmap.importers.options import ImportOptions
from mlroadmap.importers.part_words import is_choice, is_lesson, is_resources
from mlroadmap.importers.raw import RawLink, RawTopic
from mlroadmap.importers.reasons import AROUND, CONTENTS, STRUCK
from mlroadmap.importers.wording import after_prerequisites, is_or

BESIDE = "unlike the items beside it"
QUOTED = "in a quotation"
COMPARISON = "a table that compares"
NO_TOPICS = "nothing to study under it"

_NAMES: dict[Kind, str] = {
    "boxes": "box", "rows": "table", "items": "list", "links": "paragraph with a link",
    "headings": "heading with a link",
}  # fmt: skip


class _Found(Struct):
    """What was found in a part so far; `needs` hold for all of its topics.

    `is_bare` says that the part has none of the kind that counts in the document.
    """

    title: str
    kinds: set[Kind]
    is_bare: bool
    topics: list[RawTopic] = field(default_factory=list)
    by_row: dict[tuple[str, ...], list[RawTopic]] = field(default_factory=dict)
    links: list[RawLink] = field(default_factory=list)
    needs: list[RawLink] = field(default_factory=list)

    def places(self, kept: Kept) -> list[Place]:
        """Give the topics and the links their places in the outline."""
        place = Place(kept.path, kept.part.line, (), tuple(self.links), parts=kept.sources)
        found = [replace(place, topics=self._needing(self.topics))]
        for path, topics in self.by_row.items():
            inner = replace(place, path=(*kept.path, *path), links=())
            found.append(replace(inner, topics=self._needing(topics)))
        return found if found[0].topics or found[0].links or len(found) == 1 else found[1:]

    def _needing(self, topics: Sequence[RawTopic]) -> tuple[RawTopic, ...]:
        return tuple(replace(topic, needs=(*self.needs, *topic.needs)) for topic in topics)


class Listed(Struct, frozen=True):
    """Items that are resources rather than topics: their places in the account, their links.

    Whether they are taken shows once it is known which topics the links are near.
    """

    units: tuple[int, ...]
    links: tuple[RawLink, ...]
    title: str


class Reader:
    """Reads topics part by part, and accounts for everything that it passes."""

    def __init__(self, lines: Sequence[str], account: Account, options: ImportOptions) -> None:
        self.places: list[Place] = []
        self.listed: list[Listed] = []
        self._read_before: set[int] = set()
        self._lines = lines
        self._account = account
        self._options = options

    def read(self, parts: Sequence[Kept], decided: Kind | None) -> None:
        """Read the topics and the resources of the parts."""
        for kept in parts:
            part = kept.part
            if id(part) in self._read_before:
                continue
            if is_resources(part.title) and not boxes(part.blocks) and not kept.is_wanted:
                links = tuple(self._list(part.blocks, part.title))
                self.places.append(Place(kept.path[:-1], part.line, links=links, for_all=True))
            elif decided == "headings" and (can_be_topic(part) or is_empty(part)):
                self._read_heading(kept)
            else:
                own = kinds_of(part)
                self._read_part(kept, own if decided in own | {None} else {decided or "items"})

    def _list(
        self, blocks: Sequence[Block], title: str, links: list[RawLink] | None = None
    ) -> list[RawLink]:
        """Give the links of resources, and take note of the items that they stand in."""
        found = resources_of(blocks) if links is None else links
        inside = (inner for block in blocks for inner in (block, *block.within()))
        self.listed.append(Listed(tuple(map(id, inside)), tuple(found), title))
        return found

    def _read_heading(self, kept: Kept) -> None:
        """Read a heading as a topic, with what is below it."""
        part = kept.part
        topic = topic_of_part(part, self._source(part.line), self._account)
        outer = Kept(kept.chain[:-1])
        if topic:
            for inner in resource_parts(part):
                links = self._list(inner.blocks, part.title)
                topic = replace(topic, links=once([*topic.links, *links]))
                self._read_before.add(id(inner))
            self._account.take(*kept.units)
            place = Place(outer.path, outer.part.line, (topic,), parts=outer.sources)
            self.places.append(place)

    def _read_part(self, kept: Kept, kinds: set[Kind]) -> None:
        part = kept.part
        if kept.is_wanted:
            kinds = kinds | kinds_of(part) | ({"items"} if items(part.blocks) else set())
        links = followed(part.inline.links)
        found = _Found(part.title, kinds, is_bare=not kinds & kinds_of(part), links=links)
        label = part.title if is_choice(part.title) else ""
        for block in part.blocks:
            if block.kind == "paragraph":
                label = block.inline.text
                self._read_paragraph(block, found)
            elif block.kind in LISTS and is_resources(label):
                found.links += self._list([block], part.title)
            elif block.kind in LISTS:
                self._read_list(block, found, is_choice=is_choice(label))
            elif block.kind == "table":
                self._read_table(block, found)
            elif block.kind == "blockquote":
                leave_within(self._account, block, QUOTED, part.title)
        is_named = is_lesson(part.title) or kept.is_wanted
        is_leaf = bool(resource_parts(part)) or (is_named and not part.parts)
        if is_leaf and not found.topics and not found.by_row and part.level:
            self._read_heading(kept)
        else:
            self.places += found.places(kept)

    def _read_list(self, block: Block, found: _Found, *, is_choice: bool) -> None:
        """Read the items of a list; of alternatives the first is planned."""
        chosen: RawTopic | None = None
        is_alternative = False
        for item in block.children:
            first = opening(item)
            if first and is_or(first.inline.text) and len(item.children) == 1:
                self._account.take(id(item))
                is_alternative = True
                continue
            before = len(found.topics)
            if (is_choice or is_alternative) and chosen and found.topics:
                self._keep_aside(item, found)
            else:
                self._read_item(item, found)
            if len(found.topics) > before:
                chosen = found.topics[-1]
            is_alternative = False

    def _keep_aside(self, item: Block, found: _Found) -> None:
        """Add an alternative to the note and the links of the topic before it."""
        first = opening(item)
        other = topic_of_item(item, found.title, "", Account())
        if first is None or other is None:
            return
        chosen = found.topics[-1]
        words = f"Or: {other.title}."
        found.topics[-1] = replace(
            chosen,
            note=f"{chosen.note} {words}".strip(),
            links=(*chosen.links, *other.links),
        )
        leave_within(self._account, item, f"an alternative to {chosen.title}")

    def _read_paragraph(self, block: Block, found: _Found) -> None:
        wanted = after_prerequisites(block.inline.text)
        source = self._source(block.line)
        if wanted is not None:
            found.needs += read_needs(wanted, pointers(block.inline.links))
        elif "links" in found.kinds and is_lone_link(block):
            found.topics.append(topic_of_paragraph(block, found.title, source))
        elif ends_with_length(block) and found.kinds & {"items", "links"}:
            topic = topic_of_line(block, source, self._account)
            found.topics += [topic] if topic else []
        else:
            found.links += links_of(block.inline)

    def _read_item(self, item: Block, found: _Found) -> None:
        first = opening(item)
        if first is None:
            return
        if is_contents(item):
            self._leave_contents(item, found)
            return
        wanted = after_prerequisites(first.inline.text)
        if first.inline.is_struck:
            leave_within(self._account, item, STRUCK)
        elif "boxes" in found.kinds and is_box(item):
            self._add_topic(item, found)
        elif wanted is not None:
            found.needs += read_needs(wanted, pointers(first.inline.links))
            for inner in list_items(item.children):
                text = inner.children[0].inline
                found.needs += read_needs(text.text, pointers(text.links))
            take_within(self._account, [item])
        elif announces_resources(first, item.children[1:]):
            links = announced_resources(first, item.children[1:])
            found.links += self._list([item], found.title, links)
        elif "items" in found.kinds:
            self._add_topic(item, found)
        else:
            self._read_beside(item, first, found)

    def _leave_contents(self, item: Block, found: _Found) -> None:
        """Leave out an item that leads to a place in the document, with those inside."""
        self._account.leave(id(item), CONTENTS, found.title or CONTENTS)
        for inner in list_items(item.children[1:]):
            self._read_item(inner, found)

    def _read_beside(self, item: Block, first: Block, found: _Found) -> None:
        """Read an item that is no topic here: its links, and the topics inside."""
        links, inside = by_name(links_of(first.inline)), list_items(item.children)
        found.links += links
        if links:
            self.listed.append(Listed((id(item),), tuple(links), found.title))
        elif boxes(inside):
            self._account.leave(id(item), AROUND, found.title)
        elif found.is_bare:
            reason = f"no {_NAMES[next(iter(found.kinds))]} as elsewhere in the document"
            self._account.leave(id(item), reason, found.title)
        else:
            self._account.leave(id(item), BESIDE, found.title)
        for inner in inside:
            self._read_item(inner, found)

    def _add_topic(self, item: Block, found: _Found) -> None:
        topic = topic_of_item(item, found.title, self._source(item.line), self._account)
        found.topics += [topic] if topic else []

    def _read_table(self, block: Block, found: _Found) -> None:
        if "rows" not in found.kinds:
            leave_within(
                self._account, block, f"no {_NAMES[next(iter(found.kinds))]}", found.title
            )
            return
        columns = columns_of(block, self._options)
        if columns.is_comparison:
            leave_within(self._account, block, COMPARISON, found.title)
            return
        for topic, path in topics_of_table(block, columns, self._lines, self._account):
            if path:
                found.by_row.setdefault(path, []).append(topic)
            else:
                found.topics.append(topic)

    def _source(self, line: int) -> str:
        return clean(self._lines[line - 1][:1000]) if line <= len(self._lines) else ""
