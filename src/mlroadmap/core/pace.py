"""Pace: real effort divided by estimated effort, from the topics whose minutes are known."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

from mlroadmap.core.evidence import Evidence, FinishedTopic, topic_variance
from mlroadmap.core.level import Belief, Observation, Prior, beliefs, believe

PACE_PRIOR = Prior(ratio=1.0, log_sd=0.4)
LEAST_HELD_OUT = 5

_Z80 = 1.2816


@dataclass(frozen=True, slots=True)
class Pace:
    """Real effort divided by estimated effort, with its central 80 % range.

    It rests on `sample_size` topics; with none it is the prior's.
    """

    value: float
    sample_size: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How far estimates were off for topics not yet seen, with and without the pace.

    Errors are mean absolute errors on a log scale: 0.1 is about ten per cent.
    """

    topics: int
    error_with: float
    error_without: float

    @property
    def helps(self) -> bool:
        """Whether scaling by the pace has been shown to help."""
        return self.topics >= LEAST_HELD_OUT and self.error_with < self.error_without


def pace(evidence: Evidence) -> Pace:
    """Estimate the pace by shrinkage towards 1 (see `mlroadmap.core.level`)."""
    timed = evidence.timed
    belief = believe(PACE_PRIOR, [_observation(topic) for topic in timed])
    value = belief.ratio
    margin = exp(_Z80 * sqrt(_log_variance(belief)))
    return Pace(value, len(timed), value / margin, value * margin)


def held_out(evidence: Evidence) -> HeldOut:
    """Foretell each topic from those before it: Dawid's prequential analysis (1984)."""
    timed = evidence.timed
    errors = [abs(log(topic.logged_minutes / topic.effort.likely_minutes)) for topic in timed]
    before = beliefs(PACE_PRIOR, [_observation(topic) for topic in timed])
    scaled = [
        abs(log(topic.logged_minutes / (topic.effort.likely_minutes * belief.ratio)))
        for topic, belief in zip(timed, before, strict=False)
    ]
    count = len(timed)
    return HeldOut(count, sum(scaled) / max(1, count), sum(errors) / max(1, count))


def _observation(topic: FinishedTopic) -> Observation:
    return Observation(
        topic.effort.likely_minutes, topic.logged_minutes, topic_variance(topic.effort)
    )


def _log_variance(belief: Belief) -> float:
    """Give the variance of the log of the ratio: within the memories and between them."""
    centre = log(belief.ratio)
    return sum(
        weight * (belief.variance_of(part) + (log(belief.ratio_of(part)) - centre) ** 2)
        for weight, part in zip(belief.weights, belief.components, strict=True)
    )
