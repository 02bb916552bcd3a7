"""What the log says about the learner, gathered for the forecast.

The calendar is cut at the days on which topics were finished into spans of a week or
more, each with the capacity that was planned in it and the effort that was finished in it.
Gaps are in the spans that hold them. `done` alone, without any minutes, says this much.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType

from msgspec import Struct

from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.forecast.attendance import NO_HABITS, habits_of
from mlroadmap.core.forecast.done_work import accomplished, spent_on_open
from mlroadmap.core.forecast.readings import Reading, past_capacity, read_past
from mlroadmap.core.forecast.topics import FinishedTopic, OpenTopic
from mlroadmap.core.progress.ahead import is_carried
from mlroadmap.core.progress.pace import (
    Experience,
    TimedTopic,
    experience_of,
)

LEAST_REMAINDER = 0.2


class Evidence(Struct, frozen=True, dict=True):
    """What is known of the learner.

    `weekly_minutes` is the usual capacity of a week, `typical_minutes` the size of a typical
    topic. `readings` are of the past, `open` is what was begun. `used_minutes` of today's
    capacity are spent. `habits` say how much more each weekday is studied on than by its
    capacity.
    """

    weekly_minutes: float
    typical_minutes: float = 0.0
    finished: tuple[FinishedTopic, ...] = ()
    readings: tuple[Reading, ...] = (Reading(),)
    open: tuple[OpenTopic, ...] = ()
    used_minutes: int = 0
    habits: tuple[float, ...] = NO_HABITS

    @property
    def timed(self) -> tuple[TimedTopic, ...]:
        """The finished topics of which the minutes are known."""
        return tuple(
            TimedTopic(topic.effort, topic.logged_minutes, topic.group[1], topic.group[0])
            for topic in self.finished
            if topic.logged_minutes
        )

    @cached_property
    def experience(self) -> Experience:
        """What the timed topics, and finished steps of open ones, say of the pace."""
        parts = (opened.steps for opened in self.open if opened.steps)
        return experience_of((*self.timed, *parts), self.typical_minutes)

    @property
    def logs_minutes(self) -> bool:
        """Whether the learner logs minutes rather than completions alone."""
        if not self.finished:
            return any(topic.logged_minutes for topic in self.open)
        return 2 * len(self.timed) > len(self.finished)

    @property
    def logs_all(self) -> bool:
        """Whether the minutes of every finished topic are known, and there is one."""
        return bool(self.finished) and len(self.timed) == len(self.finished)


def evidence_of(  # noqa: PLR0913
    finished: Iterable[FinishedTopic],
    begun: Sequence[OpenTopic],
    planned: Availability,
    today: date,
    *,
    used_minutes: int = 0,
    logged: Mapping[date, int] = MappingProxyType({}),
    in_vain: Mapping[date, int] = MappingProxyType({}),
    weekly_minutes: float = 0,
    typical_minutes: float = 0,
) -> Evidence:
    """Read the time that was planned until today.

    `logged` has the minutes that were said to be studied on a day, `in_vain` those of
    topics that do not count any more.
    """
    capacity = past_capacity(planned, today, used_minutes)
    ordered = sorted(finished, key=lambda topic: topic.finished_on)
    topics = tuple(_carried(ordered, capacity))
    weekly = weekly_minutes or _weekly_minutes(planned, today)
    return Evidence(
        weekly_minutes=weekly,
        typical_minutes=typical_minutes,
        finished=topics,
        readings=read_past(
            planned,
            capacity,
            accomplished(topics, begun),
            logged,
            spent_on_open(topics, begun),
            in_vain,
            weekly,
        ),
        open=tuple(begun),
        used_minutes=used_minutes,
        habits=habits_of(capacity, logged),
    )


def _carried(
    topics: Iterable[FinishedTopic], capacity: Sequence[tuple[date, int]]
) -> Iterator[FinishedTopic]:
    """Leave out topics of unknown time that the calendar cannot hold: no sign of speed."""
    days = [day for day, _ in capacity]
    sums = [0, *accumulate(minutes for _, minutes in capacity)]
    previous = date.min
    for topic in topics:
        began = min(min(topic.studied, default=previous), previous)
        passed = sums[bisect_right(days, topic.finished_on)] - sums[bisect_left(days, began)]
        if topic.logged_minutes or is_carried(topic.effort, passed):
            previous = topic.finished_on
            yield topic


def _weekly_minutes(planned: Availability, today: date) -> float:
    """Give the capacity of the pattern that holds today, or else of any."""
    weeks = [
        sum(pattern.week_minutes) for pattern in planned.patterns if pattern.since <= today
    ]
    every = [sum(pattern.week_minutes) for pattern in planned.patterns]
    return (weeks[-1] if weeks and weeks[-1] else max(every, default=0)) or 1
