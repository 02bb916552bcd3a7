"""When the learner will finish: a Monte Carlo forecast from evidence.

After Spolsky (2007), "Evidence based scheduling", with one change that decides whether
the ranges hold: what a learner's calendar says of pace and of hours really studied is drawn
once per run, not once per topic, for errors drawn topic by topic cancel out.

The quantity drawn is the slowness: minutes of planned capacity used up by a minute of
expected effort (core/slowness.py).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from math import ceil, exp, log, sqrt
from typing import NamedTuple, Protocol

from msgspec import Struct

from mlroadmap.core.calendar.availability import Availability, StudyDay
from mlroadmap.core.forecast.attendance import habitual
from mlroadmap.core.forecast.calendar_stretch import BURST_WEEKS, Credit, Slowness, slowness
from mlroadmap.core.forecast.evidence import LEAST_REMAINDER, Evidence
from mlroadmap.core.journal.actions import Percentiles
from mlroadmap.core.progress.estimates import mean_minutes, topic_variance, total_variance
from mlroadmap.core.progress.rate_belief import Belief
from mlroadmap.core.roadmap.model import Effort

RUNS = 5000

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


class Forecast(Struct, frozen=True):
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
    known: Slowness | None = None,
) -> Forecast | None:
    """Draw finish days. `remaining` are the whole estimates of all topics not done.

    None when nothing remains, or when there is no capacity from today on. The draws depend
    on the evidence and `rng` alone. `known` saves learning the slowness again.
    """
    if not remaining:
        return None
    known = known or slowness(evidence)
    demands = sorted(_demands(evidence, known, remaining, rng, runs))
    longest = demands[ceil(LAST_PERCENTILE / 100 * runs) - 1]
    really = habitual(availability, evidence.habits)
    study_days = really.study_days(today, evidence.used_minutes)
    days = tuple(_days_of((min(demand, longest) for demand in demands), study_days))
    if not days:
        return None
    planned = sum(span.planned_minutes for span in evidence.spans) + evidence.pending_minutes
    return Forecast(days, len(evidence.finished), planned, known.rests_on_prior)


class _Level(Struct, frozen=True):
    """What one memory believes, up to `bound` in the memories' cumulated weights.

    `prior_variance` is of the log and known; `learned_variance` rests on few observations.
    """

    bound: float
    log_ratio: float
    prior_variance: float
    learned_variance: float


class _Draw(NamedTuple):
    """What a run believes: a level's log, its variance, and how irregular the learner is."""

    log_ratio: float
    log_variance: float
    irregularity: float


class _Factor(Struct, frozen=True):
    """A belief to be drawn from."""

    levels: tuple[_Level, ...]
    scale: float
    half_degrees: float

    @classmethod
    def of(cls, belief: Belief, noise: float) -> _Factor:
        """Prepare a belief, averaged over the time to come.

        `noise` is the sum of the variances of the observations that are to come in the
        time in which the level drifts. The average of a random walk has a third of its
        final variance.
        """
        levels = tuple(
            _Level(
                bound,
                log(belief.ratio_of(part)),
                belief.variance_of(part) * belief.prior_share_of(part),
                belief.variance_of(part) * (1 - belief.prior_share_of(part))
                + belief.scale * part.drift * noise / 3,
            )
            for bound, part in zip(accumulate(belief.weights), belief.components, strict=True)
        )
        return cls(levels, belief.scale, belief.degrees / 2)

    def draw(self, rng: Chance) -> _Draw:
        """Draw which memory is right and how irregular the learner is (Student t)."""
        choice = rng.random()
        level = next((each for each in self.levels if choice < each.bound), self.levels[-1])
        irregularity = self.half_degrees / rng.gammavariate(self.half_degrees, 1.0)
        variance = level.prior_variance + irregularity * level.learned_variance
        return _Draw(level.log_ratio, variance, irregularity * self.scale)


def _factors(
    evidence: Evidence, known: Slowness, remaining: Sequence[Effort]
) -> tuple[_Factor, ...]:
    """Prepare the calendar, and after it the pace where it is seen apart."""
    weeks = sum(map(mean_minutes, remaining)) * known.ratio / evidence.weekly_minutes
    drifting = min(1.0, DRIFT_WEEKS / weeks)
    calendar = _Factor.of(known.calendar, BURST_WEEKS * weeks * drifting)
    if known.pace is None:
        return (calendar,)
    topics = sum(map(topic_variance, remaining))
    return calendar, _Factor.of(known.pace, topics * drifting)


def _demands(
    evidence: Evidence, known: Slowness, remaining: Sequence[Effort], rng: Chance, runs: int
) -> Iterator[float]:
    """Draw how many minutes of planned capacity the remaining topics use up.

    Once per run: the slowness. Within the run the topics' spread and the weeks'
    irregularity add up to a gamma, by the transformation of Wilson and Hilferty (1931).
    """
    work, variance = sum(map(mean_minutes, remaining)), total_variance(remaining)
    burst_minutes, assume = known.calendar.prior.burst_minutes, Credit.of(evidence)
    most_credit = (1 - LEAST_REMAINDER) * work
    factors = _factors(evidence, known, remaining)
    for _ in range(runs):
        drawn = [factor.draw(rng) for factor in factors]
        log_ratio = sum(draw.log_ratio for draw in drawn)
        log_variance = sum(draw.log_variance for draw in drawn)
        ratio = exp(log_ratio + sqrt(log_variance) * rng.gauss(0.0, 1.0))
        demand = ratio * (work - min(assume.at(ratio), most_credit))
        weeks, topics = drawn[0], drawn[-1]
        noise = topics.irregularity * variance + weeks.irregularity * burst_minutes / demand
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
