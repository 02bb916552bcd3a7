"""Single values of a roadmap file: each reader turns a node into a value or notes why not.

A reader takes the node, the name of the value as a message shows it, and the notes. It
returns None when it has noted a problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import TypeVar

from mlroadmap.core.roadmap.document import Node, Scalar, Sequence
from mlroadmap.core.roadmap.problems import Code, ProblemList
from mlroadmap.core.text import clean, excerpt, nearest

T = TypeVar("T")
S = TypeVar("S", bound=str)
Reader = Callable[[Node, str, ProblemList], T | None]

FORMAT = 1
HOURS_LIMIT = 100_000
FIRST_YEAR, LAST_YEAR = 2000, 2199

_NEWER = FORMAT + 1
_WHOLE = re.compile(r"[1-9][0-9]*")
_ID = re.compile(r"[a-z0-9-]{1,64}")
_SOURCE_KEY = re.compile(r"\S{1,128}")
_URL = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = re.compile(r"-?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)")
_NOT_FINITE = re.compile(r"[-+]?\.?(?:inf|infinity|nan)", re.IGNORECASE)
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5]?[0-9])")


def read_scalar(node: Node, name: str, notes: ProblemList) -> Scalar | None:
    """Read a single value of whatever kind."""
    if isinstance(node, Scalar):
        return node
    found = "a list" if isinstance(node, Sequence) else "a mapping"
    message = f"{name} is {found}, where a single value is expected."
    notes.add(node.mark, Code.WRONG_TYPE, message, "Write one value on this line.")
    return None


def read_word(node: Node, name: str, notes: ProblemList) -> Scalar | None:
    """Read a value that every reader of YAML takes for the text that is written."""
    scalar = read_scalar(node, name, notes)
    if scalar is not None and scalar.is_blank:
        notes.add(node.mark, Code.EMPTY, f"{name} is empty.", "Write a text here.")
        return None
    if scalar is None or scalar.reads_as is None:
        return scalar
    message = f"YAML reads {excerpt(scalar.text)} as {scalar.reads_as}, not as text."
    hint = f"Put it in quotes: {excerpt(scalar.text)}."
    notes.add(node.mark, Code.YAML_SURPRISE, message, hint)
    return None


def read_text(node: Node, name: str, notes: ProblemList) -> str | None:
    """Read text: cleaned, and not empty."""
    word = read_word(node, name, notes)
    if word is None:
        return None
    text = clean(word.text)
    if not text:
        notes.add(node.mark, Code.EMPTY, f"{name} is empty.", "Write a text here.")
        return None
    return text


def read_remark(node: Node, name: str, notes: ProblemList) -> str | None:
    """Read text that may be empty: cleaned."""
    word = read_word(node, name, notes)
    return None if word is None else clean(word.text)


def read_id(node: Node, name: str, notes: ProblemList) -> str | None:
    """Read an id: 1 to 64 of a-z, 0-9 and '-', the first of which is not '-'."""
    found = read_former_id(node, name, notes)
    if found is None or not found.startswith("-"):
        return found
    message = f"{excerpt(found)} looks like an option of a command."
    hint = "Begin it with a letter or a digit, and keep the old id of a topic as an alias."
    notes.add(node.mark, Code.OPTION_LIKE_ID, message, hint)
    return None


def read_former_id(node: Node, name: str, notes: ProblemList) -> str | None:
    """Read an id that a topic had: those that look like options were allowed once."""
    word = read_word(node, name, notes)
    if word is None:
        return None
    if not _ID.fullmatch(word.text):
        message = f"{excerpt(word.text)} cannot be an id."
        hint = "Use 1 to 64 characters out of a-z, 0-9 and '-', such as 'linear-algebra'."
        notes.add(node.mark, Code.BAD_ID, message, hint)
        return None
    return word.text


def read_source_key(node: Node, name: str, notes: ProblemList) -> str | None:
    """Read the key of a source: 1 to 128 characters without white space."""
    word = read_word(node, name, notes)
    if word is None:
        return None
    if not _SOURCE_KEY.fullmatch(word.text) or clean(word.text) != word.text:
        message = f"{excerpt(word.text)} cannot be the key of a source."
        hint = "Use 1 to 128 printable characters without spaces, such as 'mit/18-06'."
        notes.add(node.mark, Code.BAD_ID, message, hint)
        return None
    return word.text


def read_url(node: Node, name: str, notes: ProblemList) -> str | None:
    """Read a link to the web."""
    word = read_word(node, name, notes)
    if word is None:
        return None
    if not _URL.fullmatch(word.text) or clean(word.text) != word.text:
        message = f"{excerpt(word.text)} is not a link that {name} can hold."
        hint = "Write a full address without spaces, such as https://example.org/course."
        notes.add(node.mark, Code.BAD_URL, message, hint)
        return None
    return word.text


def read_day(node: Node, name: str, notes: ProblemList) -> date | None:
    """Read a day of the calendar, with quotes or without."""
    scalar = read_scalar(node, name, notes)
    if scalar is None:
        return None
    with suppress(ValueError):
        day = date.fromisoformat(scalar.text) if looks_like_day(scalar.text) else None
        if day and FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    message = f"{name}, {excerpt(scalar.text)}, is no day from {FIRST_YEAR} to {LAST_YEAR}."
    hint = "Write year, month and day, such as 2027-03-01."
    notes.add(node.mark, Code.BAD_DATE, message, hint)
    return None


def looks_like_day(text: str) -> bool:
    """Whether a text is written as a day, if perhaps one that does not exist."""
    return _DAY.fullmatch(text) is not None


def read_truth(node: Node, name: str, notes: ProblemList) -> bool | None:
    """Read true or false; YAML's other spellings of them are refused."""
    scalar = read_scalar(node, name, notes)
    if scalar is None:
        return None
    if scalar.plain and scalar.text in {"true", "false"}:
        return scalar.text == "true"
    hint = "Write true or false, without quotes."
    if scalar.reads_as is None:
        message = f"{name} is {excerpt(scalar.text)}, which is neither true nor false."
        notes.add(node.mark, Code.WRONG_TYPE, message, hint)
    else:
        message = f"YAML reads {excerpt(scalar.text)} as {scalar.reads_as}."
        notes.add(node.mark, Code.YAML_SURPRISE, message, hint)
    return None


