"""Text from outside, made safe for a terminal and for a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from unicodedata import category, east_asian_width

EXCERPT_LENGTH = 60

# Whole control sequences (CSI), and strings for the terminal itself (OSC) such as a title;
# control characters that are no white space, marks that turn the direction of writing, and
# halves of surrogate pairs, which no encoder accepts. Nothing is tried twice: what a
# repetition took it keeps, and where a sequence begins another one ends.
_DROPPED = (
    "(?:\x1b\\[|\x9b)[0-?]*+[ -/]*+[@-~]|"
    "(?:\x1b\\]|\x9d)[^\x00-\x1f\x7f-\x9f]*+(?:\x07|\x1b\\\\|\x9c)|"
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)

# A blank as wide as a space that is none. The no-break space would do, but Rich breaks lines
# at it too, as Python's own splitting does.
NO_BREAK = "\u2800"

# Comparing spellings takes time that grows with both: nobody misspells a text of
# hundreds of characters, and thousands of candidates make a suggestion a guess.
_LONGEST_MISSPELLING = 64
_MOST_CANDIDATES = 1_000


def harmless(text: str) -> str:
    r"""Strip what steers a terminal, and make a space of any other white space.

    The bytes of a file's name that is not UTF-8 are spelled out, as in `caf\xe9`.
    """
    # Compiling the patterns takes longer than most commands need for all their texts.
    if text.isprintable():
        return text
    return re.sub(r"\s", " ", re.sub(_DROPPED, _spelled_byte, text))


def clean(text: str) -> str:
    """Strip control characters and make every run of white space one space."""
    return " ".join(harmless(text).split())


def _spelled_byte(match: re.Match[str]) -> str:
    dropped = match[0]
    return f"\\x{ord(dropped) & 0xFF:02x}" if "\udc80" <= dropped <= "\udcff" else ""


def excerpt(text: str) -> str:
    """Quote a text inside a message, cleaned and cut to a readable length."""
    cleaned = clean(text[: 10 * EXCERPT_LENGTH])
    if len(cleaned) > EXCERPT_LENGTH:
        cleaned = cleaned[: EXCERPT_LENGTH - 3] + "..."
    return f"'{cleaned}'"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that `word` most likely misspells, or None."""
    if len(word) > _LONGEST_MISSPELLING:
        return None
    # Few words are misspelled.
    from difflib import get_close_matches  # noqa: PLC0415

    matches = get_close_matches(word, islice(known, _MOST_CANDIDATES), n=1)
    return matches[0] if matches else None


def unbroken(text: str) -> str:
    """Keep the words of a text, such as `1h 30m` or `Mon 4 Jan`, on one line.

    Whoever writes to a terminal turns the blanks back into spaces with `with_spaces`, so
    that what is piped or copied has none of them.
    """
    return text.replace(" ", NO_BREAK)


def with_spaces(text: str) -> str:
    """Give a text that is laid out its spaces back."""
    return text.replace(NO_BREAK, " ")


def cell_width(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def fold_lines(text: str, width: int) -> Iterator[str]:
    """Break a text at its spaces into lines of at most `width` columns, words if need be."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if cell_width(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        *pieces, line = _pieces(word, width)
        yield from pieces
    if line:
        yield line


def fold_message(text: str, width: int) -> Iterator[str]:
    """Break lines that are too wide at their spaces, but never a command to copy.

    What begins with a command has a line of its own. Indented lines stay as they are.
    """
    for line in text.split("\n"):
        if cell_width(line) <= width or line.startswith(" "):
            yield line
            continue
        prose, command = re.fullmatch(r"(.*?)(mlroadmap [a-z-].*)?", line).groups()  # type: ignore[union-attr] # matches anything
        yield from fold_lines(prose, width)
        yield from filter(None, [command])


def _pieces(word: str, width: int) -> Iterator[str]:
    piece = ""
    for character in word:
        if piece and cell_width(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def _cells(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


def count(number: int, noun: str) -> str:
    """Write a number with its noun: `1 topic`, `3 topics`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
