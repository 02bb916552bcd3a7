"""The running state of the fold: what each topic, the day and the pace have come to.

The ledger does as it is told, one entry after another; what is told when is decided in
core/fold.py and core/assumed_study.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from msgspec.structs import replace

from mlroadmap.core.allocation.agenda import Agenda, Slot
from mlroadmap.core.calendar.availability import NO_WEEK, Pattern, StudyDay
from mlroadmap.core.calendar.dates import days_between
from mlroadmap.core.calendar.hours import Hours
from mlroadmap.core.calendar.settings import PaceSetting
from mlroadmap.core.journal.events import DaysChanged, PlanMade
from mlroadmap.core.progress.pace import Experience, Group, Lessons, TimedTopic, typical_minutes
from mlroadmap.core.progress.progress import (
    Progress,
    Study,
    Timer,
    TopicProgress,
    TopicState,
    remaining_tasks,
)
from mlroadmap.core.roadmap.model import Roadmap


class Ledger:
    """Progress while it is added up.

    `day` is the day that was reached, `used_minutes` what is spent of its capacity.
    `hours` are those that were offered, days that were missed among them. The `topics` get
    the days on which they were studied at the end, from what was `studied`.
    """

    def __init__(self, roadmap: Roadmap, missed: frozenset[date]) -> None:
        self.roadmap = roadmap
        self.missed = missed
        self.day = date.min
        self.used_minutes = 0
        self.has_logged_time = False
        self.plan: PlanMade | None = None
        self.timer: Timer | None = None
        self.lessons = Lessons(typical_minutes(t.effort for t in roadmap.topics.values()))
        self.hours = Hours()
        self.topics = dict(_untouched(roadmap))
        self.studied: dict[date, dict[tuple[str, bool], int]] = {}
        self.unknown_topics: dict[str, None] = {}
        self.caught_up: dict[date, int] = {}
        self._ids = {
            alias: topic.id
            for topic in roadmap.topics.values()
            for alias in (topic.id, *topic.aliases)
        }
        self._moved: set[str] = set()
        self._groups = _groups(roadmap)
        self._paced_by: tuple[Experience, PaceSetting] | None = None
        self._percents = dict.fromkeys(self._groups, 100)

    def progress(self) -> Progress:
        """Give what the entries so far add up to."""
        self.apply_pace()
        offered = self.hours.availability()
        return Progress(
            topics=self._topics_with_days(),
            availability=offered.with_days(self.missed, NO_WEEK),
            offered=offered,
            used_minutes=self.used_minutes,
            plan=self.plan,
            missed=self.missed,
            unknown_topics=tuple(self.unknown_topics),
            timer=self.timer,
            studied={day: tuple(_studies(entries)) for day, entries in self.studied.items()},
            experience=self.lessons.experience(),
            caught_up=self.caught_up,
        )

    @property
    def assumes(self) -> bool:
        """Whether days without a word count as studied."""
        return self.plan is not None and self.plan.settings.unlogged == "assumed"

    def known(self, names: Iterable[str]) -> Iterator[str]:
        """Yield the ids of named topics; those that the roadmap has not are remembered."""
        for name in names:
            if name in self._ids:
                yield self._ids[name]
            else:
                self.unknown_topics[name] = None

    def study_days(self, first: date, until: date) -> Iterator[StudyDay]:
        """Yield the days from `first` to before `until` that had time and were not missed.

        What is spent of the day reached is no longer free.
        """
        spent = self.used_minutes if first == self.day else 0
        days = self.hours.study_days(first, until, spent)
        return (study_day for study_day in days if study_day.day not in self.missed)

    def allocate(self, days: Iterable[StudyDay]) -> Iterator[Slot]:
        """Plan what is left on these days, lazily; nothing of it is entered.

        The agenda goes on from where it was left, and is told of the topics that have
        moved since: those that were planned on it, and those entered otherwise.
        """
        for topic_id in self._moved:
            topic = self.topics[topic_id]
            started = topic.credited_minutes > 0
            self._agenda.re_estimate(topic_id, topic.remaining_minutes, started=started)
        self._moved.clear()
        for slot in self._agenda.allocate(days):
            self._moved.add(slot.topic)
            yield slot

    def turn_to(self, day: date) -> None:
        """Begin a new day."""
        self.day, self.used_minutes, self.has_logged_time = day, 0, False

    def apply_pace(self) -> None:
        """Scale all estimates but the learner's own by what the pace has come to."""
        setting = self.plan.settings.pace if self.plan else "on"
        experience = self.lessons.experience()
        if self._paced_by and self._paced_by[0] is experience and self._paced_by[1] == setting:
            return
        self._paced_by = experience, setting
        for group, topic_ids in self._groups.items():
            percent = experience.percent_of(group, setting)
            if percent == self._percents[group]:
                continue
            self._percents[group] = percent
            for topic_id in topic_ids:
                progress = self.topics[topic_id]
                if not progress.is_re_estimated:
                    self._move(topic_id, _at_pace(progress, percent))

    def adopt(self, plan: PlanMade) -> None:
        """Go by a new plan from this day, or from its start, on."""
        baseline = {self._ids.get(topic, topic): days for topic, days in plan.baseline.items()}
        self.plan = replace(plan, baseline=baseline)
        if plan.settings.start > self.day:
            self.hours.begin(Pattern(self.day, NO_WEEK))
        since = max(plan.settings.start, self.day)
        self.hours.begin(Pattern(since, plan.settings.week_minutes))

    def change_days(self, change: DaysChanged) -> None:
        """Give days other hours; days that were missed stay so."""
        if change.last is not None:
            self.hours.change(days_between(change.first, change.last), change.week_minutes)
        elif change.week_minutes is not None:
            self.hours.begin(Pattern(change.first, change.week_minutes, is_change=True))
        else:
            self.hours.take_back(change.first)
        if change.caught_up_minutes:
            caught_up = self.caught_up.get(change.first, 0)
            self.caught_up[change.first] = caught_up + change.caught_up_minutes

    def log(self, topic_id: str, minutes: int) -> None:
        """Enter minutes that were studied today."""
        topic = self.topics[topic_id]
        logged = topic.logged_minutes + minutes
        state = topic.state if topic.is_settled else "active"
        self._move(topic_id, replace(topic, logged_minutes=logged, state=state))
        self._enter(self.day, topic_id, minutes, is_assumed=False)
        self.used_minutes += minutes
        self.has_logged_time = True
        self._learn(topic_id)

    def assume(self, topic_id: str, minutes: int, day: date) -> None:
        """Enter minutes that are assumed to have been studied."""
        topic = self.topics[topic_id]
        assumed = topic.assumed_minutes + minutes
        self._move(topic_id, replace(topic, assumed_minutes=assumed, state="active"))
        self._enter(day, topic_id, minutes, is_assumed=True)

    def close_topic(self, topic_id: str, state: TopicState) -> None:
        """Enter that a topic is done, known or skipped."""
        done_on = self.day if state == "done" else None
        self._move(topic_id, replace(self.topics[topic_id], state=state, done_on=done_on))
        self._learn(topic_id)

    def reopen(self, topic_id: str) -> None:
        """Enter that a topic is to be studied after all."""
        topic = self.topics[topic_id]
        state: TopicState = "active" if topic.credited_minutes else "todo"
        self._move(topic_id, replace(topic, state=state, done_on=None))
        self._learn(topic_id)

    def await_done(self, topic_id: str) -> None:
        """Enter that a topic waits for the learner to say that it is done."""
        self._move(topic_id, replace(self.topics[topic_id], state="awaiting"))

    def re_estimate(self, topic_id: str, left_minutes: int) -> None:
        """Enter the learner's own word on what a topic still takes."""
        topic = self.topics[topic_id]
        estimate = topic.credited_minutes + left_minutes
        own = replace(topic, estimate_minutes=estimate, pace_percent=100, is_re_estimated=True)
        self._move(topic_id, own)
        self.reopen(topic_id)

    @cached_property
    def _agenda(self) -> Agenda:
        return Agenda(remaining_tasks(self.roadmap, dict(_untouched(self.roadmap))))

    def _move(self, topic_id: str, progress: TopicProgress) -> None:
        self.topics[topic_id] = progress
        self._moved.add(topic_id)

    def _topics_with_days(self) -> dict[str, TopicProgress]:
        days: dict[str, list[date]] = {topic_id: [] for topic_id in self.topics}
        for day, entries in sorted(self.studied.items()):
            for topic_id in {topic_id for topic_id, _ in entries}:
                days[topic_id].append(day)
        return {
            topic_id: replace(topic, study_days=tuple(days[topic_id]))
            for topic_id, topic in self.topics.items()
        }

    def _enter(self, day: date, topic_id: str, minutes: int, *, is_assumed: bool) -> None:
        entries = self.studied.setdefault(day, {})
        key = (topic_id, is_assumed)
        entries[key] = entries.get(key, 0) + minutes

    def _learn(self, topic_id: str) -> None:
        """Note what a topic has taken, after it has changed."""
        progress, topic = self.topics[topic_id], self.roadmap.topics[topic_id]
        timed = None
        if progress.is_done and progress.timed_minutes:
            stage = self.roadmap.places[topic_id][0].id
            timed = TimedTopic(topic.effort, progress.timed_minutes, topic.kind, stage)
        self.lessons.enter(topic_id, timed)


def _untouched(roadmap: Roadmap) -> Iterator[tuple[str, TopicProgress]]:
    for topic in roadmap.topics.values():
        yield topic.id, TopicProgress(topic.effort.likely_minutes)


def _groups(roadmap: Roadmap) -> dict[Group, list[str]]:
    """List the topics by group of work."""
    groups: dict[Group, list[str]] = {}
    for stage in roadmap.stages:
        for topic in stage.topics:
            groups.setdefault((stage.id, topic.kind), []).append(topic.id)
    return groups


def _at_pace(progress: TopicProgress, percent: int) -> TopicProgress:
    """Scale an estimate; a topic that was used up by the old one may have time left now."""
    scaled = replace(progress, pace_percent=percent)
    if scaled.state == "awaiting" and not scaled.is_over_estimate:
        return replace(scaled, state="active")
    return scaled


def _studies(entries: Mapping[tuple[str, bool], int]) -> Iterator[Study]:
    """Yield a day's study in an order that does not depend on the order of reporting."""
    for (topic_id, is_assumed), minutes in sorted(entries.items()):
        yield Study(topic_id, minutes, is_assumed)