def one_of(*choices: S) -> Reader[S]:
    """Make a reader that accepts only the given texts."""
    by_text = {str(choice): choice for choice in choices}

    def read_choice(node: Node, name: str, notes: ProblemList) -> S | None:
        word = read_word(node, name, notes)
        if word is None or word.text in by_text:
            return None if word is None else by_text[word.text]
        near = nearest(word.text, by_text)
        hint = f"Did you mean '{near}'? " if near else ""
        hint += f"Use one of: {', '.join(by_text)}."
        message = f"{name} cannot be {excerpt(word.text)}."
        notes.add(node.mark, Code.BAD_CHOICE, message, hint)
        return None

    return read_choice


def read_format(node: Node, name: str, notes: ProblemList) -> int | None:
    """Read the version of the format: FORMAT, or a higher number for any newer one."""
    scalar = read_scalar(node, name, notes)
    if scalar is None:
        return None
    if not (scalar.plain and _WHOLE.fullmatch(scalar.text)):
        message = f"{excerpt(scalar.text)} is no version of the roadmap format."
        notes.add(node.mark, Code.BAD_FORMAT, message, f"Write 'format: {FORMAT}'.")
        return None
    if scalar.text == str(FORMAT):
        return FORMAT
    message = f"This file is in format {excerpt(scalar.text)}, made for a newer mlroadmap."
    hint = f"Upgrade mlroadmap; this version reads format {FORMAT}."
    notes.add(node.mark, Code.BAD_FORMAT, message, hint)
    return _NEWER


def read_hours(node: Node, name: str, notes: ProblemList) -> int | None:
    """Read a number of hours as whole minutes, at least one."""
    scalar = read_scalar(node, name, notes)
    if scalar is None or not _is_number(scalar, name, notes):
        return None
    hours = float(scalar.text) if _DECIMAL.fullmatch(scalar.text) else float("inf")
    fault = _hours_fault(hours)
    if fault is None:
        return round(hours * 60)
    message = f"{name}, {excerpt(scalar.text)}, {fault}."
    hint = f"Write hours above 0 and at most {HOURS_LIMIT:,}, such as 0.5 or 12."
    notes.add(node.mark, Code.BAD_HOURS, message, hint)
    return None


def _hours_fault(hours: float) -> str | None:
    if hours <= 0:
        return "is not above 0"
    if hours > HOURS_LIMIT:
        return f"is not a number up to {HOURS_LIMIT:,}"
    return None if round(hours * 60) else "is less than a minute"


def _is_number(scalar: Scalar, name: str, notes: ProblemList) -> bool:
    if scalar.plain and (_DECIMAL.fullmatch(scalar.text) or _NOT_FINITE.fullmatch(scalar.text)):
        return True
    hint = f"Write a decimal number without quotes, such as {_decimal(scalar.text)}."
    if scalar.reads_as is None:
        message = f"{name} is {excerpt(scalar.text)}, where a number of hours is expected."
        notes.add(scalar.mark, Code.WRONG_TYPE, message, hint)
    else:
        message = f"YAML reads {excerpt(scalar.text)} as {scalar.reads_as}."
        notes.add(scalar.mark, Code.YAML_SURPRISE, message, hint)
    return False


def _decimal(text: str) -> str:
    """Spell what `12:30` most likely means; anything else gets an example."""
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        return "12.5"
    return f"{int(clock[1]) + int(clock[2]) / 60:.2f}".rstrip("0").rstrip(".")


def list_of(read_item: Reader[T]) -> Reader[tuple[T, ...]]:
    """Make a reader of lists whose items `read_item` reads; bad items are left out."""

    def read_list(node: Node, name: str, notes: ProblemList) -> tuple[T, ...] | None:
        items = read_items(node, name, notes)
        if items is None:
            return None
        values = [read_item(item, f"An item of {name}", notes) for item in items]
        return tuple(value for value in values if value is not None)

    return read_list


def names_of(read_item: Reader[object]) -> Reader[tuple[Scalar, ...]]:
    """Make a reader of lists of names, kept with their places; none may come twice."""

    def read_names(node: Node, name: str, notes: ProblemList) -> tuple[Scalar, ...] | None:
        names: dict[str, Scalar] = {}
        for item in read_items(node, name, notes) or ():
            if read_item(item, f"An item of {name}", notes) is None:
                continue
            if isinstance(item, Scalar) and names.setdefault(item.text, item) is not item:
                message = f"{name} holds {excerpt(item.text)} twice."
                notes.add(item.mark, Code.DUPLICATE_ITEM, message, "Take one of them out.")
        return tuple(names.values())

    return read_names


def read_items(node: Node, name: str, notes: ProblemList) -> tuple[Node, ...] | None:
    """Read a list as the nodes that it holds."""
    if isinstance(node, Sequence):
        return node.items
    found = "a single value" if isinstance(node, Scalar) else "a mapping"
    message = f"{name} is {found}, where a list is expected."
    hint = "Write [one, two], or an item a line after '- '."
    notes.add(node.mark, Code.WRONG_TYPE, message, hint)
    return None
