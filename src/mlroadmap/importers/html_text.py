"""The headings, links and summaries of a piece of HTML inside of a Markdown document."""

from __future__ import annotations

from html.parser import HTMLParser

from msgspec import Struct

from mlroadmap.core.text import clean

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


class Piece(Struct, frozen=True):
    """A heading, a paragraph that is a link, or the summary of a part that folds away.

    `line` counts from 0 within the HTML.
    """

    kind: str
    text: str
    line: int
    level: int = 0
    url: str = ""


def read_html(content: str) -> list[Piece]:
    """Read what can matter; an image or a link around one is nothing to learn from."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    return reader.pieces


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self._texts: dict[str, list[str]] = {}
        self._url = ""
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin to collect the words of a heading, a summary or a link."""
        if tag in _HEADINGS or tag == "summary":
            self._texts[tag] = []
            self._line = self.getpos()[0] - 1
        elif tag == "a":
            self._url = dict(attrs).get("href") or ""
            self._texts[tag] = []

    def handle_endtag(self, tag: str) -> None:
        """Give what has been collected."""
        text = clean("".join(self._texts.pop(tag, [])))
        if not text:
            return
        line = self.getpos()[0] - 1
        if tag in _HEADINGS:
            self.pieces.append(Piece("heading", text, self._line, _HEADINGS[tag]))
        elif tag == "summary":
            self.pieces.append(Piece("summary", text, self._line))
        elif tag == "a" and self._url and not set(self._texts) & {*_HEADINGS, "summary"}:
            self.pieces.append(Piece("paragraph", text, line, url=self._url))

    def handle_data(self, data: str) -> None:
        """Take words for everything that is open."""
        for text in self._texts.values():
            text.append(data)
