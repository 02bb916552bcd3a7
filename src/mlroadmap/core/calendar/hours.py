"""The learner's hours while they are added up, one change after another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Mapping
from datetime import date
from heapq import merge
from operator import attrgetter

from msgspec import Struct, field

from mlroadmap.core.calendar.availability import (
    NOTHING_RESERVED,
    Availability,
    Pattern,
    StudyDay,
    Week,
    study_days,
)
from mlroadmap.core.calendar.day_hours import DayHours, DayRanges

_since = attrgetter("since")


class Hours(Struct, dict=True):
    """An availability that changes in place: no change costs more than what it changes.

    Patterns that were planned and those that were changed for good are kept apart, each
    in order, because a new one does away with later plans, but not with later changes.
    `corrections` give past days the hours that they had after all, None the usual ones;
    what is changed for these days in time makes no difference.
    """

    corrections: DayRanges = field(default_factory=DayRanges)
    _planned: list[Pattern] = []
    _changed: list[Pattern] = []
    _ranges: DayRanges = field(default_factory=DayRanges)

    def __post_init__(self) -> None:
        """Give days the hours that they had after all."""
        self._exceptions = DayHours(self._ranges, self.corrections)

    def begin(self, pattern: Pattern) -> None:
        """Let a new pattern begin, as `Availability.with_pattern` does."""
        self.take_back(pattern.since)
        del self._planned[bisect_left(self._planned, pattern.since, key=_since) :]
        insort(self._changed if pattern.is_change else self._planned, pattern, key=_since)

    def take_back(self, since: date) -> None:
        """Take back the pattern that begins on a day, so that the one before goes on."""
        for patterns in (self._planned, self._changed):
            first = bisect_left(patterns, since, key=_since)
            del patterns[first : bisect_right(patterns, since, key=_since)]

    def change(self, first: date, last: date, week_minutes: Week | None) -> None:
        """Give days the minutes of a week of their own; None takes such changes back."""
        self._exceptions.change(first, last, week_minutes)

    def study_days(
        self,
        first: date,
        until: date,
        spent_minutes: int = 0,
        reserved: Mapping[date, int] = NOTHING_RESERVED,
    ) -> Iterator[StudyDay]:
        """Yield the days from `first` to before `until` that have free minutes.

        `spent_minutes` are taken from the first day, `reserved` ones from single days.
        """
        patterns = merge(
            _in_force_from(self._planned, first),
            _in_force_from(self._changed, first),
            key=_since,
        )
        days = range(first.toordinal(), until.toordinal())
        return study_days(days, patterns, self._exceptions, spent_minutes, reserved)

    def availability(self) -> Availability:
        """Give the hours as they stand."""
        patterns = merge(self._planned, self._changed, key=_since)
        return Availability(tuple(patterns), self._exceptions.as_dict())


def _in_force_from(patterns: list[Pattern], day: date) -> Iterator[Pattern]:
    """Yield the pattern in force on a day, and those that begin after it."""
    begun = bisect_right(patterns, day, key=_since)
    return (patterns[place] for place in range(max(0, begun - 1), len(patterns)))
