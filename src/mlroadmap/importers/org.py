"""Org files: headlines with a keyword such as TODO are topics, those around them stages.

orgparse reads the outline, keywords, properties and links. A file without keywords is read
as the Markdown that it could have been, line by line, so the same rules hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from mlroadmap.core.text import clean
from mlroadmap.importers.gathering import Gathering
from mlroadmap.importers.hours import read_clock, read_hours, split_hours
from mlroadmap.importers.links import urls_in
from mlroadmap.importers.markdown import import_markdown
from mlroadmap.importers.options import DEFAULT, ImportOptions
from mlroadmap.importers.raw import SKIPPED, RawHours, RawLink, RawRoadmap, RawStep, RawTopic
from mlroadmap.importers.reasons import NO_WORDS
from mlroadmap.importers.wording import is_skipped

if TYPE_CHECKING:
    from orgparse.node import OrgNode

LOOKED_FOR = "headlines with a keyword such as TODO, or else list items under headlines"
NO_KEYWORD = "no keyword, unlike other headlines"

_LINK = re.compile(r"\[\[([^\[\]]{1,2000})\](?:\[([^\[\]]{0,300})\])?\]")
_COOKIE = re.compile(r"\s*\[(?:\d{0,4}/\d{0,4}|\d{0,3}%)\]")
_ITEM = re.compile(r"(\s*)(?:[-+]|\d{1,4}[.)]|(?<=\s)\*)\s+(?:\[([ xX-])\]\s+)?(\S.*)")
# In Org a dash in a box says that a part of it is done.
_BEGUN = re.compile(r"^\[-\]\s+")
_HEADLINE = re.compile(r"(\*+)\s+(.*)")
_TAGS = re.compile(r"\s+:[\w@#%:]+:\s*$")
_HIDDEN = re.compile(r"\s*(?:#\+|:[\w-]+:|(?:SCHEDULED|DEADLINE|CLOSED):|# )")
_TITLE = re.compile(r"(?im)^#\+title:\s*(.*)$")
# orgparse refuses a file for an effort that it cannot read, so it is kept from it.
_EFFORT = re.compile(r"(?im)^([ \t]*:)effort:")
_MOST_LEVELS = 6
# Keywords decide for a file, unless there are more than so many headlines for each.
_MOST_HEADLINES = 4


def import_org(text: str, name: str, options: ImportOptions = DEFAULT) -> RawRoadmap:
    """Read a file of Org mode."""
    from orgparse import loads  # noqa: PLC0415 - only an import of Org needs it

    stated = _TITLE.search(text)
    title = (clean(stated[1]) if stated else "") or name
    nodes = [node for node in loads(_EFFORT.sub(r"\1X-Effort:", text)) if node.level]
    with_keyword = sum(bool(node.todo) for node in nodes)
    if not with_keyword or len(nodes) > _MOST_HEADLINES * with_keyword:
        raw = import_markdown(_as_markdown(text), title, options)
        return replace(raw, title=title if stated else raw.title, looked_for=LOOKED_FOR)
    found = Gathering(title, LOOKED_FOR)
    for placed in _placed(nodes):
        _read(placed, found)
    return found.roadmap()


class _Placed(Struct):
    """A headline with those that it stands in, outermost first, and those inside of it."""

    node: OrgNode
    outer: tuple[OrgNode, ...]
    inner: list[OrgNode] = field(default_factory=list)

    @property
    def path(self) -> list[str]:
        """The words of the headlines that it stands in."""
        return [_words(each.heading) for each in self.outer]


def _placed(nodes: Sequence[OrgNode]) -> list[_Placed]:
    """Place headlines by their levels; the library's own look-ups take time squared."""
    found: list[_Placed] = []
    around: list[_Placed] = []
    for node in nodes:
        while around and around[-1].node.level >= node.level:
            around.pop()
        placed = _Placed(node, tuple(each.node for each in around))
        for each in around:
            each.inner.append(node)
        found.append(placed)
        around.append(placed)
    return found


