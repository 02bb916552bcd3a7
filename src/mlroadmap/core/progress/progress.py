"""How far the learner is: one value per topic, and the whole."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from operator import itemgetter
from typing import Literal

from msgspec import Struct, field

from mlroadmap.core.allocation.agenda import Task
from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.calendar.settings import PlanSettings
from mlroadmap.core.journal.actions import PlanMade
from mlroadmap.core.progress.habits_taken import HabitsTaken
from mlroadmap.core.progress.pace import Experience
from mlroadmap.core.roadmap.shape import RoadmapShape

TopicState = Literal["todo", "active", "awaiting", "done", "known", "skipped", "aside"]

Decision = Literal["", "open", "done", "known", "skipped"]

LEAST_REMAINDER_MINUTES = 30
REMAINDER_SHARE = 5


class TopicProgress(Struct, frozen=True):
    """Where a topic stands.

    `estimate_minutes` is the roadmap's estimate, or the learner's own when
    `is_re_estimated`; it is planned to take `pace_percent` per cent of that. Once some of
    its `steps_done`, or the learner has said what is left, `rest_minutes` of it are to be
    studied beyond the `base_minutes` credited until then; `roadmap_rest_minutes` are what
    the roadmap has of that, whatever the learner says.
    `logged_minutes` were entered, `assumed_minutes` are taken to have been studied as
    planned. A topic that was logged past its estimate has an `extended_minutes` effort. A
    `known` or `skipped` topic is neither planned nor counted, nor is one that is kept aside
    while the plan holds other topics only. `study_days` are the days with any of its
    minutes. What the learner has `decided` is done, known, skipped, or to be studied
    ("open"); empty when nothing was said.
    """

    estimate_minutes: int
    logged_minutes: int = 0
    assumed_minutes: int = 0
    decided: Decision = ""
    study_days: tuple[date, ...] = ()
    done_on: date | None = None
    pace_percent: int = 100
    is_re_estimated: bool = False
    extended_minutes: int = 0
    base_minutes: int = 0
    rest_minutes: int | None = None
    roadmap_rest_minutes: int | None = None
    steps_done: frozenset[str] = frozenset()
    is_aside: bool = False

    @property
    def state(self) -> TopicState:
        """Whether the topic is to be studied, and how far that is.

        An `awaiting` topic has used up its time and waits for the learner to say whether
        it is done.
        """
        if self.decided in ("done", "known", "skipped"):
            return self.decided
        if self.is_aside:
            return "aside"
        if not self.is_begun:
            return "todo"
        return "active" if self.remaining_minutes else "awaiting"

    @property
    def is_begun(self) -> bool:
        """Whether anything of the topic was studied or done."""
        return bool(self.credited_minutes or self.steps_done)

    @property
    def effort_minutes(self) -> int:
        """What the topic is worth as a whole, at least a minute.

        That is what it is planned to take, and no less where steps of it were done in less
        time than was planned.
        """
        return max(1, self.needed_minutes, self.at_pace(self.estimate_minutes))

    @property
    def needed_minutes(self) -> int:
        """What the topic takes as a whole, as far as that is known by now.

        That is at least a minute, but for a topic all of whose steps were done in no time.
        """
        least = 0 if self.steps_done else 1
        return max(least, self.base_minutes + self.at_pace(self.left_of_estimate()))

    @property
    def has_all_steps_done(self) -> bool:
        """Whether no step is left to study."""
        return bool(self.steps_done) and not self.left_of_estimate()

    def left_of_estimate(self, done_minutes: int = 0) -> int:
        """Give what is left of the estimate once steps of so many minutes more are done.

        `done_minutes` are of the roadmap's estimate. The learner's own shrinks in proportion.
        """
        rest = self.estimate_minutes if self.rest_minutes is None else self.rest_minutes
        whole = self.open_minutes
        if not done_minutes:
            return rest
        return rest * max(0, whole - done_minutes) // whole if whole else 0

    @property
    def open_minutes(self) -> int:
        """What the roadmap's estimate has of the steps that are not done."""
        nominal = self.roadmap_rest_minutes
        return self.estimate_minutes if nominal is None else nominal

    def at_pace(self, minutes: int) -> int:
        """Give estimated minutes as they are planned."""
        return (minutes * self.pace_percent + 50) // 100

    @property
    def timed_minutes(self) -> int:
        """What the topic has really taken so far; 0 where that is not known."""
        return 0 if self.assumed_minutes else self.logged_minutes

    @property
    def credited_minutes(self) -> int:
        """Minutes that count as studied."""
        return self.logged_minutes + self.assumed_minutes

    @property
    def is_done(self) -> bool:
        """Whether the learner has completed the topic."""
        return self.decided == "done"

    @property
    def is_counted(self) -> bool:
        """Whether the topic is part of what the learner set out to do."""
        return self.is_done or not (self.is_aside or self.decided in {"known", "skipped"})

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to study: the topic is done or not counted."""
        return self.is_done or not self.is_counted

    @property
    def is_over_estimate(self) -> bool:
        """Whether the topic was logged past its estimate without being settled."""
        return not self.is_settled and bool(self.extended_minutes)

    @property
    def remaining_minutes(self) -> int:
        """What is left to plan."""
        if self.is_settled:
            return 0
        planned = max(self.needed_minutes, self.extended_minutes)
        return max(0, planned - self.credited_minutes)

    @property
    def achieved_minutes(self) -> int:
        """The part of the effort that is behind the learner."""
        if self.is_done:
            return self.effort_minutes
        behind = 0 if self.is_settled else self.effort_minutes - self.remaining_minutes
        return min(max(self.credited_minutes, behind), self.effort_minutes)


class Study(Struct, frozen=True):
    """Minutes of one day spent on a topic, logged or assumed."""

    topic: str
    minutes: int
    is_assumed: bool = False


class Timer(Struct, frozen=True):
    """A timer that runs on a topic since an instant, in UTC, begun on a learner's day."""

    topic: str
    since: datetime
    day: date


