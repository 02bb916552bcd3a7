"""Pace: real effort divided by estimated effort, from the topics whose minutes are known.

The log of the pace is a mixed linear model: a level that all work shares, and a random
effect for each group of work (the topics of one kind in one stage). A group's pace is
predicted by shrinkage towards the level, and the level by shrinkage towards 1: the best
linear unbiased prediction of Henderson (1975), "Best linear unbiased estimation and
prediction under a selection model". Each topic counts by what it is worth: a topic of
minutes says next to nothing about one of days. Old topics fade.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import reduce
from math import exp, log, sqrt

from msgspec import Struct, field

from mlroadmap.core.calendar.settings import PaceSetting
from mlroadmap.core.progress.estimates import topic_variance
from mlroadmap.core.roadmap.model import Effort
from mlroadmap.core.roadmap.shape import Group, TopicKind

LEAST_HELD_OUT = 5
LEAST_OF_KIND = 5

# How widely learners differ in the log of their pace, and how widely the groups of work of
# one learner do.
LEVEL_SD = 0.45
GROUP_SD = 0.2
# The error that an estimate has whatever its size, as a share of a typical topic: five
# introductions of 45 minutes are a hint, and five topics of 15 hours a measurement.
FIXED_ERROR = 0.15
# What of the information is left one topic later.
MEMORY = 0.97

# A topic counts for so many standard deviations from what was expected, at the most.
_MOST_SURPRISE = 1.5

_Z80 = 1.2816


class TimedTopic(Struct, frozen=True):
    """Work of which the minutes are known: a finished topic, or finished steps of one.

    `effort` is of the whole topic. `done_minutes` is the estimate of what is finished, None
    where that is all of it.
    """

    effort: Effort
    spent_minutes: int
    kind: TopicKind = "study"
    stage: int = 0
    done_minutes: int | None = None

    @property
    def group(self) -> Group:
        """The group of work that it belongs to."""
        return self.stage, self.kind

    @property
    def expected_minutes(self) -> int:
        """What the work was estimated to take."""
        return self.done_minutes or self.effort.likely_minutes

    def variance(self, typical_minutes: float) -> float:
        """Give the variance of the log of its pace about its group's.

        `typical_minutes` is the size of a typical topic.
        """
        done = self.expected_minutes
        whole = topic_variance(self.effort) * self.effort.likely_minutes / done
        return whole + (FIXED_ERROR * typical_minutes / done) ** 2


def typical_minutes(efforts: Iterable[Effort]) -> float:
    """Give the size of the topic that a minute of the work belongs to on average; 0 for none.

    Unlike the mean size, it is not lowered by introductions and other small topics.
    """
    sizes = [effort.likely_minutes for effort in efforts]
    return sum(size * size for size in sizes) / sum(sizes) if sizes else 0.0


class Pace(Struct, frozen=True):
    """Real effort divided by estimated effort, with its central 80% range.

    It rests on `sample_size` topics; with none it is the prior's.
    """

    value: float
    sample_size: int
    low: float
    high: float


class GroupEvidence(Struct, frozen=True):
    """What the timed topics of a group say: precision-weighted logs of their pace.

    `information` is the sum of the precisions and `mass` that of the weighted logs, as they
    were when the `last` topic was learned; `topics` is how many there were.
    """

    information: float = 0.0
    mass: float = 0.0
    last: int = 0
    topics: int = 0

    @property
    def mean(self) -> float:
        """The weighted mean of the logs."""
        return self.mass / self.information

    def information_at(self, topic: int) -> float:
        """Give what of the information is left at a later topic."""
        return self.information * MEMORY ** (topic - self.last)

    def precision_at(self, topic: int) -> float:
        """Give what the group says of the level: the effect of the group blurs it."""
        if not self.information:
            return 0.0
        return MEMORY ** (topic - self.last) / (GROUP_SD**2 + 1 / self.information)

    def with_topic(self, log_pace: float, variance: float, topic: int) -> GroupEvidence:
        """Give the evidence after one more topic."""
        kept = MEMORY ** (topic - self.last)
        return GroupEvidence(
            self.information * kept + 1 / variance,
            self.mass * kept + log_pace / variance,
            topic,
            self.topics + 1,
        )


class Prediction(Struct, frozen=True):
    """The expected log of a pace, and its variance."""

    log_pace: float
    variance: float

    @property
    def ratio(self) -> float:
        """The pace."""
        return exp(self.log_pace)


class Experience(Struct, frozen=True):
    """What timed topics, in the order they were finished, say of the learner's pace.

    `typical_minutes` is the size of a typical topic of the roadmap. `precision` and `mass`
    are what all groups say of the level. The errors add up how far topics not yet seen were
    from their estimate, scaled by what was predicted before each and as it stands, by the
    weight of each: Dawid's prequential analysis (1984), on a log scale.
    """

    typical_minutes: float = 0.0
    groups: Mapping[Group, GroupEvidence] = field(default_factory=dict)
    topics: int = 0
    precision: float = 0.0
    mass: float = 0.0
    error_scaled: float = 0.0
    error_plain: float = 0.0

    @property
    def level(self) -> Prediction:
        """The pace of all work."""
        precision = self.precision + LEVEL_SD**-2
        return Prediction(self.mass / precision, 1 / precision)

    @property
    def pace(self) -> Pace:
        """The pace of work that is like none before."""
        return _pace(self.level, self.topics)

    @property
    def paces(self) -> Mapping[TopicKind, Pace]:
        """The pace by kind of work, of those kinds with enough topics for one."""
        topics: dict[TopicKind, int] = defaultdict(int)
        for (_, kind), seen in self.groups.items():
            topics[kind] += seen.topics
        return {
            kind: _pace(self._of_kind(kind, number), number)
            for kind, number in topics.items()
            if number >= LEAST_OF_KIND
        }

    @property
    def helps(self) -> bool:
        """Whether scaling by the pace has been shown to help on topics not yet seen."""
        return self.topics >= LEAST_HELD_OUT and self.error_scaled < self.error_plain

    def of_group(self, group: Group) -> Prediction:
        """Predict the pace of a group of work."""
        level = self.level
        trust, mean = self.own_evidence(group)
        return Prediction(
            (1 - trust) * level.log_pace + trust * mean,
            (1 - trust) ** 2 * level.variance + GROUP_SD**2 * (1 - trust),
        )

    def own_evidence(self, group: Group) -> tuple[float, float]:
        """Say how far a group's own topics are trusted, from 0 to 1, and their mean log."""
        seen = self.groups.get(group)
        if seen is None:
            return 0.0, 0.0
        return GROUP_SD**2 / (GROUP_SD**2 + 1 / seen.information_at(self.topics)), seen.mean

    def _of_kind(self, kind: TopicKind, topics: int) -> Prediction:
        """Predict the pace of work like the topics of a kind that were timed."""
        level, from_level, own, variance = self.level, 1.0, 0.0, 0.0
        for group, seen in self.groups.items():
            if group[1] == kind:
                share, (trust, mean) = seen.topics / topics, self.own_evidence(group)
                from_level -= share * trust
                own += share * trust * mean
                variance += share**2 * GROUP_SD**2 * (1 - trust)
        return Prediction(
            from_level * level.log_pace + own, from_level**2 * level.variance + variance
        )

    def percent_of(self, group: Group, setting: PaceSetting = "on") -> int:
        """Give the pace that plans use, in whole per cent.

        By default it is 100 until scaling helps; the learner may set it by hand.
        """
        if setting == "off" or (setting == "on" and not self.helps):
            return 100
        if setting == "on":
            return max(1, round(100 * self.of_group(group).ratio))
        return setting

    def learned(self, topic: TimedTopic) -> Experience:
        """Give the experience after one more topic."""
        now, group = self.topics + 1, topic.group
        variance = topic.variance(self.typical_minutes)
        plain = log(topic.spent_minutes / topic.expected_minutes)
        plain = _within(plain, self.of_group(group), variance)
        before = self.groups.get(group, GroupEvidence())
        after = before.with_topic(plain, variance, now)
        lost, won = before.precision_at(now), after.precision_at(now)
        weight = 1 / (variance + LEVEL_SD**2)
        scaled = abs(plain - self.of_group(group).log_pace)
        return Experience(
            self.typical_minutes,
            groups={**self.groups, group: after},
            topics=now,
            precision=self.precision * MEMORY - lost + won,
            mass=self.mass * MEMORY - (lost * before.mean if lost else 0.0) + won * after.mean,
            error_scaled=self.error_scaled + weight * scaled,
            error_plain=self.error_plain + weight * abs(plain),
        )


def experience_of(topics: Iterable[TimedTopic], typical_minutes: float) -> Experience:
    """Learn the pace from topics in the order in which they were finished."""
    return reduce(Experience.learned, topics, Experience(typical_minutes))


def _within(log_pace: float, expected: Prediction, variance: float) -> float:
    """Take a log of a pace for no more surprising than a learner's own can be.

    One topic that was known before, or that was far larger than it seemed, says little of
    all others; several of them are believed in turn (Huber 1964, "Robust estimation of a
    location parameter").
    """
    most = _MOST_SURPRISE * sqrt(expected.variance + variance)
    return min(max(log_pace, expected.log_pace - most), expected.log_pace + most)


def _pace(predicted: Prediction, sample_size: int) -> Pace:
    margin = exp(_Z80 * sqrt(predicted.variance))
    return Pace(
        predicted.ratio, sample_size, predicted.ratio / margin, predicted.ratio * margin
    )
