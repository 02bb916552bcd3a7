"""The fold of the log into progress, day by day.

Between two things that the learner says, past days without a word are presumed to have
been studied as planned (rule R9a), so the fold runs the scheduler over each such gap, up
to the end of the first topic that this would complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain, groupby, takewhile

from mlroadmap.core.availability import NO_WEEK, Availability, Pattern, StudyDay
from mlroadmap.core.dates import days_between
from mlroadmap.core.events import (
    Action,
    DaysChanged,
    DaysMissed,
    EffortLeft,
    PlanMade,
    TimeLogged,
    TimerStarted,
    TimerStopped,
    TopicsDone,
    TopicsKnown,
    TopicsReopened,
    TopicsSkipped,
)
from mlroadmap.core.history import Step
from mlroadmap.core.model import Roadmap
from mlroadmap.core.progress import Progress, Timer, TopicProgress, TopicState, remaining_tasks
from mlroadmap.core.schedule import Slot, allocate

_A_DAY = timedelta(days=1)


def fold(roadmap: Roadmap, steps: Iterable[Step], today: date) -> Progress:
    """Add up the steps that count to where the learner stands on `today`.

    Steps dated after `today` (a clock that was set back) count as said today.
    """
    counting = list(steps)
    ledger = _Ledger(roadmap, _missed_days(counting, today))
    dated = sorted(counting, key=lambda step: (min(step.event.day, today), step.event.order))
    for day, said in groupby(dated, key=lambda step: min(step.event.day, today)):
        ledger.presume_until(day)
        for step in said:
            ledger.take(step)
    ledger.presume_until(today)
    return ledger.progress()


def _missed_days(steps: Iterable[Step], today: date) -> frozenset[date]:
    return frozenset(
        day
        for step in steps
        if isinstance(step.action, DaysMissed)
        for day in step.action.days
        if day <= today
    )


@dataclass(frozen=True, slots=True)
class _Pause:
    """Where presumption stopped: at the end of a topic, with the rest of that day left."""

    topic: str
    rest: StudyDay


@dataclass
class _Ledger:
    """The running state of the fold.

    `day` is the day that it has reached, `sessions` that day's plan once a topic was
    completed on it.
    """

    roadmap: Roadmap
    missed: frozenset[date]
    day: date = date.min
    used_minutes: int = 0
    has_logged_time: bool = False
    pause: _Pause | None = None
    sessions: list[Slot] | None = None
    plan: PlanMade | None = None
    availability: Availability = field(init=False)
    topics: dict[str, TopicProgress] = field(init=False)
    unknown_topics: dict[str, None] = field(default_factory=dict)
    timer: Timer | None = None

    def __post_init__(self) -> None:
        self.availability = Availability().with_days(self.missed, NO_WEEK)
        self.topics = {
            topic.id: TopicProgress(topic.effort.likely_minutes)
            for topic in self.roadmap.topics.values()
        }
        self._ids = {
            alias: topic.id
            for topic in self.roadmap.topics.values()
            for alias in (topic.id, *topic.aliases)
        }

    def progress(self) -> Progress:
        return Progress(
            topics=self.topics,
            availability=self.availability,
            used_minutes=self.used_minutes,
            plan=self.plan,
            missed=self.missed,
            unknown_topics=tuple(self.unknown_topics),
            timer=self.timer,
        )

    def presume_until(self, day: date) -> None:
        """Move on to a day, presuming that the days before it went as planned."""
        if day == self.day:
            return
        if self._presumes():
            days = self._days_without_a_word(day)
            first = next(days, None)
            if first is not None:
                self._presume(first, days)
        self.day, self.used_minutes, self.has_logged_time = day, 0, False
        self.sessions = None

    def take(self, step: Step) -> None:
        """Take in what was said on the day reached."""
        match step.action:
            case PlanMade() as plan:
                self._adopt(plan)
            case DaysChanged() as change:
                changed = _with_change(self.availability, change)
                self.availability = changed.with_days(self.missed, NO_WEEK)
            case TopicsKnown() | TopicsSkipped() | TopicsReopened() as sorting:
                self._sort_out(sorting)
            case TimerStarted(topic):
                for topic_id in self._known((topic,)):
                    self.timer = Timer(topic_id, step.event.at)
            case action:
                self._take_study(action)

    def _take_study(self, action: Action) -> None:
        match action:
            case TopicsDone(topics, minutes, _):
                for topic_id in self._known(topics):
                    self._complete(topic_id, minutes)
            case TimeLogged(topic, minutes, _):
                for topic_id in self._known((topic,)):
                    self._log(topic_id, minutes)
            case TimerStopped(topic, minutes, _):
                self.timer = None
                for topic_id in self._known((topic,) if minutes else ()):
                    self._log(topic_id, minutes)
            case EffortLeft(topic, minutes):
                for topic_id in self._known((topic,)):
                    self._restate(topic_id, minutes)
            case _:
                pass

    def _sort_out(self, action: TopicsKnown | TopicsSkipped | TopicsReopened) -> None:
        for topic_id in self._known(action.topics):
            if isinstance(action, TopicsReopened):
                self._reopen(topic_id)
            else:
                state: TopicState = "known" if isinstance(action, TopicsKnown) else "skipped"
                topic = self.topics[topic_id]
                self.topics[topic_id] = replace(topic, state=state, done_on=None)

    def _adopt(self, plan: PlanMade) -> None:
        self.sessions = None
        promised = {self._ids.get(topic, topic): days for topic, days in plan.promised.items()}
        self.plan = replace(plan, promised=promised)
        if plan.settings.start > self.day:
            self.availability = self.availability.with_pattern(Pattern(self.day, NO_WEEK))
        since = max(plan.settings.start, self.day)
        self.availability = self.availability.with_pattern(
            Pattern(since, plan.settings.week_minutes)
        )

    def _complete(self, topic_id: str, minutes: int | None) -> None:
        topic = self.topics[topic_id]
        if topic.is_done:
            return
        if minutes is not None:
            self._log(topic_id, minutes)
        elif self._presumes() and not self.has_logged_time and not topic.is_over_estimate:
            self._presume_session_of(topic_id)
        self.topics[topic_id] = replace(self.topics[topic_id], state="done", done_on=self.day)
        if self.pause and self.pause.topic == topic_id and minutes is None:
            self._presume_after(self.pause)

    def _log(self, topic_id: str, minutes: int) -> None:
        topic = self.topics[topic_id]
        self.topics[topic_id] = replace(
            topic,
            logged_minutes=topic.logged_minutes + minutes,
            state=topic.state if topic.is_settled else "active",
            study_days=_with_day(topic.study_days, self.day),
        )
        self.used_minutes += minutes
        self.has_logged_time = True

    def _restate(self, topic_id: str, left_minutes: int) -> None:
        topic = self.topics[topic_id]
        if not topic.is_settled:
            effort = topic.credited_minutes + left_minutes
            self.topics[topic_id] = replace(topic, effort_minutes=effort)
            self._reopen(topic_id)

    def _reopen(self, topic_id: str) -> None:
        topic = self.topics[topic_id]
        state: TopicState = "active" if topic.credited_minutes else "todo"
        self.topics[topic_id] = replace(topic, state=state, done_on=None)
        self.pause = None

    def _presumes(self) -> bool:
        return self.plan is not None and self.plan.settings.unlogged == "presumed"

    def _days_without_a_word(self, until: date) -> Iterator[StudyDay]:
        """Yield the study days from the day reached on, without it if time was logged."""
        if self.has_logged_time:
            days = self.availability.study_days(self.day + _A_DAY)
        else:
            days = self.availability.study_days(self.day, self.used_minutes)
        return takewhile(lambda study_day: study_day.day < until, days)

    def _presume(self, first: StudyDay, others: Iterator[StudyDay]) -> None:
        today = first
        for slot in self._slots(first, others):
            if slot.day != today.day:
                whole = self.availability.minutes_on(slot.day)
                today = StudyDay(slot.day, whole, whole)
            if self.topics[slot.topic].is_over_estimate:
                self._await(slot.topic)
                return
            self._credit(slot)
            today = replace(today, free_minutes=today.free_minutes - slot.minutes)
            if slot.completes:
                self._await(slot.topic)
                self.pause = _Pause(slot.topic, today)
                return

    def _presume_after(self, pause: _Pause) -> None:
        """Presume the rest of the day on which a topic was finished, once that is said."""
        self.pause = None
        if pause.rest.free_minutes:
            self._presume(pause.rest, iter(()))

    def _await(self, topic_id: str) -> None:
        self.topics[topic_id] = replace(self.topics[topic_id], state="awaiting")

    def _presume_session_of(self, topic_id: str) -> None:
        """Count what was planned today for a topic as studied: it was completed today.

        What counts is the day's plan before the first topic was completed, so that the
        order in which a day's topics are reported makes no difference.
        """
        if self.sessions is None:
            today = self._days_without_a_word(self.day + _A_DAY)
            first = next(today, None)
            self.sessions = list(self._slots(first, iter(()))) if first else []
        for slot in self.sessions:
            if slot.topic == topic_id:
                self._credit(slot)
                self.used_minutes += slot.minutes

    def _slots(self, first: StudyDay, others: Iterator[StudyDay]) -> Iterator[Slot]:
        return allocate(remaining_tasks(self.roadmap, self.topics), chain((first,), others))

    def _credit(self, slot: Slot) -> None:
        topic = self.topics[slot.topic]
        self.topics[slot.topic] = replace(
            topic,
            presumed_minutes=topic.presumed_minutes + slot.minutes,
            state="active",
            study_days=_with_day(topic.study_days, slot.day),
        )

    def _known(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            if name in self._ids:
                yield self._ids[name]
            else:
                self.unknown_topics[name] = None


def _with_change(availability: Availability, change: DaysChanged) -> Availability:
    if change.last is not None:
        days = days_between(change.first, change.last)
        return availability.with_days(days, change.week_minutes)
    if change.week_minutes is not None:
        return availability.with_pattern(
            Pattern(change.first, change.week_minutes, is_change=True)
        )
    return availability.without_pattern(change.first)


def _with_day(days: tuple[date, ...], day: date) -> tuple[date, ...]:
    if not days or day > days[-1]:
        return (*days, day)
    return days if day == days[-1] else tuple(sorted({*days, day}))