class Progress(Struct, frozen=True):
    """What the log adds up to on a day.

    `topics` are by id in the roadmap's order. `former` names topics that the log has
    entries of and the roadmap no longer has, by id. `used_minutes` of today's capacity are
    spent. `plan` is the last plan made, None before the first. `studied` is what was done
    on each day, and `experience` what the finished topics say of the learner's pace.
    `caught_up` are minutes that were taken on for missed ones, by the day they begin.
    `offered` are the hours as they were meant to be, reserved where cards were asked:
    `availability` has none on days that were missed. `unanswered` are past study days of
    which nothing is known, `last_entry` is the day of the last entry. `finished_spans` are
    half-open ranges of past days, in order, at whose beginning or before which all was
    studied. `habits` are those that were taken, where the roadmap has any.
    """

    topics: Mapping[str, TopicProgress]
    availability: Availability
    used_minutes: int = 0
    plan: PlanMade | None = None
    missed: frozenset[date] = frozenset()
    former: Mapping[str, str] = field(default_factory=dict)
    timer: Timer | None = None
    studied: Mapping[date, tuple[Study, ...]] = field(default_factory=dict)
    experience: Experience = field(default_factory=Experience)
    caught_up: Mapping[date, int] = field(default_factory=dict)
    offered: Availability = field(default_factory=Availability)
    unanswered: tuple[date, ...] = ()
    finished_spans: tuple[tuple[date, date], ...] = ()
    last_entry: date | None = None
    habits: HabitsTaken = field(default_factory=HabitsTaken)

    @property
    def logged_minutes(self) -> int:
        """All minutes that were entered, of topics no longer in the roadmap too."""
        return sum(study.minutes for study in self._studies if not study.is_assumed)

    @property
    def assumed_minutes(self) -> int:
        """All minutes that are assumed to have been studied."""
        return sum(study.minutes for study in self._studies if study.is_assumed)

    @property
    def former_minutes(self) -> tuple[int, int]:
        """The minutes of topics no longer in the roadmap: entered, and assumed."""
        former = [study for study in self._studies if study.topic not in self.topics]
        logged = sum(study.minutes for study in former if not study.is_assumed)
        return logged, sum(study.minutes for study in former) - logged

    @property
    def _studies(self) -> Iterator[Study]:
        return chain.from_iterable(self.studied.values())

    def minutes_on(self, day: date) -> Mapping[str, int]:
        """Add up what was studied of each topic on a day."""
        minutes: Counter[str] = Counter()
        for study in self.studied.get(day, ()):
            minutes[study.topic] += study.minutes
        return minutes

    @property
    def done_topics(self) -> int:
        """How many topics are done."""
        return sum(topic.is_done for topic in self.topics.values())

    @property
    def counted(self) -> tuple[TopicProgress, ...]:
        """The topics that are part of what the learner set out to do."""
        return tuple(topic for topic in self.topics.values() if topic.is_counted)

    @property
    def total_minutes(self) -> int:
        """The effort of the topics that count."""
        return sum(topic.effort_minutes for topic in self.counted)

    @property
    def achieved_minutes(self) -> int:
        """The part of the whole effort that is behind the learner."""
        return sum(topic.achieved_minutes for topic in self.counted)

    @property
    def remaining_minutes(self) -> int:
        """The effort that is still to be planned."""
        return sum(topic.remaining_minutes for topic in self.topics.values())

    @property
    def awaiting(self) -> tuple[str, ...]:
        """The topics that wait for the learner to say whether they are done."""
        return tuple(
            topic_id for topic_id, topic in self.topics.items() if topic.state == "awaiting"
        )

    def was_finished_on(self, day: date) -> bool:
        """Whether nothing was left to study at the end of a past day."""
        place = bisect_right(self.finished_spans, day, key=itemgetter(0))
        return place > 0 and day < self.finished_spans[place - 1][1]

    @property
    def open_question(self) -> tuple[date, ...]:
        """The unanswered days since the last entry: what to ask the learner about."""
        return tuple(day for day in self.unanswered if day > (self.last_entry or date.min))


