"""When the learner will finish: a Monte Carlo forecast from evidence.

After Spolsky (2007), "Evidence based scheduling", with one change that decides whether
the ranges hold: what a learner's calendar says of pace and of hours really studied is drawn
once per run, not once per topic, for errors drawn topic by topic cancel out.

The quantity drawn is the slowness: minutes of planned capacity used up by a minute of
expected effort. It is the pace divided by the share of the planned hours really studied,
and the calendar shows it to whoever only types `done`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import ceil, exp, log, sqrt
from typing import Protocol

from mlroadmap.core.availability import Availability, StudyDay
from mlroadmap.core.estimates import LEAST_VARIANCE, mean_minutes, total_variance
from mlroadmap.core.events import Percentiles
from mlroadmap.core.evidence import (
    LEAST_REMAINDER,
    MOST_EFFORT_PER_CAPACITY,
    Evidence,
    Span,
)
from mlroadmap.core.habits import habitual
from mlroadmap.core.level import Belief, Observation, Prior, believe
from mlroadmap.core.model import Effort
from mlroadmap.core.pace import experience_of

RUNS = 5000

# Students in Buehler, Griffin and Ross (1994), "Exploring the planning fallacy", took 56 days
# for what they had expected to take 34: 1.6 times as long, which is this log-normal's mean.
SLOWNESS = 1.4
SLOWNESS_LOG_SD = 0.55
# The variance of the time studied in a week, relative to the week's capacity squared.
BURST_WEEKS = 0.5
# The few longest runs would have the calendar searched for centuries; they count as this one.
LAST_PERCENTILE = 99
# A learner drifts for about a year's time, not without end.
DRIFT_WEEKS = 52


class Chance(Protocol):
    """Where the draws come from: a `random.Random`, seeded by the caller."""

    def random(self) -> float:
        """Draw from 0 to 1."""
        ...

    def gauss(self, mu: float, sigma: float, /) -> float:
        """Draw from a normal distribution."""
        ...

    def gammavariate(self, alpha: float, beta: float, /) -> float:
        """Draw from a gamma distribution with mean alpha * beta."""
        ...


@dataclass(frozen=True, slots=True)
class Forecast:
    """The days on which the runs finished, in order, and what they rest on.

    `topics` were finished over `planned_minutes` of capacity.
    """

    days: tuple[date, ...]
    topics: int
    planned_minutes: int
    rests_on_prior: bool

    def percentile(self, percent: float) -> date:
        """Give the day by which so many per cent of the runs have finished, up to 99."""
        return self.days[max(0, ceil(percent / 100 * len(self.days)) - 1)]

    @property
    def p50(self) -> date:
        """As likely earlier as later."""
        return self.percentile(50)

    @property
    def p80(self) -> date:
        """Finished by then with a probability of 80 %: the open end of a one-sided range."""
        return self.percentile(80)

    @property
    def p95(self) -> date:
        """Finished by then with a probability of 95 %: the open end of a one-sided range."""
        return self.percentile(95)

    @property
    def percentiles(self) -> Percentiles:
        """The days that are kept for the forecast's score."""
        return Percentiles(*map(self.percentile, (10, 50, 80, 90, 95)))

    def central_range(self, percent: float) -> tuple[date, date]:
        """Give the range that leaves out as many runs before as after: 80 is P10 to P90."""
        return self.percentile(50 - percent / 2), self.percentile(50 + percent / 2)

    def chance_by(self, day: date) -> float:
        """Give the share of the runs that have finished by the end of a day."""
        return bisect_right(self.days, day) / len(self.days)


def forecast(
    evidence: Evidence,
    remaining: Sequence[Effort],
    availability: Availability,
    today: date,
    rng: Chance,
    runs: int = RUNS,
    belief: Belief | None = None,
) -> Forecast | None:
    """Draw finish days. `remaining` are the whole estimates of all topics not done.

    None when nothing remains, or when there is no capacity from today on. The draws depend
    on the evidence and `rng` alone. `belief` saves learning the slowness again.
    """
    if not remaining:
        return None
    belief = belief or slowness(evidence)
    demands = sorted(_demands(evidence, belief, remaining, rng, runs))
    longest = demands[ceil(LAST_PERCENTILE / 100 * runs) - 1]
    really = habitual(availability, evidence.habits)
    study_days = really.study_days(today, evidence.used_minutes)
    days = tuple(_days_of((min(demand, longest) for demand in demands), study_days))
    if not days:
        return None
    planned = sum(span.planned_minutes for span in evidence.spans) + evidence.pending_minutes
    return Forecast(days, len(evidence.finished), planned, not belief.observations)


def slowness(evidence: Evidence) -> Belief:
    """Learn how much planned capacity a minute of expected effort uses up."""
    prior = Prior(SLOWNESS, SLOWNESS_LOG_SD, BURST_WEEKS * evidence.weekly_minutes)
    seen = [
        _observation(span, evidence.weekly_minutes)
        for span in evidence.spans
        if span.planned_minutes
    ]
    belief = believe(prior, seen)
    pending = _pending(evidence, belief)
    return believe(prior, [*seen, pending]) if pending else belief