def _read(placed: _Placed, found: Gathering) -> None:
    """Read a headline: a topic, or one around topics; boxes below it are topics or steps."""
    node, line = placed.node, placed.node.linenumber
    place = line, _words(node.heading)
    around = any(inner.todo for inner in placed.inner)
    items = list(_items(node))
    unit = ("headline", line)
    if node.todo and not around:
        skipped = SKIPPED if is_skipped(node.todo) else ""
        reason = skipped or ("" if place[1] else NO_WORDS)
        found.expect("headline", unit, place, reason)
        for at, (_, words) in enumerate(items):
            found.expect("item", (line, at), (line, words), reason)
        if not reason:
            found.add(placed.path, _topic(placed, [words for _, words in items]))
        _expect_links(node, found)
        return
    has_topics = around or any(box for box, _ in items)
    inside = any(each.todo for each in placed.outer)
    found.expect("headline", unit, place, "" if has_topics or inside else NO_KEYWORD)
    for at, (box, words) in enumerate(items):
        found.expect("item", (line, at), (line, words), "" if box else NO_KEYWORD)
        if box:
            topic = RawTopic(words, line, words, done=box in "xX")
            found.add([*placed.path, _words(node.heading)], topic)
    _expect_links(node, found)


def _topic(placed: _Placed, items: list[str]) -> RawTopic:
    node = placed.node
    title, hours = split_hours(_words(node.heading))
    inner = [_words(each.heading) for each in placed.inner]
    return RawTopic(
        title=title,
        line=node.linenumber,
        source=clean(node.get_heading("raw"))[:1000],
        hours=_effort(node) or hours,
        links=tuple(_links(node, title)),
        steps=tuple(RawStep(words) for words in (*items, *inner) if words),
        note=_note(node),
        done=node.todo in node.env.done_keys,
    )


def _effort(node: OrgNode) -> RawHours | None:
    words = str(node.get_property("X-Effort") or "")
    return read_clock(words, "time") or read_hours(words)


def _note(node: OrgNode) -> str:
    lines = node.get_body(format="plain").split("\n")
    return clean(" ".join(line for line in lines if not _ITEM.match(line)))


def _links(node: OrgNode, title: str) -> Iterator[RawLink]:
    text = f"{node.get_heading('raw')}\n{node.get_body(format='raw')}"
    for match in _LINK.finditer(text):
        if match[1].startswith(("http:", "https:")):
            yield RawLink(clean(match[2] or match[1]), match[1])
    for url in urls_in(_LINK.sub(" ", text)):
        yield RawLink(title, url)


def _expect_links(node: OrgNode, found: Gathering) -> None:
    text = f"{node.get_heading('raw')}\n{node.get_body(format='raw')}"
    found.expect_links(_LINK.sub(r" \1 ", text), node.linenumber)


def _items(node: OrgNode) -> Iterator[tuple[str, str]]:
    """Go through the items of lists below a headline, each with what is in its box."""
    for line in node.get_body(format="raw").split("\n"):
        match = _ITEM.fullmatch(line)
        if match:
            yield match[2] or "", _words(match[3])


def _words(heading: str) -> str:
    """Give the words of a headline or an item without links, cookies and times."""
    return clean(_COOKIE.sub("", _LINK.sub(lambda match: match[2] or match[1], heading)))


def _as_markdown(text: str) -> str:
    """Write lines of Org as lines of Markdown with the same numbers.

    Lists may stand as far in as their headline, which in Markdown would be code.
    """
    found = []
    indent = -1
    for line in text.split("\n"):
        headline, item = _HEADLINE.fullmatch(line), _ITEM.fullmatch(line)
        if headline:
            level = min(_MOST_LEVELS, len(headline[1]))
            title = _BEGUN.sub("[ ] ", _COOKIE.sub("", _TAGS.sub("", headline[2])))
            found.append(f"{'#' * level} {_linked(title)}")
            indent = -1
        elif item:
            width = len(item[1].expandtabs())
            indent = width if indent < 0 else min(indent, width)
            box = f"[{item[2].lower().replace('-', ' ')}] " if item[2] else ""
            found.append(f"{' ' * (width - indent)}- {box}{_linked(item[3])}")
        elif _HIDDEN.match(line):
            found.append("")
        else:
            found.append(_linked(line[max(indent, 0) :] if line.startswith(" ") else line))
    return "\n".join(found)


def _linked(text: str) -> str:
    return _LINK.sub(lambda match: f"[{match[2] or match[1]}]({match[1]})", text)
