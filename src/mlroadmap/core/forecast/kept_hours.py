"""The hours to come as the learner keeps them, and the days by which they cover a demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import takewhile

from mlroadmap.core.calendar.availability import Availability, StudyDay
from mlroadmap.core.forecast.attendance import habitual
from mlroadmap.core.forecast.evidence import Evidence


def days_of(
    demands: Iterable[float], evidence: Evidence, availability: Availability, today: date
) -> tuple[date, ...]:
    """Find for each demand, in order, the day by which the learner's capacity covers it.

    Demands beyond the calendar's end get its last study day.
    """
    really = habitual(availability, evidence.habits)
    return tuple(_covered(demands, really.study_days(today, evidence.used_minutes)))


def capacity_until(
    last: date, evidence: Evidence, availability: Availability, today: date
) -> int:
    """Add up the minutes that the learner's capacity has from today to a day."""
    days = habitual(availability, evidence.habits).study_days(today, evidence.used_minutes)
    return sum(each.free_minutes for each in takewhile(lambda each: each.day <= last, days))


def _covered(demands: Iterable[float], study_days: Iterator[StudyDay]) -> Iterator[date]:
    covered, day = 0.0, None
    for demand in demands:
        while day is None or covered < demand:
            study_day = next(study_days, None)
            if study_day is None:
                break
            covered, day = covered + study_day.free_minutes, study_day.day
        if day is not None:
            yield day
