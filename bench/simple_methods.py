"""Simple ways to foretell the day of the finish, which a forecast has to be worth more than.

Each gives the log of the days left as a normal distribution, or as draws. The middles and
spreads are those that served each method best in the training worlds.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erf, exp, log, pi, sqrt
from random import Random
from statistics import NormalDist
from typing import NamedTuple

from mlroadmap.core.forecast.evidence import Evidence
from mlroadmap.core.forecast.topics import Work
from mlroadmap.core.progress.estimates import mean_minutes

PRIOR_WEEKS = {5: 10.0, 10: 10.0, 20: 6.0, 40: 4.0}
USUAL_DELAY = 0.3
# What the shrunk extrapolation is early by, as a log, after few topics.
EARLINESS = {5: 0.1, 10: 0.1}


class Normal(NamedTuple):
    """A normal distribution of the log of the days left."""

    mean: float
    sd: float

    def crps(self, truth: float) -> float:
        """Score it by the continuous ranked probability score; smaller is better."""
        z = (truth - self.mean) / self.sd
        density, below = exp(-z * z / 2) / sqrt(2 * pi), (1 + erf(z / sqrt(2))) / 2
        return self.sd * (z * (2 * below - 1) + 2 * density - 1 / sqrt(pi))


def crps_of_draws(ordered: Sequence[float], truth: float) -> float:
    """Score draws in their order."""
    runs = len(ordered)
    spread = sum((2 * place - runs + 1) * each for place, each in enumerate(ordered))
    return sum(abs(each - truth) for each in ordered) / runs - spread / runs**2


class Sums(NamedTuple):
    """Weeks of planned capacity: passed, of work done, of work left."""

    passed: float
    done: float
    left: float

    @classmethod
    def of(cls, evidence: Evidence, left: Sequence[Work]) -> Sums:
        """Add up what a learner can see of the plan without any model.

        The time on the open topic counts as if it were going as planned.
        """
        weekly = evidence.weekly_minutes
        reading = evidence.readings[len(evidence.readings) // 2]
        done = sum(topic.effort.likely_minutes for topic in evidence.finished)
        opened = 0.8 * left[0].effort.likely_minutes
        begun = min(reading.pending_minutes, opened)
        whole = sum(work.effort.likely_minutes for work in left)
        return cls(
            reading.planned_minutes / weekly, (done + begun) / weekly, (whole - begun) / weekly
        )


def plan_date(sums: Sums) -> float:
    """Give the log of the days that the plan takes, and as much again as is usual."""
    return log(7 * sums.left) + USUAL_DELAY


def linear(sums: Sums) -> float:
    """Extrapolate the time so far."""
    return log(7 * sums.left * max(sums.passed, 0.1) / max(sums.done, 0.1))


def shrunk_linear(sums: Sums, topics: int) -> float:
    """Extrapolate the time so far with some weeks of the usual before it."""
    k = PRIOR_WEEKS.get(topics, 5.0)
    middle = log(7 * sums.left * (sums.passed + k) / (sums.done + 0.77 * k))
    return middle + EARLINESS.get(topics, 0.0)


def evidence_based(
    evidence: Evidence, left: Sequence[Work], rng: Random, runs: int = 100
) -> list[float]:
    """Draw a past velocity for each topic that is left (Spolsky 2007)."""
    reading = evidence.readings[len(evidence.readings) // 2]
    velocities = [
        span.planned_minutes / sum(map(mean_minutes, span.efforts))
        for span in reading.spans
        if span.planned_minutes
    ] or [1.3]
    weekly = evidence.weekly_minutes
    sums = (
        sum(work.effort.likely_minutes * rng.choice(velocities) for work in left)
        for _ in range(runs)
    )
    return sorted(log(max(1.0, 7 * each / weekly)) for each in sums)


def quantiles(normal: Normal, count: int) -> list[float]:
    """Give so many equally likely values of a normal distribution, in order."""
    exact = NormalDist(normal.mean, normal.sd)
    return [exact.inv_cdf((place + 0.5) / count) for place in range(count)]
