"""The dated plan: sessions from today to the finish, and each topic's dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby, takewhile
from typing import Literal

from msgspec import Struct

from mlroadmap.core.allocation.agenda import Slot
from mlroadmap.core.allocation.habit_days import allocate_with_habits
from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.journal.actions import BaselineDates
from mlroadmap.core.progress.progress import Progress, tasks_of
from mlroadmap.core.progress.topic_progress import TopicProgress
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.roadmap.shape import TopicKind
from mlroadmap.core.schedule.finish import infeasible
from mlroadmap.core.schedule.habits import habit_plan

SessionKind = TopicKind | Literal["habit"]


class Session(Struct, frozen=True):
    """Minutes of one day for one topic; `part` of `parts` counts the topic's days.

    It was the topic's turn, or a `habit` brought it.
    """

    day: date
    topic: str
    minutes: int
    kind: SessionKind
    part: int
    parts: int
    completes: bool
    habit: str = ""


class TopicDates(Struct, frozen=True):
    """First and last day of a topic, past or planned."""

    start: date
    finish: date


class Plan(Struct, frozen=True, dict=True):
    """What is to be studied when. `finish` is the last day of study, past or planned."""

    today: date
    sessions: tuple[Session, ...]
    dates: Mapping[str, TopicDates]

    @property
    def is_finished(self) -> bool:
        """Whether nothing remains to be studied."""
        return not self.sessions

    @property
    def finish(self) -> date:
        """The day on which the last topic is finished."""
        return max((topic.finish for topic in self.dates.values()), default=self.today)

    @cached_property
    def today_sessions(self) -> tuple[Session, ...]:
        """What is still to be studied today."""
        return tuple(takewhile(lambda session: session.day == self.today, self.sessions))

    @cached_property
    def upcoming_sessions(self) -> tuple[Session, ...]:
        """The sessions of the first study day after today."""
        later = self.sessions[len(self.today_sessions) :]
        return next((sessions for _, sessions in by_day(later)), ())


def schedule(
    roadmap: Roadmap, availability: Availability, progress: Progress, today: date
) -> Plan:
    """Plan what remains, from today on (rules R1 to R10).

    The plan depends on the arguments alone. Raises InfeasibleError when the remaining
    work does not end before the calendar does.
    """
    slots = list(_slots(roadmap, availability, progress, today))
    if sum(slot.minutes for slot in slots) < progress.remaining_minutes:
        raise infeasible()
    sessions = tuple(_sessions(roadmap, progress.topics, slots))
    return Plan(today, sessions, dict(_topic_dates(roadmap, progress.topics, slots)))


def topics_of_day(roadmap: Roadmap, progress: Progress, today: date) -> frozenset[str]:
    """Give the topics that the plan would have today; none of the days after it is planned."""
    slots = _slots(roadmap, progress.availability, progress, today)
    return frozenset(slot.topic for slot in takewhile(lambda each: each.day == today, slots))


def topics_of_first_day(roadmap: Roadmap, progress: Progress, today: date) -> frozenset[str]:
    """Give the topics of the first day that the plan has; none of the others is planned."""
    slots = _slots(roadmap, progress.availability, progress, today)
    _, first = next(groupby(slots, key=lambda slot: slot.day), (today, ()))
    return frozenset(slot.topic for slot in first)


def first_sessions(roadmap: Roadmap, progress: Progress, today: date) -> tuple[Session, ...]:
    """Plan today and the first study day after it, as the whole plan would.

    How many parts a topic has is known once it is completed; no more is planned than that.
    """
    slots, unfinished = list[Slot](), set[str]()
    last: date | None = None
    for slot in _slots(roadmap, progress.availability, progress, today):
        if last is None and slot.day > today:
            last = slot.day
        if last is None or slot.day == last:
            unfinished.add(slot.topic)
        elif not unfinished:
            break
        slots.append(slot)
        if slot.completes:
            unfinished.discard(slot.topic)
    sessions = _sessions(roadmap, progress.topics, slots)
    return tuple(takewhile(lambda each: last is None or each.day <= last, sessions))


def by_day(sessions: Iterable[Session]) -> Iterator[tuple[date, tuple[Session, ...]]]:
    """Group sessions, given in order, by their day."""
    for day, group in groupby(sessions, key=lambda session: session.day):
        yield day, tuple(group)


def baseline_of(plan: Plan) -> Mapping[str, BaselineDates]:
    """Turn a plan's dates into the baseline that is kept in the log."""
    return {
        topic_id: BaselineDates(dates.start, dates.finish)
        for topic_id, dates in plan.dates.items()
    }


def _slots(
    roadmap: Roadmap, availability: Availability, progress: Progress, today: date
) -> Iterator[Slot]:
    """Work on what remains, lazily, from today on."""
    days = availability.study_days(today, progress.used_minutes)
    habits = habit_plan(roadmap, availability, progress)
    tasks = tasks_of(roadmap.shape, progress)
    return allocate_with_habits(tasks, days, progress.minutes_on, habits)


def _sessions(
    roadmap: Roadmap, topics: Mapping[str, TopicProgress], slots: Sequence[Slot]
) -> Iterator[Session]:
    days: dict[str, list[date]] = {
        topic_id: list(topic.study_days) for topic_id, topic in topics.items()
    }
    parts: list[int] = []
    for slot in slots:
        studied = days[slot.topic]
        if slot.day not in studied[-1:]:
            studied.append(slot.day)
        parts.append(len(studied))
    for slot, part in zip(slots, parts, strict=True):
        yield Session(
            day=slot.day,
            topic=slot.topic,
            minutes=slot.minutes,
            kind="habit" if slot.habit else roadmap.topics[slot.topic].kind,
            part=part,
            parts=len(days[slot.topic]),
            completes=slot.completes,
            habit=slot.habit,
        )


def _topic_dates(
    roadmap: Roadmap, topics: Mapping[str, TopicProgress], slots: Iterable[Slot]
) -> Iterator[tuple[str, TopicDates]]:
    planned: dict[str, list[date]] = defaultdict(list)
    for slot in slots:
        planned[slot.topic].append(slot.day)
    for topic_id in roadmap.topics:
        topic = topics[topic_id]
        days = [*topic.study_days, *planned[topic_id]]
        finish = topic.done_on or max(days, default=None)
        if finish:
            yield topic_id, TopicDates(min([*days[:1], finish]), finish)
