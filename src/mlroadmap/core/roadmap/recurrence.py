"""Rules of RFC 5545 that name days of weeks."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Annotated

from msgspec import Meta, Struct

Weekday = Annotated[int, Meta(ge=0, le=6)]
# The weekdays, Monday 0, of weeks that recur one after another from FIRST_MONDAY on.
Weeks = tuple[tuple[Weekday, ...], ...]
FIRST_MONDAY = date(2000, 1, 3)

# Such rules recur every INTERVAL weeks. The end of a habit has keys of its own.
_PARTS = {
    "FREQ": r"DAILY|WEEKLY",
    "INTERVAL": r"[1-9][0-9]?",
    "BYDAY": r"(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*",
}
_A_WEEK = timedelta(weeks=1)


class Recurrence(Struct, frozen=True):
    """A rule of RFC 5545, and the weekdays that it names."""

    rule: str
    weeks: Weeks


def parse_rule(text: str) -> Recurrence | None:
    """Read a rule of days of weeks, such as FREQ=WEEKLY;BYDAY=TU,TH; None for any other.

    It may be a whole line of a calendar, RRULE: in front, and its parts are in any order.
    """
    rule = "".join(text.upper().split()).removeprefix("RRULE:").removesuffix(";")
    parts = [part.partition("=")[::2] for part in rule.split(";")]
    is_known = all(key in _PARTS and re.fullmatch(_PARTS[key], value) for key, value in parts)
    given = dict(parts)
    if not is_known or len(given) < len(parts) or "FREQ" not in given:
        return None
    return Recurrence(rule, _weeks(rule, int(given.get("INTERVAL", "1"))))


def _weeks(rule: str, weeks: int) -> Weeks:
    """Give the weekdays of each of the weeks after which a rule begins anew."""
    # Compiled roadmaps hold what comes of it: few commands read a rule.
    from dateutil.rrule import rrulestr  # noqa: PLC0415

    start = datetime.combine(FIRST_MONDAY, datetime.min.time())
    found: list[list[int]] = [[] for _ in range(weeks)]
    last = start + weeks * _A_WEEK - timedelta(days=1)
    for day in rrulestr(rule, dtstart=start).between(start, last, inc=True):
        found[(day - start) // _A_WEEK].append(day.weekday())
    return tuple(map(tuple, found))
