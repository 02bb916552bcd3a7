"""Durations and dates as screens write them: short, and never broken over two lines.

`cli/output` turns their blanks back into spaces, so that what is piped or copied has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mlroadmap.core.calendar.dates import format_calendar_day, format_date, format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.text import unbroken


def duration(minutes: int) -> str:
    """Write minutes as `1h 30m`."""
    return unbroken(format_duration(minutes))


def date_in_words(day: date, today: date) -> str:
    """Write a day in a sentence: `Thu`, `Mon 4 Jan` or `Mon 4 Jan 2027`."""
    return unbroken(format_date(day, today))


def date_in_table(day: date, today: date | None) -> str:
    """Write a day among others, all in one form: `Mon 4 Jan` or `Mon 4 Jan 2027`."""
    return unbroken(format_calendar_day(day, today) if today else format_day(day))


def span_of_days(days: Sequence[date], today: date | None) -> str:
    """Write the first and the last of some days: `Mon 4 Jan to Wed 6 Jan`."""
    first, last = date_in_table(days[0], today), date_in_table(days[-1], today)
    return first if days[0] == days[-1] else f"{first} to {last}"
