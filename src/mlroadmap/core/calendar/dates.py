"""Calendar days as people write and read them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Literal

from mlroadmap.errors import UsageError

Direction = Literal["past", "future"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_KEYS = tuple(name[:3] for name in WEEKDAYS)

FIRST_YEAR, LAST_YEAR = 1900, 9000
LONGEST_RANGE_DAYS = 3660

_A_DAY = timedelta(days=1)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OFFSET = re.compile(r"([+-])([0-9]{1,5})([dw])")
_RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def parse_day(text: str, *, today: date, direction: Direction) -> date:
    """Read `2027-03-01`, `today`, `fri`, `+3d` or `-2w` as a day.

    The name of a weekday is the nearest such day strictly after today, or strictly
    before it when `direction` is past. Raises UsageError for anything else.
    """
    written = text.strip().lower()
    if _ISO.fullmatch(written):
        return _iso_day(text, written)
    if written in _RELATIVE:
        return _shifted(text, today, _RELATIVE[written])
    weekday = parse_weekday(written)
    if weekday is not None:
        return _shifted(text, today, _days_to_weekday(today, weekday, direction))
    offset = _OFFSET.fullmatch(written)
    if offset is None:
        raise _unreadable(text)
    sign, count, unit = offset.groups()
    days = int(count) * (7 if unit == "w" else 1)
    return _shifted(text, today, -days if sign == "-" else days)


def parse_days(text: str, *, today: date, direction: Direction) -> tuple[date, ...]:
    """Read one day or a range `A..B`, both ends included, as days in order.

    Weekdays span less than a week: in `mon..wed` the one nearer to today is read first,
    and the other is the nearest to that, or the same day. Raises UsageError for a range
    that ends before it starts.
    """
    first_text, dots, last_text = text.partition("..")
    if not dots:
        return (parse_day(text, today=today, direction=direction),)
    if direction == "past":
        last = parse_day(last_text, today=today, direction="past")
        seen_from = last + _A_DAY if parse_weekday(first_text) is not None else today
        first = parse_day(first_text, today=seen_from, direction="past")
    else:
        first = parse_day(first_text, today=today, direction="future")
        seen_from = first - _A_DAY if parse_weekday(last_text) is not None else today
        last = parse_day(last_text, today=seen_from, direction="future")
    return _range_of(text, first, last)


def parse_weekday(text: str) -> int | None:
    """Give the number of a weekday, Monday being 0, by its name or at least three letters."""
    written = text.strip().lower()
    if len(written) < 3:
        return None
    matches = [number for number, name in enumerate(WEEKDAYS) if name.startswith(written)]
    return matches[0] if matches else None


def days_between(first: date, last: date) -> tuple[date, ...]:
    """List the days from `first` to `last`, both included."""
    return tuple(first + timedelta(days=offset) for offset in range((last - first).days + 1))


def format_day(day: date) -> str:
    """Write a day as `Mon 04 Jan 2027`, whatever the locale."""
    weekday = WEEKDAY_KEYS[day.weekday()].capitalize()
    return f"{weekday} {day.day:02d} {_MONTHS[day.month - 1]} {day.year:04d}"


def learner_day(now: datetime, day_begins: int) -> date:
    """Say which day it is for a learner whose day begins at the hour `day_begins`.

    `now` is the learner's wall clock.
    """
    return (now.replace(tzinfo=None) - timedelta(hours=day_begins)).date()


def _iso_day(text: str, written: str) -> date:
    try:
        return _within_years(text, date.fromisoformat(written))
    except ValueError as error:
        raise UsageError(
            f"{text!r} is not a day of the calendar.", "Check the month and the day."
        ) from error


def require_plannable(*days: date) -> None:
    """Raise ValueError for days outside of the years that can be planned."""
    for day in days:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(f"{day} is outside of the years that can be planned")


def _shifted(text: str, day: date, days: int) -> date:
    try:
        return _within_years(text, day + timedelta(days=days))
    except OverflowError as error:
        raise _out_of_years(text) from error


def _within_years(text: str, day: date) -> date:
    """Keep days far from the calendar's ends, so that the days around them exist too."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    raise _out_of_years(text)


def _out_of_years(text: str) -> UsageError:
    return UsageError(
        f"{text!r} is outside of the years {FIRST_YEAR} to {LAST_YEAR}.", "Give a nearer day."
    )


def _days_to_weekday(today: date, weekday: int, direction: Direction) -> int:
    if direction == "future":
        return (weekday - today.weekday() - 1) % 7 + 1
    return -((today.weekday() - weekday - 1) % 7 + 1)


def _range_of(text: str, first: date, last: date) -> tuple[date, ...]:
    count = (last - first).days + 1
    if count < 1:
        raise UsageError(
            f"{text!r} ends on {format_day(last)}, before it starts on {format_day(first)}.",
            "Give the earlier day first.",
        )
    if count > LONGEST_RANGE_DAYS:
        raise UsageError(
            f"{text!r} has {count} days.", f"Give at most {LONGEST_RANGE_DAYS} days at a time."
        )
    return days_between(first, last)


def _unreadable(text: str) -> UsageError:
    if "/" in text:
        return UsageError(
            f"{text!r} could be read in two ways.", "Write the year first: 2027-03-01."
        )
    return UsageError(
        f"{text!r} is not a day.",
        "Write 2027-03-01, today, yesterday, fri, +3d or -2w.",
    )
