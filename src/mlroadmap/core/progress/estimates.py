"""What an effort estimate says of the time that a topic will take."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from mlroadmap.core.roadmap.model import Effort

LEAST_VARIANCE = 0.01

_P10_TO_P90 = 2 * 1.2816
_SHARE_OF_TOPIC = 0.5


def mean_minutes(effort: Effort) -> float:
    """Give the expected effort as PERT does (Malcolm, Roseboom, Clark and Fazar 1959)."""
    return (effort.low_minutes + 4 * effort.likely_minutes + effort.high_minutes) / 6


def topic_variance(effort: Effort) -> float:
    """Give the relative variance of a topic's effort for one and the same learner.

    Low and high are read as the 10th and 90th percentile of a log-normal. They span quick
    and slow learners: half of the variance is taken to be the learner's, which the pace
    covers, and half to be the topic's.
    """
    log_sd = log(effort.high_minutes / effort.low_minutes) / _P10_TO_P90
    return max(LEAST_VARIANCE, exp(_SHARE_OF_TOPIC * log_sd**2) - 1)


def total_variance(efforts: Sequence[Effort]) -> float:
    """Give the relative variance of the sum of topics that vary independently."""
    total = sum(map(mean_minutes, efforts))
    return sum(topic_variance(effort) * mean_minutes(effort) ** 2 for effort in efforts) / (
        total**2
    )


def restated(effort: Effort, likely_minutes: int) -> Effort:
    """Scale an estimate to what the learner says it takes."""
    likely = max(1, likely_minutes)
    share = likely / effort.likely_minutes
    return Effort(
        max(1, round(effort.low_minutes * share)),
        likely,
        max(likely, round(effort.high_minutes * share)),
    )
