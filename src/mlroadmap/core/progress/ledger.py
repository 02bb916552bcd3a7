"""The running state of the fold: what each topic, the day and the pace have come to.

The ledger does as it is told, one entry after another; what is told when is decided in
core/progress/fold.py and core/progress/assumed_study.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from mlroadmap.core.allocation.agenda import Agenda, Slot
from mlroadmap.core.calendar.availability import NO_WEEK, NOTHING_RESERVED, Pattern, StudyDay
from mlroadmap.core.calendar.hours import Hours
from mlroadmap.core.calendar.settings import PaceSetting
from mlroadmap.core.journal.actions import CardReviewed, PlanMade, StepsDone
from mlroadmap.core.progress.card_time import CardTime
from mlroadmap.core.progress.lessons import Lessons, timed_work
from mlroadmap.core.progress.pace import Experience, typical_minutes
from mlroadmap.core.progress.present_names import present_plan, present_timer
from mlroadmap.core.progress.progress import Progress, Timer, remaining_tasks
from mlroadmap.core.progress.records import Records, extend
from mlroadmap.core.progress.standing import Standing
from mlroadmap.core.progress.studied_days import StudiedDays
from mlroadmap.core.progress.topic_progress import Decision, TopicProgress
from mlroadmap.core.roadmap.model import Effort
from mlroadmap.core.roadmap.shape import Group, RoadmapShape


class DayAnswers(Struct, frozen=True):
    """What the learner says of whole past days: studied as planned, or missed."""

    studied: frozenset[date] = frozenset()
    missed: frozenset[date] = frozenset()


class Ledger(Struct, dict=True):
    """Progress while it is added up.

    `day` is the day that was reached, `used_minutes` what is spent of its capacity.
    `hours` are those that were offered, days that were missed among them. `topics` are
    those of the shape in force. They get the days on which they were studied at the end,
    from what was `studied`. The `timers` are those that run, the last one started last.
    The fields are all that it goes by: a ledger made of the same fields goes on the same.
    """

    _records: Records
    lessons: Lessons
    answers: DayAnswers
    hours: Hours
    day: date = date.min
    used_minutes: int = 0
    has_logged_time: bool = False
    cards: CardTime = field(default_factory=CardTime)
    studied: StudiedDays = field(default_factory=StudiedDays)
    plan: PlanMade | None = None
    timers: dict[str, Timer] = {}
    unanswered: list[date] = []
    finished_spans: list[tuple[date, date]] = []
    last_entry: date | None = None
    caught_up: dict[date, int] = {}

    @classmethod
    def of(cls, shape: RoadmapShape, answers: DayAnswers, hours: Hours) -> Ledger:
        """Begin with the first shape of a roadmap."""
        typical = typical_minutes(Effort(*topic.efforts) for topic in shape.topics)
        return cls(Records(shape), Lessons(typical), answers, hours)

    def __post_init__(self) -> None:
        """Put the topics together."""
        self._standing = Standing(self._records)
        self._paced_by: tuple[Experience, PaceSetting] | None = None
        self._begin()

    @property
    def topics(self) -> Mapping[str, TopicProgress]:
        """Where each topic of the shape in force stands."""
        return self._standing.topics

    def progress(self) -> Progress:
        """Give what the entries so far add up to."""
        self.apply_pace()
        reviewed = self.cards.taken_before(self.day)
        offered = replace(self.hours.availability(), reserved=reviewed)
        days = self.studied.days_of(self.present_id)
        timer = next(reversed(self.timers.values()), None)
        return Progress(
            topics={
                topic_id: replace(topic, study_days=days.get(topic_id, ()))
                for topic_id, topic in self.topics.items()
            },
            availability=offered.with_days(self.answers.missed, NO_WEEK),
            offered=offered,
            used_minutes=self.used_minutes,
            plan=present_plan(self.plan, self.present_id) if self.plan else None,
            missed=self.answers.missed,
            former={
                name: self._records.title(name)
                for name in self._records
                if self.present_id(name) is None
            },
            timer=present_timer(timer, self.present_id) if timer else None,
            studied=self.studied.studies(self.present_id),
            experience=self.lessons.experience(),
            caught_up=self.caught_up,
            unanswered=tuple(sorted(self.unanswered)),
            finished_spans=tuple(self.finished_spans),
            last_entry=self.last_entry,
        )

    @property
    def assumes(self) -> bool:
        """Whether days without an entry count as studied."""
        return self.plan is not None and self.plan.unlogged == "assumed"

    @property
    def shape(self) -> RoadmapShape:
        """The shape of the roadmap that is in force."""
        return self._records.shape

    def present_id(self, name: str) -> str | None:
        """Give the topic that a name from the log stands for now, if it is still there."""
        return self._records.present_id(name)

    def study_days(self, first: date, until: date) -> Iterator[StudyDay]:
        """Yield the days from `first` to before `until` that had time and were not missed.

        What is spent of the day reached is no longer free.
        """
        spent = self.used_minutes if first == self.day else 0
        kept = self._kept_for_cards(first, until)
        days = self.hours.study_days(first, until, spent, kept)
        return (study_day for study_day in days if study_day.day not in self.answers.missed)

    def _kept_for_cards(self, first: date, until: date) -> Mapping[date, int]:
        """Give the minutes of days that were kept for cards which were due (rule R11)."""
        if self.plan is None or not self.plan.review:
            return NOTHING_RESERVED

        def days_from(day: date) -> Iterator[StudyDay]:
            days = self.hours.study_days(day, until)
            return (each for each in days if each.day not in self.answers.missed)

        return self.cards.kept(first, until, self._is_asked_about, days_from)

    def _is_asked_about(self, name: str) -> bool:
        topic_id = self.present_id(name)
        return topic_id is not None and self.topics[topic_id].is_counted

    def allocate(self, days: Iterable[StudyDay]) -> Iterator[Slot]:
        """Plan what is left on these days, lazily; nothing of it is entered.

        The agenda goes on from where it was left, and is told of the topics that have
        moved since: those that were planned on it, and those entered otherwise. It is not
        made before there is a day to plan.
        """
        if not self._has_agenda:
            days = iter(days)
            first = None if self._standing.is_finished else next(days, None)
            if first is None:
                return
            days = chain((first,), days)
        agenda = self._agenda
        for topic_id in self._moved:
            topic = self.topics[topic_id]
            agenda.re_estimate(
                topic_id,
                topic.remaining_minutes,
                started=topic.is_begun,
                spent_minutes=topic.credited_minutes,
            )
        self._moved.clear()
        for slot in agenda.allocate(days, self.minutes_on):
            self._moved.add(slot.topic)
            yield slot

    def minutes_on(self, day: date) -> Mapping[str, int]:
        """Add up what was studied of each topic on a day."""
        return self.studied.minutes_on(day, self.present_id)

    @property
    def is_finished(self) -> bool:
        """Whether nothing was left to study when days were last planned."""
        return self._agenda.is_finished if self._has_agenda else self._standing.is_finished

    def turn_to(self, day: date) -> None:
        """Begin a new day."""
        self.day, self.used_minutes, self.has_logged_time = day, 0, False

    def adopt_shape(self, shape: RoadmapShape) -> None:
        """Go by another shape of the roadmap from now on."""
        if shape != self.shape:
            self._records.adopt(shape)
            self._begin()

    def apply_pace(self) -> None:
        """Scale all estimates but the learner's own by what the pace has come to."""
        setting = self.plan.pace if self.plan else "on"
        experience = self.lessons.experience()
        if self._paced_by and self._paced_by[0] is experience and self._paced_by[1] == setting:
            return
        self._paced_by = experience, setting
        self._standing.settle()
        for group, topic_ids in self._groups.items():
            percent = experience.percent_of(group, setting)
            if percent != self._records.paces.get(group, 100):
                self._records.paces[group] = percent
                for topic_id in topic_ids:
                    self._refresh(topic_id)

    def adopt(self, plan: PlanMade) -> None:
        """Go by a new plan from this day, or from its start, on."""
        before, self.plan = self.plan, plan
        if plan.differs_in_order(before):
            self._records.forget_reopening()
            self._begin()
        if plan.start > self.day:
            self.hours.begin(Pattern(self.day, NO_WEEK))
        self.hours.begin(Pattern(max(plan.start, self.day), plan.week_minutes))

    def log(self, name: str, minutes: int, day: date | None = None) -> None:
        """Enter minutes that were studied today, or on a day to come, perhaps none."""
        if not minutes:
            return
        record = self._records.at(name)
        record.logged_minutes += minutes
        self.studied.enter(day or self.day, name, minutes, is_assumed=False)
        if day in {None, self.day}:
            self.used_minutes += minutes
            self.has_logged_time = True
        topic_id = self.present_id(name)
        if topic_id is None:
            return
        self._moved.add(topic_id)
        if not self._standing.takes(topic_id, minutes):
            if extend(record, self._standing.refresh(topic_id)):
                self._standing.refresh(topic_id)
            self._learn(name)
            self._standing.make_room(topic_id)

    def use_needs_of(self, name: str) -> None:
        """Enter that what a topic needs was used today, as it is finished."""
        topic = self.shape.by_id.get(self.present_id(name) or "")
        for need in topic.needs if topic else ():
            self.cards.use((need, *self.shape.by_id[need].aliases), self.day)

    def review(self, answer: CardReviewed) -> None:
        """Enter that a card was asked today: it takes its part of the day's capacity."""
        self.used_minutes += self.cards.ask(answer, self.day)

    def assume(self, name: str, minutes: int, day: date) -> None:
        """Enter minutes that are assumed to have been studied."""
        record = self._records.at(name)
        record.assumed_minutes += minutes
        if not (day == self.day and self.has_logged_time):
            record.silent_minutes += minutes
        self.studied.enter(day, name, minutes, is_assumed=True)
        self._refresh(name)

    def decide(self, name: str, decision: Decision) -> None:
        """Enter that a topic is done, known, skipped or open again."""
        self._records.settle(name, decision, self.day)
        self._refresh(name)
        self._learn(name)

    def finish_steps(self, done: StepsDone, minutes: int | None) -> None:
        """Enter that steps of a topic were done today, in so many minutes if that is known.

        What is left follows from the other steps.
        """
        fresh = self._records.fresh(done)
        spent = fresh.spent_minutes
        if minutes is not None:
            self.log(done.topic, minutes)
            # Without steps, and where a habit goes on for longer, time beyond the plan is
            # time for what follows; else it is what the steps took.
            longer = minutes - fresh.planned_minutes
            if done.steps and not (done.habit and longer > 0):
                spent += longer
        else:
            self.assume_today(done.topic, fresh.planned_minutes)
        self._records.finish_steps(fresh, spent)
        self._refresh(done.topic)
        self._learn(done.topic)

    def assume_today(self, name: str, minutes: int) -> None:
        """Enter minutes of the day reached as studied as they were planned."""
        if minutes:
            self.assume(name, minutes, self.day)
            self.used_minutes += minutes

    def re_estimate(self, name: str, left_minutes: int) -> None:
        """Enter the learner's own estimate of what an open topic still takes."""
        topic_id = self.present_id(name) or name
        progress = self.topics.get(topic_id)
        if progress is None or progress.is_settled:
            return
        self._records.re_estimate(topic_id, progress, left_minutes)
        self._refresh(topic_id)

    @property
    def _has_agenda(self) -> bool:
        return "_agenda" in self.__dict__

    @cached_property
    def _agenda(self) -> Agenda:
        untouched = Records(self.shape, self._records.paces)
        topics = {topic_id: untouched.progress(topic_id) for topic_id in self.topics}
        self._moved.update(topics)
        return Agenda(remaining_tasks(self.shape, topics, self.plan))

    def _begin(self) -> None:
        """Put all topics together anew, after the shape or the order of the plan changed."""
        shape = self.shape
        only = shape.with_needs(self.plan.only) if self.plan else frozenset()
        self._records.aside = frozenset(shape.by_id.keys() - only) if only else frozenset()
        self._standing.begin()
        self._groups: dict[Group, list[str]] = {}
        for topic in shape.topics:
            self._groups.setdefault(topic.group, []).append(topic.id)
        self._paced_by = None
        self.__dict__.pop("_agenda", None)
        self._moved: set[str] = set()

    def _refresh(self, name: str) -> str | None:
        """Put a topic together anew after its record has changed, and give its id."""
        topic_id = self.present_id(name)
        if topic_id is not None:
            self._standing.refresh(topic_id)
            self._moved.add(topic_id)
        return topic_id

    def _learn(self, name: str) -> None:
        """Note what a topic has taken, after it has changed."""
        topic_id = self.present_id(name)
        topic = self._records.topic(topic_id) if topic_id else None
        if topic is None:
            return
        self.lessons.enter(topic.id, timed_work(topic, self.topics[topic.id]))
