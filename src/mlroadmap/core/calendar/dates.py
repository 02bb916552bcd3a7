"""Calendar days as people write and read them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Literal

from mlroadmap.core.text import nearest
from mlroadmap.errors import UsageError

Direction = Literal["past", "future"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_KEYS = tuple(name[:3] for name in WEEKDAYS)

FIRST_YEAR, LAST_YEAR = 1900, 9000
LONGEST_RANGE_DAYS = 3660

_A_DAY = timedelta(days=1)
# Patterns are compiled when they are used: most commands read no dates that were typed.
_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_OFFSET = r"([+-])([0-9]{1,5})([dw])"
_DOTTED = r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})"
_WITHOUT_YEAR = r"([0-9]{1,2})\. ?([0-9]{1,2})\.?"
_SLASHED = r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})"
_WEEKS = {"last week": -1, "this week": 0, "next week": 1}
_RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def parse_day(text: str, *, today: date, direction: Direction) -> date:
    """Read `2027-03-01`, `1.3.2027`, `today`, `fri`, `last fri`, `+3d` or `-2w` as a day.

    The name of a weekday is the nearest such day strictly after today, or strictly
    before it when `direction` is past or `last` precedes it. `next week` is its Monday.
    Raises UsageError for anything else.
    """
    written = _normal(text)
    if re.fullmatch(_ISO, written):
        return _calendar_day(text, *written.split("-"))
    dotted = re.fullmatch(_DOTTED, written)
    if dotted:
        return _calendar_day(text, *reversed(dotted.groups()))
    if written in _RELATIVE:
        return _shifted(text, today, _RELATIVE[written])
    if written in _WEEKS:
        return _shifted(text, today, 7 * _WEEKS[written] - today.weekday())
    if written.startswith("last "):
        written, direction = written.removeprefix("last "), "past"
    weekday = parse_weekday(written)
    if weekday is not None:
        return _shifted(text, today, _days_to_weekday(today, weekday, direction))
    offset = _offset_days(written)
    if offset is None:
        raise _unreadable(text, today, direction)
    return _shifted(text, today, offset)


def parse_days(text: str, *, today: date, direction: Direction) -> tuple[date, ...]:
    """Read one day, a week or a range `A..B`, both ends included, as days in order.

    Weekdays span less than a week: in `mon..wed` the one nearer to today is read first,
    and the other is the nearest to that, or the same day. Weeks are whole: `next week` is
    Monday to Sunday, and what ends with `+2w` ends the day before the third week. An
    offset at the end counts from the first day, unless that is an offset too. Of `this
    week` the part on the side of `direction` is meant, today included. Raises UsageError
    for a range that ends before it starts.
    """
    first_text, dots, last_text = text.partition("..")
    if not dots:
        first = parse_day(text, today=today, direction=direction)
        last = _last_day(text, today=today, direction=direction)
        if _WEEKS.get(_normal(text)) == 0:
            first, last = (today, last) if direction == "future" else (first, today)
    elif direction == "future" or _follows(first_text, last_text):
        first = parse_day(first_text, today=today, direction=direction)
        seen_from = first if _follows(first_text, last_text) else today
        if parse_weekday(last_text) is not None:
            seen_from = first - _A_DAY
        last = _last_day(last_text, today=seen_from, direction=direction)
    else:
        last = _last_day(last_text, today=today, direction="past")
        seen_from = last + _A_DAY if parse_weekday(first_text) is not None else today
        first = parse_day(first_text, today=seen_from, direction="past")
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
    """Write a day as `Mon 4 Jan 2027`, whatever the locale."""
    return f"{_without_year(day)} {day.year:04d}"


def format_calendar_day(day: date, today: date) -> str:
    """Write a day without the year where it is this one: `Mon 4 Jan`."""
    return _without_year(day) if day.year == today.year else format_day(day)


def format_date(day: date, today: date) -> str:
    """Write a day as short as it is clear: `Thu`, `Mon 4 Jan` or `Mon 4 Jan 2027`.

    The weekday alone is one of today and the six days after it; a weekday of the past
    would read like the one to come.
    """
    if 0 <= (day - today).days < 7:
        return WEEKDAY_KEYS[day.weekday()].capitalize()
    return format_calendar_day(day, today)


def format_past_day(day: date, today: date) -> str:
    """Write a day that was typed, and say when it is a week ago.

    That is what the name of today's weekday means, which may not be what was thought of.
    """
    written = format_calendar_day(day, today)
    return f"{written}, a week ago" if (today - day).days == 7 else written


def learner_day(now: datetime, day_begins: int) -> date:
    """Say which day it is for a learner whose day begins at the hour `day_begins`.

    `now` is the learner's wall clock.
    """
    return (now.replace(tzinfo=None) - timedelta(hours=day_begins)).date()


def format_month(day: date) -> str:
    """Write the month of a day as `Jan 2027`."""
    return f"{_MONTHS[day.month - 1]} {day.year:04d}"


def _without_year(day: date) -> str:
    weekday = WEEKDAY_KEYS[day.weekday()].capitalize()
    return f"{weekday} {day.day} {_MONTHS[day.month - 1]}"


def _normal(text: str) -> str:
    return " ".join(text.lower().split())


def _offset_days(written: str) -> int | None:
    offset = re.fullmatch(_OFFSET, written)
    if offset is None:
        return None
    sign, count, unit = offset.groups()
    days = int(count) * (7 if unit == "w" else 1)
    return -days if sign == "-" else days


def _follows(first_text: str, last_text: str) -> bool:
    """Whether the end of a range counts from its first day."""
    first, last = _normal(first_text), _normal(last_text)
    return last.startswith("+") and _offset_days(first) is None


def _last_day(text: str, *, today: date, direction: Direction) -> date:
    """Read the day on which a range ends: the last one of the weeks that are named."""
    day = parse_day(text, today=today, direction=direction)
    written = _normal(text)
    if written in _WEEKS:
        return _shifted(text, day, 6)
    is_in_weeks = written.endswith("w") and bool(_offset_days(written))
    return _shifted(text, day, -1) if is_in_weeks else day


def _calendar_day(text: str, year: str, month: str, day: str) -> date:
    try:
        return _within_years(text, date(int(year), int(month), int(day)))
    except ValueError as error:
        raise UsageError(
            f"{text!r} is not a day of the calendar.",
            "Check the month and the day.",
            name=text,
            examples=["today"],
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
        f"{text!r} is outside of the years {FIRST_YEAR} to {LAST_YEAR}.",
        "Give a nearer day.",
        name=text,
        examples=["today"],
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
            name=text,
            examples=[f"{last}..{first}"],
        )
    if count > LONGEST_RANGE_DAYS:
        raise UsageError(
            f"{text!r} has {count} days.",
            f"Give at most {LONGEST_RANGE_DAYS} days at a time.",
            name=text,
            examples=[f"{first}..{first + timedelta(days=LONGEST_RANGE_DAYS - 1)}"],
        )
    return days_between(first, last)


def _unreadable(text: str, today: date, direction: Direction) -> UsageError:
    written = _normal(text)
    if "/" in written:
        return _slashed(text, written)
    weekday = parse_weekday(written.removeprefix("next "))
    if weekday is not None:
        coming = today + timedelta(days=_days_to_weekday(today, weekday, "future"))
        later = coming + timedelta(days=7)
        return UsageError(
            f"{text!r} could be {format_day(coming)} or {format_day(later)}.",
            f"Write {coming.isoformat()} or {later.isoformat()}.",
            name=text,
            candidates=[coming.isoformat(), later.isoformat()],
        )
    return UsageError(
        f"{text!r} is not a day.",
        "Write 2027-03-01, 1.3.2027, today, yesterday, fri, last fri, next week, +3d or -2w.",
        name=text,
        examples=[_example_of_day(written, today, direction)],
    )


def _example_of_day(written: str, today: date, direction: Direction) -> str:
    """Give a day that can be typed: the one that was likely meant, or any."""
    numbers = re.fullmatch(_WITHOUT_YEAR, written)
    if numbers:
        day, month = map(int, numbers.groups())
        years = (today.year, today.year + (1 if direction == "future" else -1))
        found = (f"{year}-{month:02}-{day:02}" for year in years)
        for each in found:
            with suppress(ValueError):
                if (date.fromisoformat(each) >= today) == (direction == "future"):
                    return each
    near = nearest(written, (*_RELATIVE, *WEEKDAYS, *_WEEKS))
    return near or ("fri" if direction == "future" else "yesterday")


def _slashed(text: str, written: str) -> UsageError:
    """Refuse a day with slashes, whose order depends on the country."""
    numbers = re.fullmatch(_SLASHED, written)
    first, second, year = numbers.groups() if numbers else ("03", "01", "2027")
    possible = sorted(
        f"{year}-{month:0>2}-{day:0>2}"
        for month, day in {(first, second), (second, first)}
        if int(month) <= 12
    )
    return UsageError(
        f"{text!r} could be read in two ways.",
        f"Write the year first: {' or '.join(possible)}.",
        name=text,
        candidates=possible,
    )
