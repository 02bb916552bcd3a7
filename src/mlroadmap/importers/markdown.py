"""Markdown: headings become stages and sections, and what is to be ticked off topics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from mlroadmap.core.text import clean, count
from mlroadmap.importers.columns import read_needs
from mlroadmap.importers.headings import Place, arrange
from mlroadmap.importers.markdown_blocks import BOX, Block, front_matter, parse_blocks
from mlroadmap.importers.markdown_details import STRUCK
from mlroadmap.importers.markdown_items import (
    is_box,
    topic_of_item,
    topic_of_paragraph,
    topics_of_table,
)
from mlroadmap.importers.markdown_links import (
    announced_resources,
    announces_resources,
    followed,
    is_contents,
    is_lone_link,
    links_of,
    pointers,
    resources_of,
)
from mlroadmap.importers.markdown_outline import LISTS, Part, opening, outline
from mlroadmap.importers.own_markdown import import_own_markdown, is_own_markdown
from mlroadmap.importers.raw import LeftOut, RawLink, RawRoadmap, RawTopic
from mlroadmap.importers.wording import (
    after_prerequisites,
    heading,
    is_about_itself,
    is_prerequisites,
    is_resources,
)

LOOKED_FOR = (
    "task-list boxes (- [ ] ...), rows of tables, list items under headings, "
    "and paragraphs that hold a lone link"
)
ABOUT = "about the document, not the subject"
CONTENTS = "a table of contents"
BESIDE = "no box, unlike the items beside it"
NO_WORDS = "no words for a title"
BEFORE = "what is to be known before"

Mode = Literal["boxes", "rows", "items", "links"]

# One kind decides for the whole document, unless list items are more than so many times as
# many, so that it is the exception in it.
_MOST_ITEMS: dict[Mode, float] = {"boxes": 10, "rows": 3, "links": 1 / 3}
_NAMES: dict[Mode, str] = {"boxes": "box", "rows": "table", "links": "paragraph with a link"}
_HTML_HEADING = re.compile(r"<h[1-3][^>]{0,200}>([^<]{1,200})</h[1-3]>", re.IGNORECASE)


def import_markdown(text: str, name: str) -> RawRoadmap:
    """Read a document. `name` is its title where it has none itself."""
    if is_own_markdown(text):
        return import_own_markdown(text, name)
    blocks = parse_blocks(text)
    root = outline(blocks)
    reader = _Reader(text.split("\n"))
    parts = reader.kept(root)
    reader.read(parts, _decide(parts))
    title = front_matter(text).get("title") or _title_of(root, blocks) or name
    return RawRoadmap(
        title=title,
        stages=arrange(reader.places, title),
        left_out=tuple(sorted(reader.left_out, key=lambda left: left.line)),
        looked_for=LOOKED_FOR,
    )


class _Kept(Struct, frozen=True):
    """A part that counts, with the titles of the parts that it is in and its own."""

    part: Part
    path: tuple[str, ...]


class _Found(Struct):
    """What was found in a part so far; `needs` hold for all of its topics.

    `beside` are items among its topics that are none.
    """

    title: str
    mode: Mode
    topics: list[RawTopic] = field(default_factory=list)
    links: list[RawLink] = field(default_factory=list)
    needs: list[RawLink] = field(default_factory=list)
    beside: list[LeftOut] = field(default_factory=list)

    def place(self, kept: _Kept) -> Place:
        """Give the topics and the links their place in the outline."""
        topics = (replace(topic, needs=(*self.needs, *topic.needs)) for topic in self.topics)
        return Place(kept.path, kept.part.line, tuple(topics), tuple(self.links))


class _Reader(Struct):
    """Reads topics part by part, and takes down what is left out."""

    lines: Sequence[str]
    places: list[Place] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def kept(self, root: Part) -> list[_Kept]:
        """List the parts that are about the subject, in order."""
        return list(self._kept(root, ()))

    def read(self, parts: Sequence[_Kept], decided: Mode | None) -> None:
        """Read the topics and the resources of the parts."""
        for kept in parts:
            part = kept.part
            if is_resources(part.title) and not _boxes(part.blocks):
                links = tuple(resources_of(part.blocks))
                self.places.append(Place(kept.path[:-1], part.line, links=links, for_all=True))
            elif is_prerequisites(part.title) and _mode_of(part) in {"items", "links"}:
                self.left_out.append(LeftOut(part.line, part.title, BEFORE))
            else:
                self._read_part(kept, decided or _mode_of(part))

    def _kept(self, part: Part, path: tuple[str, ...]) -> Iterator[_Kept]:
        yield _Kept(part, path)
        for inner in part.parts:
            if inner.inline.is_struck:
                self.left_out.append(LeftOut(inner.line, inner.title, STRUCK))
            elif is_about_itself(inner.title):
                self.left_out.append(LeftOut(inner.line, inner.title, ABOUT))
            else:
                yield from self._kept(inner, (*path, inner.title))

    def _read_part(self, kept: _Kept, mode: Mode) -> None:
        part = kept.part
        found = _Found(part.title, mode, links=followed(part.inline.links))
        is_announced = False
        for block in part.blocks:
            if block.kind == "paragraph":
                is_announced = is_resources(block.inline.text)
                self._read_paragraph(block, found)
            elif block.kind in LISTS and is_announced:
                found.links += resources_of([block])
            elif block.kind in LISTS:
                for item in block.children:
                    self._read_item(item, found)
            elif block.kind == "table" and mode == "rows":
                self._read_table(block, found)
        contents = [item for item in _list_items(part.blocks) if is_contents(item)]
        if contents:
            self.left_out.append(LeftOut(contents[0].line, part.title, CONTENTS))
        if not found.topics and mode != "items" and _items(part.blocks):
            self._mention(part, mode)
        else:
            self.left_out += found.beside
            self.places.append(found.place(kept))

    def _read_paragraph(self, block: Block, found: _Found) -> None:
        wanted = after_prerequisites(block.inline.text)
        if wanted is not None:
            found.needs += read_needs(wanted, pointers(block.inline.links))
        elif found.mode == "links" and is_lone_link(block):
            source = self._source(block.line)
            found.topics.append(topic_of_paragraph(block, found.title, source))
        else:
            found.links += links_of(block.inline)

    def _read_item(self, item: Block, found: _Found) -> None:
        first = opening(item)
        if first is None or is_contents(item):
            return
        wanted = after_prerequisites(first.inline.text)
        if first.inline.is_struck:
            self.left_out.append(LeftOut(item.line, first.inline.text, STRUCK))
        elif found.mode == "boxes" and is_box(item):
            self._add_topic(item, found)
        elif wanted is not None:
            found.needs += read_needs(wanted, pointers(first.inline.links))
        elif announces_resources(first, item.children[1:]):
            found.links += announced_resources(first, item.children[1:])
        elif found.mode == "items":
            self._add_topic(item, found)
        elif found.mode == "boxes":
            self._read_beside(item, first, found)
        else:
            found.links += resources_of([item])

    def _read_beside(self, item: Block, first: Block, found: _Found) -> None:
        """Read an item among boxes that is none: its links, and the boxes inside."""
        links, inside = followed(first.inline.links), _list_items(item.children)
        found.links += links
        for inner in inside:
            self._read_item(inner, found)
        if first.inline.text and not links and not inside:
            found.beside.append(LeftOut(item.line, first.inline.text, BESIDE))

    def _add_topic(self, item: Block, found: _Found) -> None:
        topic, left_out = topic_of_item(item, found.title, self._source(item.line))
        self.left_out += left_out
        found.topics += [topic] if topic else []
        first = opening(item)
        if not topic and first and BOX.sub("", first.inline.text, count=1):
            self.left_out.append(LeftOut(item.line, first.inline.text, NO_WORDS))

    def _read_table(self, block: Block, found: _Found) -> None:
        for row in topics_of_table(block, self.lines):
            if isinstance(row, LeftOut):
                self.left_out.append(row)
            else:
                found.topics.append(row)

    def _mention(self, part: Part, mode: Mode) -> None:
        """Say that a part that looks like topics has none of the kind that counts here."""
        items = count(len(_items(part.blocks)), "list item")
        reason = f"{items}, but no {_NAMES[mode]} as elsewhere in the document"
        self.left_out.append(LeftOut(part.line, part.title, reason))

    def _source(self, line: int) -> str:
        return clean(self.lines[line - 1][:1000]) if line <= len(self.lines) else ""


def _decide(parts: Sequence[_Kept]) -> Mode | None:
    """Find what topics are in the whole document; None where each part has its own way."""
    counted = [kept.part for kept in parts if not is_resources(kept.part.title)]
    items = sum(len(_items(part.blocks)) for part in counted)
    found: dict[Mode, int] = {
        "boxes": sum(len(_boxes(part.blocks)) for part in counted),
        "rows": sum(_rows(part.blocks) for part in counted),
        "links": sum(map(is_lone_link, _paragraphs(counted))),
    }
    decisive = (mode for mode, number in found.items() if number * _MOST_ITEMS[mode] >= items)
    return next((mode for mode in decisive if found[mode]), None)


def _mode_of(part: Part) -> Mode:
    if _boxes(part.blocks):
        return "boxes"
    if _rows(part.blocks):
        return "rows"
    return "items" if _items(part.blocks) else "links"


def _boxes(blocks: Sequence[Block]) -> list[Block]:
    """List the outermost boxes."""
    found: list[Block] = []
    for block in blocks:
        if block.kind == "list_item" and is_box(block):
            found.append(block)
        elif block.kind in LISTS or block.kind == "list_item":
            found += _boxes(block.children)
    return found


def _paragraphs(parts: Sequence[Part]) -> Iterator[Block]:
    for part in parts:
        yield from (block for block in part.blocks if block.kind == "paragraph")


def _items(blocks: Sequence[Block]) -> list[Block]:
    """List the items of lists, but those that only lead elsewhere in the document."""
    return [item for item in _list_items(blocks) if not is_contents(item)]


def _list_items(blocks: Sequence[Block]) -> list[Block]:
    lists = (block for block in blocks if block.kind in LISTS)
    return [item for block in lists for item in block.children if opening(item)]


def _rows(blocks: Sequence[Block]) -> int:
    tables = [block for block in blocks if block.kind == "table"]
    return sum(sum(block.kind == "tr" for block in table.within()) - 1 for table in tables)


def _title_of(root: Part, blocks: Block) -> str:
    """Give the only heading of the highest level, or else the first one in HTML."""
    if root.parts and root.parts[0].level == 1 and sum(p.level == 1 for p in root.parts) == 1:
        return root.parts[0].title
    for block in blocks.children:
        match = _HTML_HEADING.search(block.html)
        if match:
            return heading(match[1])
        if block.kind == "heading":
            break
    return ""
