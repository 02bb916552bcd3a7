"""Options that many commands share, and how the words of a command line are arranged."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Annotated

from mlroadmap.cli.completion import complete_topic
from mlroadmap.cli.options import GLOBAL_OPTIONS
from mlroadmap.cli.parameters import argument, option

DEFAULT_COMMAND = "next"

_BEFORE_A_DAY = ("last", "next", "this")
# The words for kinds, of which the next one is the name: `stage 8`, `section basics`.
_BEFORE_A_NAME = ("topic", "section", "stage")
# As in `1 hour 30 minutes`.
_LONGEST_PHRASE = 4

JsonOption = Annotated[bool, option("--json", help="Print one JSON document instead of text.")]
TopicArgument = Annotated[
    str,
    argument(
        metavar="TOPIC",
        help="By id or words of the title.",
        completes=complete_topic,
    ),
]
OnOption = Annotated[
    str | None,
    option("--on", metavar="DATE", help="The day it happened: yesterday, fri, 2027-03-01."),
]


def _as_typed(text: str) -> str:
    """Read the bytes that were typed as UTF-8, as they are whatever the locale says."""
    try:
        return os.fsencode(text).decode()
    except UnicodeError:
        return text


NoteOption = Annotated[
    str,
    option("--note", metavar="TEXT", parser=_as_typed, help="A few words to remember."),
]


def arrange(words: Sequence[str]) -> list[str]:
    """Put global options first, wherever they were typed, and add the default command."""
    leading: list[str] = []
    rest: list[str] = []
    waiting = _joined(words)
    for word in waiting:
        if word == "--":
            rest += [word, *waiting]
        elif word in GLOBAL_OPTIONS:
            value = next(waiting, None)
            if value is None:
                return [*leading, word]
            leading += [word, value]
        elif word.startswith(tuple(f"{option}=" for option in GLOBAL_OPTIONS)):
            leading.append(word)
        else:
            rest.append(word)
    return [*leading, *_with_command(rest)]


def _joined(words: Sequence[str]) -> Iterator[str]:
    """Join words that only together mean something: `1h 30m`, `last fri`, `stage 8`."""
    place = 0
    while place < len(words):
        if words[place] == "--":
            yield from words[place:]
            return
        length = _length_of_phrase(words[place : place + _LONGEST_PHRASE])
        yield " ".join(words[place : place + length])
        place += length


def _length_of_phrase(words: Sequence[str]) -> int:
    first, second = words[0], words[1] if len(words) > 1 else ""
    if first.lower().rpartition("..")[2] in _BEFORE_A_DAY:
        return 2 if _is_week_or_weekday(second.lower().partition("..")[0]) else 1
    if first.lower() in _BEFORE_A_NAME:
        return 2 if _is_a_name(second) else 1
    if not first[:1].isdecimal() or not second[:1].isalnum():
        return 1
    from mlroadmap.core.calendar.durations import is_duration

    lengths = range(len(words), 1, -1)
    return next((each for each in lengths if is_duration(" ".join(words[:each]))), 1)


def _is_a_name(word: str) -> bool:
    """Whether a word may be a name: a number is, an option or a duration is not."""
    from mlroadmap.core.calendar.durations import is_duration

    return word.isdecimal() or (word[:1].isalnum() and not is_duration(word))


def _is_week_or_weekday(word: str) -> bool:
    from mlroadmap.core.calendar.dates import parse_weekday

    return word == "week" or parse_weekday(word) is not None


def _with_command(words: list[str]) -> list[str]:
    if words[:1] == ["--json"]:
        words = [*words[1:], "--json"]
    return [DEFAULT_COMMAND, *words] if words in ([], ["--json"], ["--"]) else words