def _observation(span: Span, weekly_minutes: float) -> Observation:
    # More than the calendar can hold was known before: it is no sign of speed.
    most = MOST_EFFORT_PER_CAPACITY * span.planned_minutes
    return Observation(
        expected_minutes=min(sum(map(mean_minutes, span.efforts)), most),
        spent_minutes=span.planned_minutes,
        variance=total_variance(span.efforts),
        weight=min(1.0, span.planned_minutes / weekly_minutes),
    )


def _pending(evidence: Evidence, belief: Belief) -> Observation | None:
    """Read the time since the last topic was finished.

    Logged minutes say how far the open topics are. Without them the time says nothing
    until the topics are overdue.
    """
    spent = evidence.pending_minutes
    credit = _Credit.of(evidence)
    expected = credit.at(belief.ratio)
    if not spent or (not evidence.logs_minutes and expected < credit.most_minutes):
        return None
    weight = min(1.0, spent / evidence.weekly_minutes)
    return Observation(expected, spent, LEAST_VARIANCE, weight)


@dataclass(frozen=True, slots=True)
class _Credit:
    """The expected effort behind the learner in open topics: logged, or presumed.

    Never all of it: the topics are not done (rule R9).
    """

    logged_minutes: float
    pending_minutes: int
    most_minutes: float

    @classmethod
    def of(cls, evidence: Evidence) -> _Credit:
        whole = sum(mean_minutes(topic.effort) for topic in evidence.open)
        most = (1 - LEAST_REMAINDER) * whole
        if not evidence.logs_minutes:
            return cls(0.0, evidence.pending_minutes, most)
        pace = experience_of(evidence.timed).pace.value
        likely = sum(
            topic.logged_minutes * mean_minutes(topic.effort) / topic.effort.likely_minutes
            for topic in evidence.open
        )
        return cls(likely / pace, 0, most)

    def at(self, ratio: float) -> float:
        return min(self.logged_minutes + self.pending_minutes / ratio, self.most_minutes)


@dataclass(frozen=True, slots=True)
class _Level:
    """One memory's slowness, up to `bound` in the memories' cumulated weights.

    `prior_variance` is of the log and known; `learned_variance` rests on few observations.
    """

    bound: float
    log_ratio: float
    prior_variance: float
    learned_variance: float


def _levels(belief: Belief, weeks: float) -> Iterator[_Level]:
    """Give each memory's slowness, averaged over the weeks to come, drift included."""
    for bound, part in zip(accumulate(belief.weights), belief.components, strict=True):
        variance, prior_share = belief.variance_of(part), belief.prior_share_of(part)
        # The average of a random walk has a third of its final variance.
        drift = belief.scale * part.drift * BURST_WEEKS * min(weeks, DRIFT_WEEKS) / 3
        yield _Level(
            bound,
            log(belief.ratio_of(part)),
            variance * prior_share,
            variance * (1 - prior_share) + drift,
        )


def _demands(
    evidence: Evidence, belief: Belief, remaining: Sequence[Effort], rng: Chance, runs: int
) -> Iterator[float]:
    """Draw how many minutes of planned capacity the remaining topics use up.

    Once per run: which memory is right, how irregular the learner is (Student t), and the
    slowness. Within the run the topics' spread and the weeks' irregularity add up to a
    gamma, by the transformation of Wilson and Hilferty (1931).
    """
    work, variance = sum(map(mean_minutes, remaining)), total_variance(remaining)
    burst_minutes, credit = belief.prior.burst_minutes, _Credit.of(evidence)
    most_credit = (1 - LEAST_REMAINDER) * work
    *levels, last = _levels(belief, work * belief.ratio / evidence.weekly_minutes)
    half_degrees = belief.degrees / 2
    for _ in range(runs):
        choice = rng.random()
        level = next((level for level in levels if choice < level.bound), last)
        irregularity = half_degrees / rng.gammavariate(half_degrees, 1.0)
        log_variance = level.prior_variance + irregularity * level.learned_variance
        ratio = exp(level.log_ratio + sqrt(log_variance) * rng.gauss(0.0, 1.0))
        demand = ratio * (work - min(credit.at(ratio), most_credit))
        noise = irregularity * belief.scale * (variance + burst_minutes / demand)
        yield demand * max(0.0, 1 - noise / 9 + sqrt(noise) / 3 * rng.gauss(0.0, 1.0)) ** 3


def _days_of(demands: Iterable[float], study_days: Iterator[StudyDay]) -> Iterator[date]:
    """Find for each demand, in order, the day by which the capacity covers it.

    Demands beyond the calendar's end get its last study day.
    """
    covered, day = 0.0, None
    for demand in demands:
        while day is None or covered < demand:
            study_day = next(study_days, None)
            if study_day is None:
                break
            covered, day = covered + study_day.free_minutes, study_day.day
        if day is not None:
            yield day