def percent_done(topics: Collection[TopicProgress]) -> int:
    """Give the achieved share of the effort in whole per cent, 100 only when all is done."""
    counted = [topic for topic in topics if topic.is_counted]
    if all(topic.is_done for topic in counted):
        return 100
    achieved = sum(topic.achieved_minutes for topic in counted)
    return min(99, 100 * achieved // sum(topic.effort_minutes for topic in counted))


def remainder_minutes(effort_minutes: int) -> int:
    """Give what is left of a topic logged past its estimate: a fifth, at least 30 (R9)."""
    return max(LEAST_REMAINDER_MINUTES, -(-effort_minutes // REMAINDER_SHARE))


def remaining_tasks(
    shape: RoadmapShape,
    topics: Mapping[str, TopicProgress],
    settings: PlanSettings | None = None,
) -> list[Task]:
    """List what is left of each topic, in the roadmap's order, for the scheduler.

    Of finished topics it is nothing: they are listed for the time that they took.
    """
    goals = shape.with_needs(settings.first) if settings else frozenset()
    has_tracks = settings is None or settings.tracks > 1
    return [
        Task(
            topic=topic.id,
            stage=topic.stage,
            remaining_minutes=topics[topic.id].remaining_minutes,
            started=topics[topic.id].is_begun,
            needs=topic.needs,
            helps=topic.helps,
            is_goal=topic.id in goals,
            track=topic.track if has_tracks else "",
            spent_minutes=topics[topic.id].credited_minutes,
            after=topic.after,
        )
        for topic in shape.topics
    ]


def tasks_of(shape: RoadmapShape, progress: Progress) -> list[Task]:
    """List the work that is left by the settings of the last plan."""
    return remaining_tasks(shape, progress.topics, progress.plan)
