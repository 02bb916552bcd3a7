"""A Markdown document as a tree of blocks, each with its line and its inline content.

The parser's own tree of nodes recurses as deep as emphasis nests, which a hostile file can
make thousands of levels; here only blocks nest, and the parser bounds how deep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from mlroadmap.core.text import clean
from mlroadmap.importers.hours import split_hours
from mlroadmap.importers.raw import RawLink
from mlroadmap.importers.wording import begins_with_label

if TYPE_CHECKING:
    from markdown_it.token import Token

BOX = re.compile(r"\[( |x|X|-)\](?:\s+|$)")

_FRONT_MATTER = "---"
_LONGEST_FRONT_MATTER = 200
_BREAKS = {"softbreak", "hardbreak"}
_CANCELLED = re.compile(r"\s*\[-\](?:\s|$)")
_STRUCK_TAG = re.compile(r"<(?P<end>/?)(?:del|s|strike)\s*>", re.IGNORECASE)


class Inline(Struct, frozen=True):
    """The words of a paragraph, a heading or a cell.

    `lead` is what is bold at the start, `outside` what stands outside of links. A link
    around nothing but a picture is a badge and none of `links`.
    """

    text: str = ""
    lead: str = ""
    outside: str = ""
    links: tuple[RawLink, ...] = ()
    is_bold: bool = False
    is_struck: bool = False


class Block(Struct):
    """A part of the document: `kind` is the parser's name for it, `line` counts from 1."""

    kind: str
    line: int
    level: int = 0
    inline: Inline = field(default_factory=Inline)
    html: str = ""
    children: list[Block] = field(default_factory=list)

    def within(self) -> Iterator[Block]:
        """Go through the blocks inside, at every depth, in order."""
        for child in self.children:
            yield child
            yield from child.within()


def parse_blocks(text: str) -> Block:
    """Parse a document; the block returned holds all others.

    A line inside of a paragraph that begins with a label such as `Prerequisites:` begins
    a paragraph of its own.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only an import of Markdown needs it

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    root = Block("document", 1)
    open_blocks = [root]
    for token in parser.parse(_without_front_matter(text)):
        _take(token, open_blocks)
    return root


def front_matter(text: str) -> dict[str, str]:
    """Read the plain `key: value` lines of a header between two lines of `---`."""
    found = {}
    for line in _front_matter_lines(text):
        name, colon, value = line.partition(":")
        if colon:
            found[name.strip().lower()] = clean(value).strip("\"'")
    return found


def _without_front_matter(text: str) -> str:
    """Blank the header out, so that lines keep their numbers."""
    header = _front_matter_lines(text)
    if not header:
        return text
    lines = text.split("\n")
    return "\n".join(["", *[""] * len(header), "", *lines[len(header) + 2 :]])


def _front_matter_lines(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.split("\n", _LONGEST_FRONT_MATTER)]
    if lines[0].removeprefix("\ufeff") != _FRONT_MATTER or _FRONT_MATTER not in lines[1:]:
        return []
    return lines[1 : lines.index(_FRONT_MATTER, 1)]


def _take(token: Token, open_blocks: list[Block]) -> None:
    if token.nesting < 0:
        open_blocks.pop()
    elif token.type == "inline":
        _take_inline(token, open_blocks)
    else:
        kind = token.type.removesuffix("_open")
        line = token.map[0] + 1 if token.map else open_blocks[-1].line
        level = int(token.tag[1]) if kind == "heading" else 0
        block = Block(kind, line, level, html=token.content if kind == "html_block" else "")
        open_blocks[-1].children.append(block)
        if token.nesting > 0:
            open_blocks.append(block)


def _take_inline(token: Token, open_blocks: list[Block]) -> None:
    block = open_blocks[-1]
    tokens = token.children or []
    first, *labelled = _split_at_labels(tokens) if block.kind == "paragraph" else [tokens]
    block.inline = read_inline(first)
    for line in labelled:
        open_blocks[-2].children.append(Block(block.kind, block.line, inline=read_inline(line)))


def _split_at_labels(tokens: Sequence[Token]) -> list[list[Token]]:
    """Split the tokens of a paragraph before each line that begins with a label."""
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if token.type in _BREAKS and token.level == 0:
            lines.append([])
        lines[-1].append(token)
    parts = lines[:1]
    for line in lines[1:]:
        if begins_with_label(read_inline(line).text):
            parts.append(line[1:])
        else:
            parts[-1] += line
    return parts


class _Words(Struct):
    """What is being read: the pieces of text so far and the marks that are open."""

    text: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    links: list[RawLink] = field(default_factory=list)
    bold: int = 0
    strikes: int = 0
    href: str | None = None
    anchor: list[str] = field(default_factory=list)
    leads: bool = True
    bold_only: bool = True
    struck: list[str] = field(default_factory=list)
    unstruck: list[str] = field(default_factory=list)

    def add(self, piece: str) -> None:
        """Take a piece of text with the marks that are open now."""
        self.text.append(piece)
        (self.outside if self.href is None else self.anchor).append(piece)
        if not piece.strip() or BOX.fullmatch(piece):
            self.bold_only = self.bold_only and not piece.strip()
            return
        self.leads = self.leads and self.bold > 0
        self.bold_only = self.bold_only and self.bold > 0
        (self.struck if self.strikes else self.unstruck).append(piece)
        if self.leads:
            self.lead.append(piece)

    def strike(self, tag: str) -> None:
        """Take note of a tag, which may begin or end what is struck through."""
        match = _STRUCK_TAG.fullmatch(tag)
        if match:
            self.strikes = max(0, self.strikes + (-1 if match["end"] else 1))

    @property
    def is_struck(self) -> bool:
        """Whether all words but a length are struck through, or the box is cancelled."""
        rest = split_hours(f"x {clean(''.join(self.unstruck))}")[0]
        is_all_struck = bool(self.struck) and rest.strip() == "x"
        return is_all_struck or _CANCELLED.match("".join(self.text)) is not None

    def close_link(self) -> None:
        """Take down the link that ends here, unless it held only a picture."""
        title = clean("".join(self.anchor))
        if title and self.href is not None:
            self.links.append(RawLink(title, clean(self.href)))
        self.href, self.anchor = None, []


def read_inline(tokens: Sequence[Token]) -> Inline:
    """Read the words and the links of one run of text."""
    words = _Words()
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                words.add(token.content)
            case "link_open":
                words.href = str(token.attrs.get("href", ""))
            case "link_close":
                words.close_link()
            case "strong_open" | "strong_close":
                words.bold += token.nesting
            case "s_open" | "s_close":
                words.strikes += token.nesting
            case "html_inline":
                words.strike(token.content)
            case kind if kind in _BREAKS:
                words.add(" ")
            case _:
                pass
    text = clean("".join(words.text))
    return Inline(
        text=text,
        lead=clean("".join(words.lead)),
        outside=clean(" ".join(words.outside)),
        links=tuple(words.links),
        is_bold=bool(text) and words.bold_only,
        is_struck=words.is_struck,
    )
