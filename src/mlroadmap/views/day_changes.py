"""Changes of days in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from mlroadmap.core.calendar.dates import WEEKDAY_KEYS
from mlroadmap.core.journal.actions import DaysChanged, HolidaysChanged
from mlroadmap.core.text import count
from mlroadmap.views.units import date_in_table, duration, span_of_days


def describe_change(change: DaysChanged, today: date | None) -> str:
    """Say a change in a few words."""
    return f"{days_of(change, today)}: {hours_of(change)}"


def describe_holidays(change: HolidaysChanged, today: date | None) -> str:
    """Say in a few words what becomes of public holidays."""
    holidays = count(len(change.names), "public holiday")
    days = span_of_days((min(change.names), max(change.names)), today)
    hours = "off" if change.are_off else "the usual hours"
    return f"{holidays} of {change.region}, {days}: {hours}"


def days_of(change: DaysChanged, today: date | None) -> str:
    """Say which days a change is about."""
    if change.last is None:
        return f"from {date_in_table(change.first, today)} on"
    return span_of_days((change.first, change.last), today)


def hours_of(change: DaysChanged) -> str:
    """Say what hours the days of a change have."""
    week = change.week_minutes
    if week is None:
        return "the usual hours"
    if not any(week):
        return "off"
    shares = [f"{keys} {duration(minutes)}" for keys, minutes in _runs(week) if minutes]
    return f"{duration(sum(week))} a week ({', '.join(shares)})"


def _runs(week: Sequence[int]) -> Iterator[tuple[str, int]]:
    """Join weekdays with the same minutes: `mon-thu`."""
    days = zip(WEEKDAY_KEYS, week, strict=True)
    for minutes, run in groupby(days, key=lambda day: day[1]):
        keys = [key for key, _ in run]
        yield (f"{keys[0]}-{keys[-1]}" if len(keys) > 1 else keys[0]), minutes
