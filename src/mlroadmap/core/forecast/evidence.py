"""What the log says about the learner, gathered for the forecast.

The calendar is cut at the days on which topics were finished into spans of a week or
more, each with the capacity that was planned in it and the effort that was finished in it.
Gaps are in the spans that hold them. `done` alone, without any minutes, says this much.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType

from msgspec import Struct

from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.forecast.attendance import NO_HABITS, habits_of
from mlroadmap.core.forecast.readings import Reading, past_capacity, read_past
from mlroadmap.core.progress.ahead import is_carried
from mlroadmap.core.progress.estimates import restated
from mlroadmap.core.progress.lessons import timed_work
from mlroadmap.core.progress.pace import (
    Experience,
    TimedTopic,
    experience_of,
    typical_minutes,
)
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Effort, Roadmap
from mlroadmap.core.roadmap.shape import Group

LEAST_REMAINDER = 0.2
NO_GROUP: Group = (0, "study")


class FinishedTopic(Struct, frozen=True):
    """A topic that is done: its estimate, the minutes it took (0: unknown), the day.

    `began_on` is the first day of its study, None where it has none.
    """

    effort: Effort
    logged_minutes: int
    finished_on: date
    group: Group = NO_GROUP
    began_on: date | None = None


class Work(Struct, frozen=True):
    """A topic that is left: its whole estimate, the group of work, and its id."""

    effort: Effort
    group: Group = NO_GROUP
    topic: str = ""


class OpenTopic(Struct, frozen=True):
    """A topic that is begun, the minutes logged on it, and what its finished steps took."""

    work: Work
    logged_minutes: int = 0
    steps: TimedTopic | None = None


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


def gather(
    roadmap: Roadmap, progress: Progress, today: date, weekly_minutes: int = 0
) -> Evidence:
    """Gather what the log says. Days that were missed count as capacity that was planned.

    So does the time that reviews took: no study, and they will take as much again.
    `weekly_minutes` are the hours of a week to come that the past is read for; 0 stands for
    those in force.
    """
    finished = tuple(
        FinishedTopic(
            effort=roadmap.topics[name].effort,
            logged_minutes=topic.timed_minutes,
            finished_on=topic.done_on,
            group=_group(roadmap, name),
            began_on=next(iter(topic.study_days), None),
        )
        for name, topic in progress.topics.items()
        if topic.done_on is not None
    )
    left = [(name, topic) for name, topic in progress.topics.items() if topic.remaining_minutes]
    begun = [(name, topic) for name, topic in left if topic.credited_minutes] or left[:1]
    opened = [
        OpenTopic(
            _work(roadmap, progress, name),
            topic.logged_minutes,
            timed_work(roadmap.shape.by_id[name], topic),
        )
        for name, topic in begun
    ]
    logged = {
        day: sum(study.minutes for study in studies if not study.is_assumed)
        for day, studies in progress.studied.items()
    }
    typical = typical_minutes(topic.effort for topic in roadmap.topics.values())
    return evidence_of(
        finished,
        opened,
        progress.offered.unreserved,
        today,
        used_minutes=progress.used_minutes,
        logged=logged,
        weekly_minutes=weekly_minutes,
        typical_minutes=typical,
    )


def remaining_work(roadmap: Roadmap, progress: Progress) -> Mapping[str, Work]:
    """Give the topics that are left with whole estimates, in the learner's words if any."""
    return {
        name: _work(roadmap, progress, name)
        for name, topic in progress.topics.items()
        if topic.remaining_minutes
    }


def _work(roadmap: Roadmap, progress: Progress, name: str) -> Work:
    return Work(_estimate(roadmap, progress, name), _group(roadmap, name), name)


def _group(roadmap: Roadmap, name: str) -> Group:
    return roadmap.shape.by_id[name].group


def _estimate(roadmap: Roadmap, progress: Progress, name: str) -> Effort:
    """Give a topic's whole estimate.

    The learner's own word is in real minutes. It is given in estimated ones, for a
    forecast, which scales all estimates by the pace, not to count the pace twice.
    """
    effort, topic = roadmap.topics[name].effort, progress.topics[name]
    if not (topic.is_re_estimated or topic.steps_done):
        return effort
    pace = progress.experience.of_group(_group(roadmap, name)).ratio
    return restated(effort, round(topic.needed_minutes / pace))


def evidence_of(  # noqa: PLR0913
    finished: Iterable[FinishedTopic],
    begun: Sequence[OpenTopic],
    planned: Availability,
    today: date,
    *,
    used_minutes: int = 0,
    logged: Mapping[date, int] = MappingProxyType({}),
    weekly_minutes: float = 0,
    typical_minutes: float = 0,
) -> Evidence:
    """Read the time that was planned until today.

    `logged` has the minutes that were said to be studied on a day.
    """
    capacity = past_capacity(planned, today, used_minutes)
    ordered = sorted(finished, key=lambda topic: topic.finished_on)
    topics = tuple(_carried(ordered, capacity))
    by_day: dict[date, list[Effort]] = defaultdict(list)
    for topic in topics:
        by_day[topic.finished_on].append(topic.effort)
    weekly = weekly_minutes or _weekly_minutes(planned, today)
    return Evidence(
        weekly_minutes=weekly,
        typical_minutes=typical_minutes,
        finished=topics,
        readings=read_past(planned, capacity, by_day, logged, weekly),
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
        began = min(topic.began_on or previous, previous)
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
