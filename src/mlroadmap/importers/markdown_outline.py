"""The outline of a document: headings of every kind, and the blocks under each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from mlroadmap.importers.hours import split_stage_hours
from mlroadmap.importers.markdown_blocks import BOX, Block, Inline
from mlroadmap.importers.markdown_lists import LISTS, ItemsOfList, is_box, opening
from mlroadmap.importers.part_words import heading, is_unit
from mlroadmap.importers.raw import RawHours

# Below the six levels of headings come bold lines, and below those headings in lists.
_BOLD_LINE = 7
_LONGEST_BOLD_LINE = 120


class Part(Struct):
    """A heading with what stands under it: blocks of its own, then further parts.

    `source` is the block that the heading was, `hours` are those it gives to all below it.
    """

    title: str
    level: int
    line: int
    source: Block | None = None
    hours: RawHours | None = None
    inline: Inline = field(default_factory=Inline)
    blocks: list[Block] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def outline(document: Block) -> Part:
    """Arrange a document by its headings, bold lines, and headings inside list items."""
    root = Part("", 0, 1)
    stack = [root]
    for block in _unfolded(document.children):
        level = _level(block)
        if level:
            while stack[-1].level >= level:
                stack.pop()
            part = _part(block, level)
            stack[-1].parts.append(part)
            stack.append(part)
        else:
            _add(stack[-1], block)
    return root


def _level(block: Block) -> int:
    if block.kind == "heading":
        return block.level if heading(BOX.sub("", block.inline.text)) else 0
    if block.kind == "paragraph" and block.inline.is_bold and not _leads_elsewhere(block):
        return _BOLD_LINE if len(block.inline.text) <= _LONGEST_BOLD_LINE else 0
    return 0


def _leads_elsewhere(block: Block) -> bool:
    """Whether a line is a link within the document, such as `back to top`."""
    return any(link.url.startswith("#") for link in block.inline.links)


def _unfolded(blocks: Sequence[Block]) -> Iterator[Block]:
    """Go through blocks and, where a quotation holds boxes, through what is in it."""
    for block in blocks:
        if block.kind == "blockquote" and any(map(is_box, block.within())):
            yield from _unfolded(block.children)
        else:
            yield block


def _part(block: Block, level: int, source: Block | None = None) -> Part:
    title, hours = split_stage_hours(BOX.sub("", block.inline.text, count=1))
    return Part(heading(title), level, block.line, source or block, hours, block.inline)


def _add(part: Part, block: Block) -> None:
    """Add a block; the items of a list that have a heading become parts of their own."""
    if block.kind not in LISTS:
        part.blocks.append(block)
        return
    rest: list[Block] = []
    items = ItemsOfList(block.children)
    for item in block.children:
        first = opening(item)
        if first and (
            (_is_heading_of_item(first, item.children[1:]) and not items.is_described(item))
            or items.is_group(item)
        ):
            inner = _part(first, max(part.level, _BOLD_LINE) + 1, item)
            part.parts.append(inner)
            for child in item.children[1:]:
                _add(inner, child)
        else:
            rest.append(item)
    if rest:
        part.blocks.append(Block(block.kind, rest[0].line, children=rest))


def _is_heading_of_item(first: Block, rest: Sequence[Block]) -> bool:
    if first.kind == "heading":
        return True
    has_list = any(block.kind in LISTS for block in rest)
    is_title = first.inline.is_bold or is_unit(BOX.sub("", first.inline.text))
    return has_list and first.kind == "paragraph" and is_title
