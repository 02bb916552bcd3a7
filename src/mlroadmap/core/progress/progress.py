"""How far the learner is with the whole roadmap."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from operator import itemgetter

from msgspec import Struct, field

from mlroadmap.core.allocation.agenda import Task
from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.calendar.settings import PlanSettings
from mlroadmap.core.journal.actions import PlanMade
from mlroadmap.core.progress.habits_taken import HabitsTaken
from mlroadmap.core.progress.pace import Experience
from mlroadmap.core.progress.topic_progress import TopicProgress
from mlroadmap.core.roadmap.shape import RoadmapShape


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
