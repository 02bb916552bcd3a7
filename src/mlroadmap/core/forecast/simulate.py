"""When the learner will finish: a Monte Carlo forecast from evidence.

After Spolsky (2007), "Evidence based scheduling", with one change that decides whether
the ranges hold: what a learner's calendar says of pace and of hours really studied is drawn
once per run, not once per topic, for errors drawn topic by topic cancel out.

The quantity drawn is the slowness: minutes of planned capacity used up by a minute of
expected effort. Its middle is the geometric mean of what is believed of it and of the plain
extrapolation of the time so far: a combination of forecasts has a smaller error than either
(Bates and Granger 1969, "The combination of forecasts"). Its variance has parts that no
evidence so far can show: work unlike what was done, hours that change, long breaks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from math import ceil, exp, log, sqrt
from typing import Protocol

from msgspec import Struct

from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.forecast.calendar_stretch import Slowness, slowness
from mlroadmap.core.forecast.evidence import Evidence
from mlroadmap.core.forecast.kept_hours import days_of
from mlroadmap.core.forecast.readings import Reading
from mlroadmap.core.forecast.topics import Work
from mlroadmap.core.forecast.work_ahead import WorkAhead
from mlroadmap.core.journal.notes import Percentiles
from mlroadmap.core.progress.pace import Prediction

RUNS = 2000

# Before so many topics are finished, what is all but sure would be the prior's word alone.
LEAST_TOPICS_FOR_TAIL = 5
# The few longest runs would have the calendar searched for centuries; they count as this one.
LAST_PERCENTILE = 99
# A learner drifts for about a year's time, not without end.
DRIFT_WEEKS = 52

# What the combination gives the extrapolation, of 1.
EXTRAPOLATION_SHARE = 0.5
# The variance of the log of the slowness between the stages of a roadmap.
STAGE_VARIANCE = 0.2**2
# The variance of the log of the slowness that hours and pace gain in a year, as they drift.
YEARLY_VARIANCE = 0.11
# Long breaks: the variance of the time lost to them, in weeks squared a week.
BREAK_WEEKS = 0.5
# How much slower a new learner is a year from now than so far, as a log: hours fade more
# often than they grow. Whoever has gone on for long has faded already.
YEARLY_SLOWING = 0.11

AS_ESTIMATED = Prediction(0.0, 0.0)


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

    @property
    def knows_the_tail(self) -> bool:
        """Whether there is evidence enough to say what is all but sure."""
        return self.topics >= LEAST_TOPICS_FOR_TAIL

    def percentile(self, percent: float) -> date:
        """Give the day by which so many per cent of the runs have finished, up to 99."""
        return self.days[max(0, ceil(percent / 100 * len(self.days)) - 1)]

    @property
    def p50(self) -> date:
        """As likely earlier as later."""
        return self.percentile(50)

    @property
    def p80(self) -> date:
        """Finished by then with a probability of 80%: the open end of a one-sided range."""
        return self.percentile(80)

    @property
    def p95(self) -> date:
        """Finished by then with a probability of 95%: the open end of a one-sided range."""
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
    remaining: Sequence[Work],
    availability: Availability,
    today: date,
    rng: Chance,
    runs: int = RUNS,
) -> Forecast | None:
    """Draw finish days. `remaining` are all topics that are not done.

    None when nothing remains, or when there is no capacity from today on. The draws depend
    on the evidence and `rng` alone.
    """
    if not remaining:
        return None
    simulation = Simulation(evidence, rng, runs)
    demands = simulation.demands(WorkAhead.of(evidence, remaining))
    days = days_of(demands, evidence, availability, today)
    if not days:
        return None
    return Forecast(
        days, len(evidence.finished), simulation.planned_minutes, simulation.knows_nothing
    )


# What is drawn once for all work: how irregular the learner is, and two errors.
_Run = tuple[float, float, float]


class Simulation:
    """The runs of a forecast; the same ones for every amount of work."""

    def __init__(self, evidence: Evidence, rng: Chance, runs: int) -> None:
        self._evidence = evidence
        self._learners = [
            _Learner(evidence, reading, slowness(evidence, reading))
            for reading in evidence.readings
        ]
        self._runs: list[list[_Run]] = [[] for _ in self._learners]
        for first in range(0, runs, 2):
            reading = first // 2 % len(self._learners)
            self._runs[reading] += self._draw_pair(reading, rng)[: runs - first]

    def _draw_pair(self, reading: int, rng: Chance) -> tuple[_Run, _Run]:
        """Draw how irregular the learner is (Student t), and how far off the beliefs are.

        The other run of a pair is as far off to the other side: fewer runs do with
        antithetic variates (Hammersley and Morton 1956, "A new Monte Carlo technique").
        """
        half = self._learners[reading].known.calendar.degrees / 2
        irregularity = half / rng.gammavariate(half, 1.0)
        level, work = rng.gauss(0.0, 1.0), rng.gauss(0.0, 1.0)
        return (irregularity, level, work), (irregularity, -level, -work)

    @property
    def planned_minutes(self) -> int:
        """The capacity until today, as it is read on average."""
        readings = self._evidence.readings
        return round(sum(reading.planned_minutes for reading in readings) / len(readings))

    @property
    def knows_nothing(self) -> bool:
        """Whether nothing has been seen of the learner yet."""
        seen = any(learner.known.calendar.observations for learner in self._learners)
        return not (seen or self._evidence.timed)

    def demands(self, work: WorkAhead) -> list[float]:
        """Draw how many minutes of planned capacity some work uses up, in order."""
        prepared = (learner.at(work) for learner in self._learners)
        drawn = (each.demands(runs) for each, runs in zip(prepared, self._runs, strict=True))
        demands = sorted(chain.from_iterable(drawn))
        longest = demands[ceil(LAST_PERCENTILE / 100 * len(demands)) - 1]
        return [min(demand, longest) for demand in demands]


class _Learner(Struct, frozen=True):
    """What one reading of the past makes of the learner."""

    evidence: Evidence
    reading: Reading
    known: Slowness

    def at(self, work: WorkAhead) -> _Prepared:
        """Prepare the draws for some work.

        A level that drifts is averaged over the time to come, and what is known of it over
        the time behind: the average of a random walk has a third of its final variance.
        """
        belief, weekly = self.known.calendar, self.evidence.weekly_minutes
        pace = AS_ESTIMATED if self.known.includes_pace else work.pace
        ahead = min(DRIFT_WEEKS, work.minutes * belief.ratio * pace.ratio / weekly)
        behind = min(DRIFT_WEEKS, self.reading.planned_minutes / weekly)
        unlike = STAGE_VARIANCE * work.unlikeness if self.known.includes_pace else 0.0
        believed = log(belief.ratio) + pace.log_pace
        extrapolated = EXTRAPOLATION_SHARE * (self.known.extrapolated - believed)
        slowing = YEARLY_SLOWING * belief.prior_share * ahead / 52 / 2
        return _Prepared(
            work=work,
            topics_variance=work.variance,
            log_ratio=believed + extrapolated + slowing,
            known_variance=belief.variance * belief.prior_share
            + pace.variance
            + unlike
            + YEARLY_VARIANCE * (ahead + behind) / 52 / 3,
            learned_variance=belief.variance * (1 - belief.prior_share),
            burst_minutes=belief.scale * belief.prior.burst_minutes,
            break_minutes=BREAK_WEEKS * weekly,
            # Without logged minutes, the time since the last topic was finished.
            pending_minutes=None
            if self.evidence.logs_minutes
            else self.reading.pending_minutes,
        )


class _Prepared(Struct, frozen=True):
    """A learner with some work to do.

    The log of the slowness is about `log_ratio`; `known_variance` of its variance is the
    same in all runs, and `learned_variance` rests on few observations. `pending_minutes`
    are None where what is done of the open topics was logged.
    """

    work: WorkAhead
    topics_variance: float
    log_ratio: float
    known_variance: float
    learned_variance: float
    burst_minutes: float
    break_minutes: float
    pending_minutes: float | None

    def demands(self, runs: Iterable[_Run]) -> Iterator[float]:
        """Yield the minutes of planned capacity that the work uses up in each run.

        The topics' spread and the weeks' irregularity add up to a gamma, by the
        transformation of Wilson and Hilferty (1931).
        """
        # There are thousands of runs, in which calls would take most of the time.
        work, pending, log_ratio = self.work, self.pending_minutes, self.log_ratio
        minutes, logged, most = work.minutes, work.credit_minutes, work.open_minutes
        known, learned = self.known_variance, self.learned_variance
        spread, burst, breaks = self.topics_variance, self.burst_minutes, self.break_minutes
        for irregularity, level_error, work_error in runs:
            ratio = exp(log_ratio + sqrt(known + irregularity * learned) * level_error)
            behind = logged if pending is None else pending / ratio
            demand = ratio * (minutes - min(behind, most))
            noise = spread + (irregularity * burst + breaks) / demand
            root = 1 - noise / 9 + sqrt(noise) / 3 * work_error
            yield demand * root**3 if root > 0 else 0.0
