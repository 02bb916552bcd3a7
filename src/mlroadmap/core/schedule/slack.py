"""Whether a date can be kept, the fewest hours a week that keep it, and what is to spare.

No study time is left idle while there is work (rule R4), so a date is kept just when the
capacity until then holds what remains, and from each topic's earliest date on what cannot
begin before it. Every question about a date is a question about these sums.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, takewhile

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
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.finish import work_by_day


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
    roadmap: Roadmap,
    progress: Progress,
    weekdays: Sequence[int],
    since: date,
    today: date,
    finish_by: date,
) -> Week | None:
    """Find the fewest hours a week from `since` on that finish by a date, to 5 minutes.

    They are spread over `weekdays`. Days that differ from the usual week keep their hours.
    None when even whole days are too few.
    """
    demands = _demands(roadmap, progress, today)

    def holds(parts: int) -> bool:
        week = spread_week(parts * PART_MINUTES, weekdays)
        changed = progress.availability.with_pattern(Pattern(since, week))
        return min(_spare(demands, _days(changed, progress, today, finish_by))) >= 0

    too_few, enough = 0, len(set(weekdays)) * MINUTES_PER_DAY // PART_MINUTES
    if not holds(enough):
        return None
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        too_few, enough = (too_few, middle) if holds(middle) else (middle, enough)
    return spread_week(enough * PART_MINUTES, weekdays)


def slack(
    roadmap: Roadmap, progress: Progress, today: date, finish_by: date, since: date
) -> Slack | None:
    """Say what can be missed from a day on before a date slips; None when all is done.

    `since` is today or later. Days are counted from the first study day then on, one after
    another.
    """
    if not progress.remaining_minutes:
        return None
    demands = _demands(roadmap, progress, today)
    study_days = _days(progress.availability, progress, today, finish_by)
    spare = _spare(demands, study_days)
    waiting = deque(zip(demands, spare, strict=True))
    missed, days = 0, 0
    limit = sum(study_day.free_minutes for study_day in study_days)
    for study_day in study_days:
        while waiting and waiting[0][0].since <= study_day.day:
            limit = min(limit, waiting.popleft()[1] + missed)
        if study_day.day < since:
            continue
        missed += study_day.free_minutes
        if missed > limit:
            break
        days += 1
    return Slack(min(spare), days)


class _Demand(Struct, frozen=True):
    """Minutes of work that cannot begin before a day."""

    since: date
    minutes: int


def _demands(roadmap: Roadmap, progress: Progress, today: date) -> Sequence[_Demand]:
    """Give what remains, and what remains of it from each later day on."""
    work = work_by_day(roadmap, progress, today)
    days = sorted(work, reverse=True)
    return [
        _Demand(day, minutes)
        for day, minutes in zip(days, accumulate(work[day] for day in days), strict=True)
    ][::-1]


def _spare(demands: Iterable[_Demand], study_days: Sequence[StudyDay]) -> list[int]:
    """Say for each demand how much more than it the days hold; less than 0 is too little."""
    days = [study_day.day for study_day in study_days]
    until = [0, *accumulate(study_day.free_minutes for study_day in study_days)]
    return [
        until[-1] - until[bisect_left(days, demand.since)] - demand.minutes
        for demand in demands
    ]


def _days(
    availability: Availability, progress: Progress, today: date, last: date
) -> Sequence[StudyDay]:
    return list(_study_days(availability, progress, today, last))


def _study_days(
    availability: Availability, progress: Progress, today: date, last: date
) -> Iterator[StudyDay]:
    days = availability.study_days(today, progress.used_minutes)
    return takewhile(lambda study_day: study_day.day <= last, days)
