"""Notes of Anki as text: a deck is a topic, and the front of each of its cards a step."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape

from mlroadmap.core.text import clean
from mlroadmap.importers.gathering import Gathering
from mlroadmap.importers.raw import RawRoadmap, RawStep, RawTopic, SourceError

LOOKED_FOR = "notes below a header such as #separator:tab"

_HEADER = re.compile(
    r"#(separator|html|deck column|tags column|notetype column|deck|columns|"
    r"guid column|notetype|tags|if matches|match scope):(.*)",
    re.IGNORECASE,
)
_SEPARATORS = {
    "tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " ", "colon": ":",
}  # fmt: skip
_HTML = re.compile(r"<[^>]{0,2000}>|\[sound:[^\]]{0,500}\]")
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::[^}]*)?\}\}")


def is_anki(text: str) -> bool:
    """Whether a text begins like notes that Anki exported."""
    first = text.removeprefix("\ufeff").lstrip().partition("\n")[0].strip()
    return _HEADER.fullmatch(first) is not None


def import_anki(text: str, name: str) -> RawRoadmap:
    """Read exported notes. Raises SourceError where the rows are no table."""
    settings, start, body = _split_header(text)
    deck_column = _number(settings, "deck column")
    aside = {deck_column} | {
        _number(settings, f"{what} column") for what in ("tags", "notetype", "guid")
    }
    found = Gathering(name, LOOKED_FOR)
    decks: dict[str, list[RawStep]] = {}
    lines: dict[str, int] = {}
    for line, row in _rows(body, settings.get("separator", "tab"), start):
        deck = clean(_cell(row, deck_column)) or clean(settings.get("deck", "")) or name
        fields = (field_text(cell) for at, cell in enumerate(row, start=1) if at not in aside)
        front = next(filter(None, fields), "")
        found.expect("card", line, (line, front), "" if front else "no words on its front")
        if front:
            decks.setdefault(deck, []).append(RawStep(front, "check"))
            lines.setdefault(deck, line)
    for deck, steps in decks.items():
        *outer, title = [part.strip() for part in deck.split("::") if part.strip()] or [name]
        found.add(outer, RawTopic(title, lines[deck], f"deck {deck}", steps=tuple(steps)))
    if decks:
        found.guess("each deck is one topic, and the fronts of its cards are what it covers")
    return found.roadmap()


def anki_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the fields of each note with its line, without its deck, tags and the like."""
    settings, start, body = _split_header(text)
    what = ("deck", "tags", "notetype", "guid")
    aside = {_number(settings, f"{each} column") for each in what}
    for line, row in _rows(body, settings.get("separator", "tab"), start):
        yield line, [cell for at, cell in enumerate(row, start=1) if at not in aside]


def _split_header(text: str) -> tuple[dict[str, str], int, str]:
    """Give the settings at the head, how many lines they take, and what follows."""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    settings: dict[str, str] = {}
    for number, line in enumerate(lines):
        match = _HEADER.fullmatch(line.strip())
        if match is None:
            return settings, number, "".join(lines[number:])
        settings[match[1].lower()] = match[2].strip()
    return settings, len(lines), ""


def _rows(body: str, separator: str, start: int) -> Iterator[tuple[int, list[str]]]:
    delimiter = _SEPARATORS.get(separator.lower(), separator[:1] or "\t")
    rows = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield start + rows.line_num, row
    except (csv.Error, TypeError) as error:
        raise SourceError(
            f"line {start + rows.line_num} is no row of notes: {error}"
        ) from error


def _number(settings: dict[str, str], name: str) -> int:
    text = settings.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _cell(row: list[str], number: int) -> str:
    return row[number - 1] if 0 < number <= len(row) else ""


def field_text(text: str) -> str:
    """Give the words of a field without HTML, sounds and the marks of gaps."""
    return clean(unescape(_HTML.sub(" ", _CLOZE.sub(r"\1", text))))
