"""Lengths of time as people write and read them; inside, whole minutes."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from mlroadmap.errors import UsageError

MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR
HOURS_PER_WEEK = 7 * 24

# Three digits after a comma are more likely thousands.
_NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,6}|,[0-9]{1,2})?"
_HOURS = rf"(?P<hours>{_NUMBER})\s*h(?:(?:ou)?rs?)?"
_MINUTES = rf"(?P<minutes>{_NUMBER})\s*m(?:in(?:ute)?s?)?"
# Patterns are compiled when they are used: most commands read no times that were typed.
_UNITS = rf"(?:{_HOURS})?\s*(?:{_MINUTES})?"
_CLOCK = r"(?P<hours>[0-9]{1,4})\s*[:h]\s*(?P<minutes>[0-5][0-9])"
_BARE = _NUMBER

_NO_LIMIT_MINUTES = 10**9

# A smaller number without a unit is as likely one of hours.
_LEAST_BARE_MINUTES = 10
_EXAMPLE = "45m"


def parse_duration(text: str, *, limit_minutes: int = MINUTES_PER_DAY) -> int:
    """Read `90m`, `1.5h`, `1h 30m`, `1h30`, `1:30` or `45 min`, rounded to minutes.

    A whole number alone is minutes, from ten on. Raises UsageError for anything else, for
    zero, and for more than `limit_minutes`.
    """
    written = text.strip().lower()
    if _is_bare_minutes(written):
        written += "m"
    match = re.fullmatch(_CLOCK, written) or re.fullmatch(_UNITS, written)
    if match is None or not any(match.groups()):
        raise _unreadable(text, written, limit_minutes)
    exact = _number(match["hours"]) * MINUTES_PER_HOUR + _number(match["minutes"])
    minutes = int(exact.to_integral_value(ROUND_HALF_UP))
    if not 0 < minutes <= limit_minutes:
        raise UsageError(
            f"{text!r} is out of range.",
            f"Enter a time between 1m and {format_duration(limit_minutes)}.",
            name=text,
            examples=[_EXAMPLE],
        )
    return minutes


def typed_duration(minutes: int) -> str:
    """Write minutes as one word, as in a command: `1h30m`."""
    return format_duration(minutes).replace(" ", "")


def is_duration(text: str) -> bool:
    """Whether a text is a length of time, however long."""
    try:
        parse_duration(text, limit_minutes=_NO_LIMIT_MINUTES)
    except UsageError:
        return False
    return True


def is_zero(text: str) -> bool:
    """Whether a text says that no time is left."""
    return bool(re.fullmatch(r"0+(?:[.,:]0+)?\s*[hm]?(?:in)?", text.strip().lower()))


def parse_weekly_hours(text: str) -> int:
    """Read hours a week, as `10`, `7.5` or any duration, as minutes.

    Raises UsageError unless it is at least a minute and at most 168 hours.
    """
    written = text.strip().lower()
    if re.fullmatch(_BARE, written) and "," not in written:
        written += "h"
    limit = HOURS_PER_WEEK * MINUTES_PER_HOUR
    try:
        return parse_duration(written, limit_minutes=limit)
    except UsageError as error:
        raise _no_weekly_hours(text, written) from error


def format_duration(minutes: int) -> str:
    """Write minutes as `1h 30m`, `2h` or `45m`."""
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    if hours and rest:
        return f"{hours}h {rest:02d}m"
    return f"{hours}h" if hours else f"{rest}m"


def _number(written: str | None) -> Decimal:
    return Decimal((written or "0").replace(",", "."))


def _is_bare_minutes(written: str) -> bool:
    if not re.fullmatch(_BARE, written):
        return False
    number = _number(written)
    return not number or (written.isdecimal() and number >= _LEAST_BARE_MINUTES)


def _no_weekly_hours(text: str, written: str) -> UsageError:
    message = f"{text!r} is not a number of hours a week."
    if re.fullmatch(_BARE, written) and "," in written:
        # whatif takes several numbers of hours with commas between them.
        meant = written.replace(",", ".")
        hint = f"Write {meant}, at most {HOURS_PER_WEEK}."
        return UsageError(message, hint, name=text, candidates=[meant])
    return UsageError(
        message,
        f"Give more than 0 and at most {HOURS_PER_WEEK}, such as 10 or 7.5.",
        name=text,
        examples=["10"],
    )


def _unreadable(text: str, written: str, limit_minutes: int) -> UsageError:
    candidates = [f"{written}m", f"{written}h"] if re.fullmatch(_BARE, written) else []
    example = " or ".join(candidates) or "90m, 1.5h or 1h30m"
    return UsageError(
        f"{text!r} is not a length of time.",
        f"Write it as {example}, at most {format_duration(limit_minutes)}.",
        name=text,
        candidates=candidates,
        examples=[_EXAMPLE],
    )
