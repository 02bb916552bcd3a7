"""The marks by which an export of ours is known when it is imported again.

Such a document is read to the letter: a title is only ever a title.
"""

from __future__ import annotations

import re

from mlroadmap.core.calendar.durations import MINUTES_PER_HOUR

MARKDOWN_MARK = "<!-- mlroadmap export: every title is as it stands -->"
CSV_COLUMNS = (
    "stage",
    "section",
    "id",
    "title",
    "kind",
    "hours low",
    "hours likely",
    "hours high",
    "needs",
    "outcome",
    "state",
    "start",
    "finish",
    "links",
    "section links",
    "stage links",
    "steps",
)
# Exports of versions before the steps, and before the links.
FORMER_CSV_COLUMNS = (CSV_COLUMNS[:-1], CSV_COLUMNS[:-4])

_NO_LENGTH = "(hours unknown)"
_LENGTH = re.compile(r"\s\((?:(?P<hours>[0-9]{1,9}(?:\.[0-9]{1,3})?) hours?|hours unknown)\)$")


def hours(minutes: int) -> str:
    """Write minutes as hours, exact to the minute: `2.5`."""
    return f"{minutes / MINUTES_PER_HOUR:.3f}".rstrip("0").rstrip(".")


def in_hours(minutes: int) -> str:
    """Write minutes as hours in words: `1 hour`, `2.5 hours`."""
    return f"{hours(minutes)} {'hour' if minutes == MINUTES_PER_HOUR else 'hours'}"


def length_behind(title: str, minutes: int | None) -> str:
    """Write what stands behind a title: its length, and nothing where it has none.

    A title that ends like one with a length gets one that says so.
    """
    if minutes is not None:
        return f" ({in_hours(minutes)})"
    return f" {_NO_LENGTH}" if _LENGTH.search(title) else ""


def split_length(text: str) -> tuple[str, str]:
    """Take the length off that stands behind a title; empty for one without."""
    match = _LENGTH.search(text)
    return (text[: match.start()], match["hours"] or "") if match else (text, "")
