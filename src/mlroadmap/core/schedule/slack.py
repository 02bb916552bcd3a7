"""Whether a date can be kept, the fewest hours a week that keep it, and what is to spare.

No study time is left idle (rule R4), so a date is kept just when the capacity until then
holds what remains. Every question about a date is a question about that sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile

from msgspec import Struct

from mlroadmap.core.calendar.availability import (
    PART_MINUTES,
    Availability,
    Pattern,
    StudyDay,
    Week,
    spread_week,
)
from mlroadmap.core.calendar.durations import MINUTES_PER_DAY
from mlroadmap.core.progress.progress import Progress


class Slack(Struct, frozen=True):
    """What can be missed before a promised date slips.

    `minutes` are to spare until the date; below zero it cannot be kept. `days` study days
    in a row can be missed, and one more makes the date slip.
    """

    minutes: int
    days: int


def free_minutes(
    availability: Availability, progress: Progress, today: date, last: date
) -> int:
    """Add up the capacity from today to a last day, both included."""
    return sum(day.free_minutes for day in _study_days(availability, progress, today, last))


def least_week(
    progress: Progress, weekdays: Sequence[int], since: date, today: date, finish_by: date
) -> Week | None:
    """Find the fewest hours a week from `since` on that finish by a date, to 5 minutes.

    They are spread over `weekdays`. Days that differ from the usual week keep their hours.
    None when even whole days are too few.
    """
    remaining = progress.remaining_minutes

    def holds(parts: int) -> bool:
        week = spread_week(parts * PART_MINUTES, weekdays)
        changed = progress.availability.with_pattern(Pattern(since, week))
        return free_minutes(changed, progress, today, finish_by) >= remaining

    too_few, enough = 0, len(set(weekdays)) * MINUTES_PER_DAY // PART_MINUTES
    if not holds(enough):
        return None
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        too_few, enough = (too_few, middle) if holds(middle) else (middle, enough)
    return spread_week(enough * PART_MINUTES, weekdays)


def slack(progress: Progress, today: date, finish_by: date, since: date) -> Slack | None:
    """Say what can be missed from a day on before a date slips; None when all is done.

    `since` is today or later. Days are counted from the first study day then on, one after
    another.
    """
    remaining = progress.remaining_minutes
    if not remaining:
        return None
    availability = progress.availability
    spare = free_minutes(availability, progress, today, finish_by) - remaining
    left, days = spare, 0
    for study_day in _study_days(availability, progress, today, finish_by):
        if study_day.day < since:
            continue
        left -= study_day.free_minutes
        if left < 0:
            break
        days += 1
    return Slack(spare, days)


def _study_days(
    availability: Availability, progress: Progress, today: date, last: date
) -> Iterator[StudyDay]:
    days = availability.study_days(today, progress.used_minutes)
    return takewhile(lambda study_day: study_day.day <= last, days)
