"""A Markdown document as a tree of blocks, each with its line and its inline content.

The parser's own tree of nodes recurses as deep as emphasis nests, which a hostile file can
make thousands of levels; here only blocks nest, and the parser bounds how deep.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING

from msgspec import Struct, field

from mlroadmap.core.text import clean
from mlroadmap.importers.hours import split_hours
from mlroadmap.importers.html_text import read_html
from mlroadmap.importers.links import resolved
from mlroadmap.importers.obsidian import WIKILINK, note_links, without_wikilinks
from mlroadmap.importers.raw import RawLink
from mlroadmap.importers.wording import begins_with_label

if TYPE_CHECKING:
    from markdown_it.token import Token

# Besides ` ` and `x`, plugins of Obsidian write `/` for begun, `-` for cancelled and others.
BOX = re.compile(r"\[([ xX/>!?*-])\](?:\s+|$)")

_FRONT_MATTER = "---"
_LONGEST_FRONT_MATTER = 200
_WORD = re.compile(r"\w")
_BREAKS = {"softbreak", "hardbreak"}
_CANCELLED = re.compile(r"\s*\[-\](?:\s|$)")
_ANCHOR = re.compile(r"<a\s[^>]*?href\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_ANCHOR_END = re.compile(r"</a\s*>", re.IGNORECASE)
_LINE_TAG = re.compile(r"<(?:br|p|div|li)\b", re.IGNORECASE)
_ITEM_TAG = re.compile(r"<li\b", re.IGNORECASE)
_STRUCK_TAG = re.compile(r"<(?P<end>/?)(?:del|s|strike)\s*>", re.IGNORECASE)


class Inline(Struct, frozen=True):
    """The words of a paragraph, a heading or a cell.

    `lead` is what is bold at the start, `outside` what stands outside of links. A link
    around nothing but a picture is a badge and none of `links`. `lines` are those that tags
    of HTML make of the text.
    """

    text: str = ""
    lead: str = ""
    outside: str = ""
    links: tuple[RawLink, ...] = ()
    is_bold: bool = False
    is_struck: bool = False
    lines: tuple[str, ...] = ()


class Block(Struct):
    """A part of the document: `kind` is the parser's name for it, `line` counts from 1."""

    kind: str
    line: int
    level: int = 0
    inline: Inline = field(default_factory=Inline)
    children: list[Block] = field(default_factory=list)

    def within(self) -> Iterator[Block]:
        """Go through the blocks inside, at every depth, in order."""
        for child in self.children:
            yield child
            yield from child.within()


def parse_blocks(text: str, base: str = "", notes: Collection[str] | None = None) -> Block:
    """Parse a document; the block returned holds all others.

    A line inside of a paragraph that begins with a label such as `Prerequisites:` begins
    a paragraph of its own, and so does each line where one ends with a length. Relative
    links start from `base`; wikilinks to one of `notes` lead elsewhere in the document, and
    without `notes` there are none. Headings and links of HTML are blocks like any other.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only an import of Markdown needs it

    class Parser(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's name
            # Links of every kind are read, so that the account can say which are left out.
            return True

    parser = Parser("commonmark").enable(["table", "strikethrough"])
    builder = _Builder(base, notes)
    for token in parser.parse(_without_front_matter(text)):
        builder.add(token)
    return builder.root


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


class _Builder:
    """Makes a tree of blocks of the parser's tokens."""

    def __init__(self, base: str, notes: Collection[str] | None) -> None:
        self.root = Block("document", 1)
        self._base = base
        self._notes = notes
        self._open = [self.root]

    def add(self, token: Token) -> None:
        """Take the next token."""
        if token.nesting < 0:
            self._open.pop()
        elif token.type == "inline":
            self._add_inline(token)
        elif token.type == "html_block":
            line = token.map[0] + 1 if token.map else self._open[-1].line
            self._open[-1].children += self._html(token.content, line)
        else:
            kind = token.type.removesuffix("_open")
            line = token.map[0] + 1 if token.map else self._open[-1].line
            level = int(token.tag[1]) if kind == "heading" else 0
            block = Block(kind, line, level)
            self._open[-1].children.append(block)
            if token.nesting > 0:
                self._open.append(block)

    def _html(self, content: str, line: int) -> Iterator[Block]:
        for piece in read_html(content):
            url = resolved(piece.url, self._base)
            links = (RawLink(piece.text, url),) if url else ()
            is_bold = piece.kind == "summary"
            yield Block(
                "paragraph" if is_bold else piece.kind,
                line + piece.line,
                piece.level,
                Inline(piece.text, links=links, is_bold=is_bold),
            )

    def _add_inline(self, token: Token) -> None:
        block = self._open[-1]
        tokens = token.children or []
        lines = _split_lines(tokens) if block.kind == "paragraph" else [tokens]
        first, *others = (read_inline(line, self._base, self._notes) for line in lines)
        block.inline = first
        for number, inline in enumerate(others, start=1):
            # Lines of one paragraph are counted from its first one.
            line = block.line + (number if len(lines) > 1 else 0)
            self._open[-2].children.append(Block(block.kind, line, inline=inline))


def _split_lines(tokens: Sequence[Token]) -> list[list[Token]]:
    """Split the tokens of a paragraph before each line that begins with a label.

    Where a line ends with a length, every line is split off.
    """
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if token.type in _BREAKS and token.level == 0:
            lines.append([])
        lines[-1].append(token)
    if len(lines) == 1:
        return lines
    texts = [read_inline(line).text for line in lines]
    every = sum(split_hours(text)[1] is not None for text in texts) > 1
    parts = lines[:1]
    for line, text in zip(lines[1:], texts[1:], strict=True):
        if every or begins_with_label(text):
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
        if not _WORD.search(BOX.sub("", piece, count=1)):
            return
        self.leads = self.leads and self.bold > 0
        self.bold_only = self.bold_only and self.bold > 0
        (self.struck if self.strikes else self.unstruck).append(piece)
        if self.leads:
            self.lead.append(piece)

    def tag(self, tag: str, base: str) -> None:
        """Take note of a tag, which may begin or end a link or what is struck through."""
        link = _ANCHOR.match(tag)
        if link:
            self.href = resolved(unescape(link[1].strip("\"'")), base)
        elif _ANCHOR_END.fullmatch(tag):
            self.close_link()
        if _LINE_TAG.match(tag):
            self.text.append("\n")
            self.text.append("• " if _ITEM_TAG.match(tag) else "")
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


def read_inline(
    tokens: Sequence[Token], base: str = "", notes: Collection[str] | None = None
) -> Inline:
    """Read the words and the links of one run of text."""
    words = _Words()
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                words.add(token.content)
            case "link_open":
                words.href = resolved(str(token.attrs.get("href", "")), base)
            case "link_close":
                words.close_link()
            case "strong_open" | "strong_close":
                words.bold += token.nesting
            case "s_open" | "s_close":
                words.strikes += token.nesting
            case "html_inline":
                words.tag(token.content, base)
            case kind if kind in _BREAKS:
                words.add(" ")
            case _:
                pass
    text, lead = clean("".join(words.text)), clean("".join(words.lead))
    outside = clean(" ".join(words.outside))
    if notes is not None and "[[" in text:
        words.links += note_links(text, notes)
        text, lead = without_wikilinks(text), without_wikilinks(lead)
        outside = WIKILINK.sub("", outside)
    return Inline(
        text=text,
        lead=lead,
        outside=outside,
        links=tuple(words.links),
        is_bold=bool(text) and words.bold_only,
        is_struck=words.is_struck,
        lines=tuple("".join(words.text).split("\n")),
    )
