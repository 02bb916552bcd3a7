"""Text from outside, made safe for a terminal and for a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

EXCERPT_LENGTH = 60

# Control characters that are no white space, marks that turn the direction of writing,
# and halves of surrogate pairs, which no encoder accepts.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)

# Comparing spellings takes time that grows with both: nobody misspells a text of
# hundreds of characters, and thousands of candidates make a suggestion a guess.
_LONGEST_MISSPELLING = 64
_MOST_CANDIDATES = 1_000


def clean(text: str) -> str:
    """Strip control characters and make every run of white space one space."""
    return " ".join(_DROPPED.sub("", text).split())


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
    matches = get_close_matches(word, islice(known, _MOST_CANDIDATES), n=1)
    return matches[0] if matches else None


def count(number: int, noun: str) -> str:
    """Write a number with its noun: `1 topic`, `3 topics`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
