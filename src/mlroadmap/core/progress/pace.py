"""Pace: real effort divided by estimated effort, from the topics whose minutes are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import islice
from math import exp, log, sqrt
from typing import get_args

from msgspec import Struct, field
from msgspec.structs import replace

from mlroadmap.core.progress.estimates import topic_variance
from mlroadmap.core.progress.rate_belief import Belief, Observation, Prior, ignorance, updated
from mlroadmap.core.roadmap.model import Effort
from mlroadmap.core.roadmap.shape import TopicKind

PACE_PRIOR = Prior(ratio=1.0, log_sd=0.4)
LEAST_HELD_OUT = 5
LEAST_OF_KIND = 5

_Z80 = 1.2816


class TimedTopic(Struct, frozen=True):
    """A finished topic, all minutes of which were logged."""

    effort: Effort
    spent_minutes: int
    kind: TopicKind = "study"


class Pace(Struct, frozen=True):
    """Real effort divided by estimated effort, with its central 80 % range.

    It rests on `sample_size` topics; with none it is the prior's.
    """

    value: float
    sample_size: int
    low: float
    high: float


class Experience(Struct, frozen=True):
    """What timed topics, in the order they were finished, say of the learner's pace.

    `overall` is believed of all work, `by_kind` of each kind of it. The errors add up how
    far topics not yet seen were from their estimate, scaled by what was believed before
    each and as it stands: Dawid's prequential analysis (1984), on a log scale.
    """

    overall: Belief = field(default_factory=lambda: ignorance(PACE_PRIOR))
    by_kind: Mapping[TopicKind, Belief] = field(default_factory=dict)
    error_scaled: float = 0.0
    error_plain: float = 0.0

    @property
    def pace(self) -> Pace:
        """The pace of all work."""
        return _pace(self.overall)

    @property
    def paces(self) -> Mapping[TopicKind, Pace]:
        """The pace by kind of work, of those kinds with enough topics for one."""
        return {
            kind: _pace(belief)
            for kind, belief in self.by_kind.items()
            if belief.observations >= LEAST_OF_KIND
        }

    @property
    def helps(self) -> bool:
        """Whether scaling by the pace has been shown to help on topics not yet seen."""
        enough = self.overall.observations >= LEAST_HELD_OUT
        return enough and self.error_scaled < self.error_plain

    @property
    def percents(self) -> Mapping[TopicKind, int]:
        """The pace that plans reckon with, in whole per cent: 100 until it helps."""
        helps = self.helps
        return {
            kind: max(1, round(100 * self._ratio_of(kind))) if helps else 100
            for kind in get_args(TopicKind)
        }

    def learned(self, topic: TimedTopic) -> Experience:
        """Give the experience after one more topic."""
        plain = log(topic.spent_minutes / topic.effort.likely_minutes)
        seen = Observation(
            topic.effort.likely_minutes, topic.spent_minutes, topic_variance(topic.effort)
        )
        of_kind = self.by_kind.get(topic.kind) or ignorance(PACE_PRIOR)
        return replace(
            self,
            overall=updated(self.overall, seen),
            by_kind={**self.by_kind, topic.kind: updated(of_kind, seen)},
            error_scaled=self.error_scaled + abs(plain - log(self._ratio_of(topic.kind))),
            error_plain=self.error_plain + abs(plain),
        )

    def _ratio_of(self, kind: TopicKind) -> float:
        belief = self.by_kind.get(kind)
        if belief is None or belief.observations < LEAST_OF_KIND:
            return self.overall.ratio
        return belief.ratio


class Lessons:
    """The timed topics there are to learn from, in the order in which they were finished.

    They are learned from when the experience is asked for, so that a run of corrections
    costs one relearning.
    """

    def __init__(self) -> None:
        self._timed: dict[str, TimedTopic] = {}
        self._experience = Experience()
        self._learned = 0

    def enter(self, topic_id: str, timed: TimedTopic | None) -> None:
        """Enter what a topic has really taken; None where that is not known any more."""
        if timed == self._timed.get(topic_id):
            return
        if topic_id in self._timed:
            self._experience, self._learned = Experience(), 0
        if timed:
            self._timed[topic_id] = timed
        else:
            del self._timed[topic_id]

    def experience(self) -> Experience:
        """Give the same experience as `experience_of` all topics that were entered."""
        unlearned = islice(self._timed.values(), self._learned, None)
        self._experience = reduce(Experience.learned, unlearned, self._experience)
        self._learned = len(self._timed)
        return self._experience


def experience_of(topics: Iterable[TimedTopic]) -> Experience:
    """Learn the pace, by shrinkage towards 1 (see `mlroadmap.core.progress.rate_belief`)."""
    return reduce(Experience.learned, topics, Experience())


def _pace(belief: Belief) -> Pace:
    value = belief.ratio
    margin = exp(_Z80 * sqrt(_log_variance(belief)))
    return Pace(value, belief.observations, value / margin, value * margin)


def _log_variance(belief: Belief) -> float:
    """Give the variance of the log of the ratio: within the memories and between them."""
    centre = log(belief.ratio)
    return sum(
        weight * (belief.variance_of(part) + (log(belief.ratio_of(part)) - centre) ** 2)
        for weight, part in zip(belief.weights, belief.components, strict=True)
    )
