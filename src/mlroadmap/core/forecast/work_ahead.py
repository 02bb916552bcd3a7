"""The work that a forecast is of, added up topic by topic.

Every sum is kept up to date as a topic is added, so that the ends of all stages on the way
cost no more than the finish.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mlroadmap.core.forecast.evidence import LEAST_REMAINDER, Evidence
from mlroadmap.core.forecast.topics import Work
from mlroadmap.core.progress.estimates import mean_minutes, topic_variance
from mlroadmap.core.progress.pace import GROUP_SD, Prediction
from mlroadmap.core.roadmap.shape import Group


class WorkAhead:
    """What is left up to some topic, and what evidence there is about work like it.

    `minutes` is the expected effort at the estimates, without finished steps, and
    `credit_minutes` the part of it that logged time has behind it. `open_minutes` is the
    most that can be behind the learner: open topics are not done (rule R9).
    `topic_variances` is the sum of the topics' relative variances.
    """

    def __init__(self, evidence: Evidence) -> None:
        self.minutes = self.credit_minutes = self.open_minutes = 0.0
        self.topic_variances = 0.0
        self._variance = 0.0
        self._experience = evidence.experience
        self._logs_minutes = evidence.logs_minutes
        self._open = {opened.work.topic: opened for opened in evidence.open}
        self._by_group: dict[Group, float] = defaultdict(float)
        self._trusted = self._own = self._own_variance = 0.0
        self._done = _shares_done(evidence)
        self._left: dict[int, float] = defaultdict(float)
        self._left_squares = self._left_times_done = 0.0
        self._done_squares = sum(share**2 for share in self._done.values())

    @classmethod
    def of(cls, evidence: Evidence, works: Iterable[Work]) -> WorkAhead:
        """Add up all of some work."""
        ahead = cls(evidence)
        for work in works:
            ahead.add(work)
        return ahead

    def add(self, work: Work) -> None:
        """Take in one more topic."""
        minutes, variance = mean_minutes(work.effort), topic_variance(work.effort)
        opened = self._open.get(work.topic)
        minutes *= 1 - (opened.done_share if opened else 0.0)
        self.minutes += minutes
        self.topic_variances += variance
        self._variance += variance * minutes**2
        self._add_to_group(work.group, minutes)
        self._add_to_stage(work.group[0], minutes)
        if opened:
            self.open_minutes += (1 - LEAST_REMAINDER) * minutes
            if self._logs_minutes:
                pace = self._experience.of_group(work.group).ratio
                expected = mean_minutes(work.effort) / work.effort.likely_minutes / pace
                self.credit_minutes += opened.logged_minutes * expected

    def credit(self, pending_minutes: float | None, ratio: float) -> float:
        """Give the expected effort behind the learner in open topics: logged, or assumed.

        What is assumed is the capacity since the last topic was finished, None where
        minutes are logged; a minute of expected effort uses up `ratio` of it.
        """
        behind = self.credit_minutes if pending_minutes is None else pending_minutes / ratio
        return min(behind, self.open_minutes)

    @property
    def variance(self) -> float:
        """The relative variance of the sum of topics that vary independently."""
        return self._variance / self.minutes**2

    @property
    def pace(self) -> Prediction:
        """The pace of this work, from the topics of which the minutes are known."""
        level = self._experience.level
        from_level = 1 - self._trusted / self.minutes
        return Prediction(
            from_level * level.log_pace + self._own / self.minutes,
            from_level**2 * level.variance + self._own_variance / self.minutes**2,
        )

    @property
    def unlikeness(self) -> float:
        """How unlike this work is to what was finished, by stage: from 0 to 2.

        The sum of the squares of the differences between a stage's share of the one and of
        the other: by so many times the variance between stages do the two differ.
        """
        left, times = self._left_squares / self.minutes**2, self._left_times_done / self.minutes
        return left - 2 * times + self._done_squares

    def _add_to_group(self, group: Group, minutes: float) -> None:
        trust, mean = self._experience.own_evidence(group)
        before = self._by_group[group]
        after = self._by_group[group] = before + minutes
        self._trusted += minutes * trust
        self._own += minutes * trust * mean
        self._own_variance += (after**2 - before**2) * GROUP_SD**2 * (1 - trust)

    def _add_to_stage(self, stage: int, minutes: float) -> None:
        before = self._left[stage]
        after = self._left[stage] = before + minutes
        self._left_squares += after**2 - before**2
        self._left_times_done += minutes * self._done.get(stage, 0.0)


def _shares_done(evidence: Evidence) -> dict[int, float]:
    minutes: dict[int, float] = defaultdict(float)
    for topic in evidence.finished:
        minutes[topic.group[0]] += mean_minutes(topic.effort)
    whole = sum(minutes.values())
    return {stage: done / whole for stage, done in minutes.items()}
