"""Days that differ from the usual week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from mlroadmap.core.calendar.dates import WEEKDAY_KEYS, format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.journal.actions import DaysChanged, HolidaysChanged
from mlroadmap.core.text import count
from mlroadmap.views.theme import listing


def days_view(changes: Sequence[DaysChanged], holidays: Mapping[date, str]) -> RenderableType:
    """Show changes in the order of their days, public holidays with their names."""
    if not changes:
        return Text("All weeks are as planned. Take days off with mlroadmap off DATES.")
    table = listing("Days", "Hours")
    for change in changes:
        name = holidays.get(change.first) if change.is_a_day_off else None
        hours = f"{_hours(change)}, {name}" if name else _hours(change)
        table.add_row(Text(_days(change)), Text(hours))
    return table


def describe_change(change: DaysChanged) -> str:
    """Say a change in a few words."""
    return f"{_days(change)}: {_hours(change)}"


def describe_holidays(change: HolidaysChanged) -> str:
    """Say in a few words what becomes of public holidays."""
    holidays = count(len(change.names), "public holiday")
    first, last = format_day(min(change.names)), format_day(max(change.names))
    hours = "off" if change.are_off else "the usual hours"
    return f"{holidays} of {change.region} from {first} to {last}: {hours}"


def _days(change: DaysChanged) -> str:
    if change.last is None:
        return f"from {format_day(change.first)} on"
    if change.first == change.last:
        return format_day(change.first)
    return f"{format_day(change.first)} to {format_day(change.last)}"


def _hours(change: DaysChanged) -> str:
    week = change.week_minutes
    if week is None:
        return "the usual hours"
    if not any(week):
        return "off"
    days = zip(WEEKDAY_KEYS, week, strict=True)
    shares = [f"{key} {format_duration(minutes)}" for key, minutes in days if minutes]
    return f"{format_duration(sum(week))} a week ({', '.join(shares)})"
