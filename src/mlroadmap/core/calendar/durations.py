"""Lengths of time as people write and read them; inside, whole minutes."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from mlroadmap.errors import UsageError

MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR
HOURS_PER_WEEK = 7 * 24

_NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,6})?"
_UNITS = re.compile(rf"(?:(?P<hours>{_NUMBER})\s*h)?\s*(?:(?P<minutes>{_NUMBER})\s*m(?:in)?)?")
_CLOCK = re.compile(r"(?P<hours>[0-9]{1,4}):(?P<minutes>[0-5][0-9])")
_BARE = re.compile(_NUMBER)


def parse_duration(text: str, *, limit_minutes: int = MINUTES_PER_DAY) -> int:
    """Read `90m`, `1.5h`, `1h30m` or `1:30` as minutes, rounded to the nearest.

    Raises UsageError for anything else, for zero, and for more than `limit_minutes`.
    """
    written = text.strip().lower()
    if _BARE.fullmatch(written) and not Decimal(written):
        written += "m"
    match = _CLOCK.fullmatch(written) or _UNITS.fullmatch(written)
    if match is None or not any(match.groups()):
        raise _unreadable(text, written, limit_minutes)
    exact = Decimal(match["hours"] or 0) * MINUTES_PER_HOUR + Decimal(match["minutes"] or 0)
    minutes = int(exact.to_integral_value(ROUND_HALF_UP))
    if not 0 < minutes <= limit_minutes:
        raise UsageError(
            f"{text!r} is out of range.",
            f"Give more than nothing and at most {format_duration(limit_minutes)}.",
        )
    return minutes


def parse_weekly_hours(text: str) -> int:
    """Read hours a week, as `10`, `7.5` or any duration, as minutes.

    Raises UsageError unless it is at least a minute and at most 168 hours.
    """
    written = text.strip().lower()
    if _BARE.fullmatch(written):
        written += "h"
    limit = HOURS_PER_WEEK * MINUTES_PER_HOUR
    try:
        return parse_duration(written, limit_minutes=limit)
    except UsageError as error:
        raise UsageError(
            f"{text!r} is not a number of hours a week.",
            f"Give more than 0 and at most {HOURS_PER_WEEK}, such as 10 or 7.5.",
        ) from error


def format_duration(minutes: int) -> str:
    """Write minutes as `1h 30m`, `2h` or `45m`."""
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    if hours and rest:
        return f"{hours}h {rest:02d}m"
    return f"{hours}h" if hours else f"{rest}m"


def _unreadable(text: str, written: str, limit_minutes: int) -> UsageError:
    example = f"{written}m or {written}h" if _BARE.fullmatch(written) else "90m, 1.5h or 1h30m"
    return UsageError(
        f"{text!r} is not a length of time.",
        f"Write it as {example}, at most {format_duration(limit_minutes)}.",
    )
