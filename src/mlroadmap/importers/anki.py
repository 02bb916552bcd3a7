"""Notes of Anki as text: a deck is a topic, with the cards that its notes make."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from html import unescape

from msgspec import Struct, field
from msgspec.structs import replace

from mlroadmap.core.text import clean
from mlroadmap.importers.gathering import Gathering
from mlroadmap.importers.raw import RawCard, RawRoadmap, RawTopic, SourceError

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
_GAP = "[...]"
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::[^}]*)?\}\}")


class _Deck(Struct):
    """What the notes of a deck make: cards, and the fronts of those without a back."""

    line: int
    cards: list[RawCard] = field(default_factory=list)
    fronts: list[str] = field(default_factory=list)

    def add(self, card: RawCard) -> None:
        """Add a card, which may have no answer."""
        if card.answer:
            self.cards.append(card)
        else:
            self.fronts.append(card.question)


def is_anki(text: str) -> bool:
    """Whether a text begins like notes that Anki exported."""
    first = text.removeprefix("\ufeff").lstrip().partition("\n")[0].strip()
    return _HEADER.fullmatch(first) is not None


def are_cards(text: str) -> bool:
    """Whether each line of a text holds two or more fields with tabs between them."""
    lines = [line for line in text.removeprefix("\ufeff").splitlines() if line.strip()]
    fields = [[each.strip() for each in line.split("\t")] for line in lines]
    full = sum(len(each) > 1 and bool(each[0]) and bool(each[1]) for each in fields)
    return len(lines) > 1 and 10 * full >= 9 * len(lines)


def import_anki(text: str, name: str) -> RawRoadmap:
    """Read exported notes. Raises SourceError where the rows are no table."""
    settings, start, body = _split_header(text)
    deck_column = _number(settings, "deck column")
    aside = {deck_column} | {
        _number(settings, f"{what} column") for what in ("tags", "notetype", "guid")
    }
    found = Gathering(name, LOOKED_FOR)
    decks: dict[str, _Deck] = {}
    for line, row in _rows(body, settings.get("separator", "tab"), start):
        deck = clean(_cell(row, deck_column)) or clean(settings.get("deck", "")) or name
        fields = [cell for at, cell in enumerate(row, start=1) if at not in aside]
        card = _card([field for field in fields if _plain(field)])
        found.expect("card", line, (line, _plain(fields[0]) if fields else ""), _reason(card))
        if card:
            decks.setdefault(deck, _Deck(line)).add(card)
    for name_of_deck, made in decks.items():
        *outer, title = [p.strip() for p in name_of_deck.split("::") if p.strip()] or [name]
        topic = RawTopic(title, made.line, f"deck {name_of_deck}")
        found.add(outer, replace(topic, covers=tuple(made.fronts), cards=tuple(made.cards)))
    if decks:
        found.guess("each deck is one topic, which its cards belong to")
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
    """Give the words of a field of a note, as they are shown."""
    return _plain(text)


def _card(fields: Sequence[str]) -> RawCard | None:
    """Make a card of the fields that hold words: front and back, or a text and its gaps."""
    if not fields:
        return None
    front, *back = fields
    gaps = _CLOZE.findall(front)
    if gaps:
        words = _plain("; ".join(gaps))
        return RawCard(_plain(_CLOZE.sub(_GAP, front)), words)
    return RawCard(_plain(front), _plain(back[0]) if back else "")


def _reason(card: RawCard | None) -> str:
    return "" if card else "no words on its front"


def _plain(text: str) -> str:
    """Give the words of a field without HTML, sounds and the marks of gaps."""
    return clean(unescape(_HTML.sub(" ", _CLOZE.sub(r"\1", text))))
