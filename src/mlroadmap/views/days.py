"""Days that differ from the usual week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from mlroadmap.core.calendar.dates import WEEKDAY_KEYS
from mlroadmap.core.journal.actions import DaysChanged, HolidaysChanged
from mlroadmap.core.text import count
from mlroadmap.views.theme import listing
from mlroadmap.views.units import date_in_table, duration, span_of_days


def days_view(
    changes: Sequence[DaysChanged], holidays: Mapping[date, str], today: date
) -> RenderableType:
    """Show changes in the order of their days, public holidays with their names."""
    if not changes:
        return Text(
            "No days differ from your usual week. To take days off: mlroadmap off DATES"
        )
    table = listing("Days", "Hours")
    for change in changes:
        name = holidays.get(change.first) if change.is_a_day_off else None
        hours = f"{_hours(change)}, {name}" if name else _hours(change)
        table.add_row(Text(_days(change, today)), Text(hours))
    return table


def describe_change(change: DaysChanged, today: date | None) -> str:
    """Say a change in a few words."""
    return f"{_days(change, today)}: {_hours(change)}"


def describe_holidays(change: HolidaysChanged, today: date | None) -> str:
    """Say in a few words what becomes of public holidays."""
    holidays = count(len(change.names), "public holiday")
    days = span_of_days((min(change.names), max(change.names)), today)
    hours = "off" if change.are_off else "the usual hours"
    return f"{holidays} of {change.region}, {days}: {hours}"


def _days(change: DaysChanged, today: date | None) -> str:
    if change.last is None:
        return f"from {date_in_table(change.first, today)} on"
    return span_of_days((change.first, change.last), today)


def _hours(change: DaysChanged) -> str:
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
