"""Single values of an event's payload. Each reader raises TypeError or ValueError."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from mlroadmap.core.calendar.availability import Week
from mlroadmap.core.calendar.dates import FIRST_YEAR, LAST_YEAR
from mlroadmap.core.calendar.durations import MINUTES_PER_DAY, MINUTES_PER_HOUR
from mlroadmap.core.calendar.settings import (
    LEAST_PACE_PERCENT,
    MOST_PACE_PERCENT,
    PaceSetting,
)

# More than a century of waking hours: more than any topic takes.
MOST_MINUTES = 100_000_000

T = TypeVar("T")


def all_of(read: Callable[[object], T], values: object) -> tuple[T, ...]:
    """Read a list, each of its values by a reader."""
    if not isinstance(values, list):
        raise TypeError(f"{values!r:.40} is not a list")
    return tuple(read(value) for value in values)


def table(value: object) -> Mapping[str, Any]:
    """Read values by name."""
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r:.40} has no values by name")
    return value


def text(value: object) -> str:
    """Read a text."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is not text")
    return value


def day(value: object) -> date:
    """Read a day of the calendar."""
    written = text(value)
    found = date.fromisoformat(written)
    if found.isoformat() != written:
        raise ValueError(f"{written!r:.40} is not a day")
    return found


def study_day(value: object) -> date:
    """Read a day that can be planned."""
    found = day(value)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"{found} is outside of the years that can be planned")
    return found


def minutes(value: object) -> int:
    """Read a length of time."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_MINUTES:
        raise ValueError(
            f"{value!r:.40} is not a whole number of minutes up to {MOST_MINUTES:,}"
        )
    return value


def pace(value: object) -> PaceSetting:
    """Read how estimates are scaled: on, off, or by so many per cent."""
    if value in {"on", "off"}:
        return "on" if value == "on" else "off"
    percent = minutes(value)
    if not LEAST_PACE_PERCENT <= percent <= MOST_PACE_PERCENT:
        raise ValueError(f"{percent} is not a pace in per cent")
    return percent


def week(value: object) -> Week:
    """Read a week's minutes, Monday to Sunday."""
    days = all_of(day_minutes, value)
    if len(days) != 7:
        raise ValueError(f"{value!r:.80} are not the minutes of seven days")
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = days
    return (monday, tuesday, wednesday, thursday, friday, saturday, sunday)


def day_minutes(value: object) -> int:
    """Read the minutes of a day."""
    found = minutes(value)
    if found > MINUTES_PER_DAY:
        raise ValueError(f"{found} minutes are more than a day has")
    return found


def hour(value: object) -> int:
    """Read an hour of the day."""
    found = minutes(value)
    if found * MINUTES_PER_HOUR >= MINUTES_PER_DAY:
        raise ValueError(f"{found} is not an hour of the day")
    return found
