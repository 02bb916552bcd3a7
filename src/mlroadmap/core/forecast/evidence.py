"""What the log says about the learner, gathered for the forecast and the pace.

The calendar is cut at the days on which topics were finished into spans of a week or
more, each with the capacity that was planned in it and the effort that was finished in it.
Gaps are in the spans that hold them. `done` alone, without any minutes, says this much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from types import MappingProxyType

from msgspec import Struct

from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.forecast.attendance import NO_HABITS, habits_of
from mlroadmap.core.progress.estimates import restated
from mlroadmap.core.progress.pace import TimedTopic
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Effort, Roadmap

LEAST_REMAINDER = 0.2
MOST_EFFORT_PER_CAPACITY = 4


class FinishedTopic(Struct, frozen=True):
    """A topic that is done: its estimate, the minutes it took (0: unknown), the day."""

    effort: Effort
    logged_minutes: int
    finished_on: date


class OpenTopic(Struct, frozen=True):
    """A topic that is begun: its whole estimate, the minutes logged on it, and its id."""

    effort: Effort
    logged_minutes: int = 0
    topic: str = ""


class Span(Struct, frozen=True):
    """A time that ends with a finished topic: the capacity in it and the efforts finished."""

    planned_minutes: int
    efforts: tuple[Effort, ...]


class LoggedSpan(Struct, frozen=True):
    """A time of a week or more: the capacity in it and the minutes logged in it."""

    planned_minutes: int
    logged_minutes: int


class Evidence(Struct, frozen=True):
    """What is known of the learner.

    `weekly_minutes` is the usual capacity of a week. `pending_minutes` is the capacity since
    the last topic was finished and `open` what was begun since. `used_minutes` of today's
    capacity are spent. `habits` say how much more each weekday is studied on than by its
    capacity. `attended` are the weeks of a learner who logs.
    """

    weekly_minutes: float
    finished: tuple[FinishedTopic, ...] = ()
    spans: tuple[Span, ...] = ()
    pending_minutes: int = 0
    open: tuple[OpenTopic, ...] = ()
    used_minutes: int = 0
    habits: tuple[float, ...] = NO_HABITS
    attended: tuple[LoggedSpan, ...] = ()

    @property
    def timed(self) -> tuple[TimedTopic, ...]:
        """The finished topics of which the minutes are known."""
        return tuple(
            TimedTopic(topic.effort, topic.logged_minutes)
            for topic in self.finished
            if topic.logged_minutes
        )

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


def gather(roadmap: Roadmap, progress: Progress, today: date) -> Evidence:
    """Gather what the log says. Days that were missed count as capacity that was planned."""
    finished = tuple(
        FinishedTopic(roadmap.topics[name].effort, topic.timed_minutes, topic.done_on)
        for name, topic in progress.topics.items()
        if topic.done_on is not None
    )
    left = [(name, topic) for name, topic in progress.topics.items() if topic.remaining_minutes]
    begun = [(name, topic) for name, topic in left if topic.credited_minutes] or left[:1]
    opened = [
        OpenTopic(_estimate(roadmap, progress, name), topic.logged_minutes, name)
        for name, topic in begun
    ]
    logged = {
        day: sum(study.minutes for study in studies if not study.is_assumed)
        for day, studies in progress.studied.items()
    }
    planned = progress.offered
    return evidence_of(finished, opened, planned, today, progress.used_minutes, logged)


def remaining_efforts(roadmap: Roadmap, progress: Progress) -> Mapping[str, Effort]:
    """Give the whole estimates of the topics that are left, in the learner's words if any."""
    return {
        name: _estimate(roadmap, progress, name)
        for name, topic in progress.topics.items()
        if topic.remaining_minutes
    }


def _estimate(roadmap: Roadmap, progress: Progress, name: str) -> Effort:
    """Give a topic's whole estimate.

    The learner's own word is in real minutes. It is given in estimated ones, for a
    forecast, which scales all estimates by the pace, not to count the pace twice.
    """
    effort, topic = roadmap.topics[name].effort, progress.topics[name]
    if not (topic.is_re_estimated or topic.base_minutes):
        return effort
    return restated(effort, round(topic.effort_minutes / progress.experience.pace.value))


def evidence_of(
    finished: Iterable[FinishedTopic],
    begun: Sequence[OpenTopic],
    planned: Availability,
    today: date,
    used_minutes: int = 0,
    logged: Mapping[date, int] = MappingProxyType({}),
) -> Evidence:
    """Cut the time that was planned until today into spans.

    `logged` has the minutes that were said to be studied on a day.
    """
    topics = tuple(sorted(finished, key=lambda topic: topic.finished_on))
    since = min((pattern.since for pattern in planned.patterns), default=today)
    capacity = [
        (study_day.day, study_day.whole_minutes)
        for study_day in takewhile(lambda each: each.day < today, planned.study_days(since))
    ]
    if used_minutes:
        capacity.append((today, used_minutes))
    weekly = _weekly_minutes(planned, today)
    *spans, pending = _cut(capacity, topics, weekly)
    return Evidence(
        weekly_minutes=weekly,
        finished=topics,
        spans=tuple(spans),
        pending_minutes=pending.planned_minutes,
        open=tuple(begun),
        used_minutes=used_minutes,
        habits=habits_of(capacity, logged),
        attended=tuple(_attended(capacity, logged, weekly)) if logged else (),
    )


def _cut(
    capacity: Sequence[tuple[date, int]], topics: Sequence[FinishedTopic], least_minutes: float
) -> Iterator[Span]:
    """Yield a span for each week or more that ends with a finished topic, then what is left.

    The last but one may be shorter than a week; the last has no efforts.
    """
    by_day: dict[date, list[Effort]] = defaultdict(list)
    for topic in topics:
        by_day[topic.finished_on].append(topic.effort)
    days = dict(capacity)
    minutes, efforts = 0, list[Effort]()
    since_finished = 0
    for day in sorted({*days, *by_day}):
        since_finished += days.get(day, 0)
        if day in by_day:
            minutes, since_finished = minutes + since_finished, 0
            efforts += by_day[day]
            if minutes >= least_minutes:
                yield Span(minutes, tuple(efforts))
                minutes, efforts = 0, []
    if efforts:
        yield Span(minutes, tuple(efforts))
    yield Span(since_finished, ())


def _attended(
    capacity: Sequence[tuple[date, int]], logged: Mapping[date, int], least_minutes: float
) -> Iterator[LoggedSpan]:
    """Yield a span for each week or more that ends with a day on which something was logged.

    The last one ends today. A silence says that nothing was studied in it once it is
    longer than any before: some log a topic's whole time at its end.
    """
    days = dict(capacity)
    planned = minutes = silence = longest = 0
    for day in sorted({*days, *logged}):
        planned += days.get(day, 0)
        silence += days.get(day, 0)
        if logged.get(day):
            minutes += logged[day]
            longest, silence = max(longest, silence), 0
            if planned >= least_minutes:
                yield LoggedSpan(planned, minutes)
                planned = minutes = 0
    rest = planned - min(silence, longest)
    if rest:
        yield LoggedSpan(rest, minutes)


def _weekly_minutes(planned: Availability, today: date) -> float:
    """Give the capacity of the pattern that holds today, or else of any."""
    weeks = [
        sum(pattern.week_minutes) for pattern in planned.patterns if pattern.since <= today
    ]
    every = [sum(pattern.week_minutes) for pattern in planned.patterns]
    return (weeks[-1] if weeks and weeks[-1] else max(every, default=0)) or 1
