"""Cards of another program: a CSV of questions and answers, or notes that Anki exported."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from zlib import crc32

from msgspec import Struct

from mlroadmap.importers.anki import (
    anki_rows,
    field_text,
    is_anki,
)
from mlroadmap.importers.raw import SourceError

MOST_CARDS = 5_000

_HEADINGS = {"question", "front", "term", "prompt"}
_DELIMITERS = "\t;,"
_CLOZE = re.compile(r"\{\{c\d+::(?P<hidden>.*?)(?:::(?P<hint>.*?))?\}\}", re.DOTALL)
_MEDIA = re.compile(r"<img\b|\[sound:", re.IGNORECASE)


class DeckCard(Struct, frozen=True):
    """A question and its answer, on a line of the file."""

    line: int
    question: str
    answer: str

    @property
    def id(self) -> str:
        """An id that follows from the question, so that a deck may be read again."""
        return f"deck-{crc32(self.question.casefold().encode()):08x}"


class Deck(Struct, frozen=True):
    """The cards of a file, and the lines of rows that are no card.

    Cards `without_media` had pictures or sounds, on these lines.
    """

    cards: tuple[DeckCard, ...]
    left_out: tuple[int, ...]
    without_media: tuple[int, ...] = ()


def read_deck(text: str) -> Deck:
    """Read the first two fields of each row. Raises SourceError where there is no card."""
    cards: dict[str, DeckCard] = {}
    left_out: list[int] = []
    without_media: list[int] = []
    for number, (line, row) in enumerate(_rows(text)):
        question, answer = (*map(field_text, _without_clozes(row)), "", "")[:2]
        if not number and question.casefold() in _HEADINGS:
            continue
        if question and answer:
            card = DeckCard(line, question, answer)
            cards[card.id] = card
            if any(_MEDIA.search(field) for field in row[:2]):
                without_media.append(line)
        else:
            left_out.append(line)
    if not cards:
        raise SourceError("There is no card in it: no row has a question and an answer.")
    if len(cards) > MOST_CARDS:
        raise SourceError(f"There are {len(cards):,} cards in it; {MOST_CARDS:,} are allowed.")
    return Deck(tuple(cards.values()), tuple(left_out), tuple(without_media))


def _without_clozes(row: Sequence[str]) -> Sequence[str]:
    """Ask for what a cloze hides, and give it as the answer, with what the row says else."""
    hidden = [found["hidden"] for found in _CLOZE.finditer(row[0])]
    if not hidden:
        return row
    question = _CLOZE.sub(lambda found: f"[{found['hint'] or '...'}]", row[0])
    return [question, ". ".join(["; ".join(hidden), *filter(None, row[1:2])])]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    if is_anki(text):
        yield from anki_rows(text)
        return
    body = text.removeprefix("\ufeff")
    first = body.partition("\n")[0]
    delimiter = next((each for each in _DELIMITERS if each in first), ",")
    rows = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield rows.line_num, row
    except csv.Error as error:
        raise SourceError(f"line {rows.line_num} is no row of cards: {error}") from error
