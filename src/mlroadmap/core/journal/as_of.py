"""The log as of a day: for what is entered today about a day that is past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from mlroadmap.core.journal.actions import (
    DaysChanged,
    DaysMissed,
    DaysStudied,
    HolidaysChanged,
)
from mlroadmap.core.journal.history import Entry, ShapeChange

_OfDays = DaysMissed | DaysStudied | DaysChanged | HolidaysChanged


def until_day(
    timeline: Iterable[Entry | ShapeChange], day: date
) -> Iterator[Entry | ShapeChange]:
    """Yield what holds on a day: what was done or decided until then.

    What was said of days as a whole is among it, whenever it was said.
    """
    for each in timeline:
        if isinstance(each, ShapeChange) or isinstance(each.action, _OfDays) or each.day <= day:
            yield each
