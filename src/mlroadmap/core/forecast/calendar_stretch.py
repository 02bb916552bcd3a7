"""How much planned capacity a minute of expected effort uses up, learned from evidence.

It is the pace times what the calendar takes: minutes of planned capacity that pass for a
minute really studied. Of a learner who logs all minutes the two are learned apart, the pace
from each finished topic and the calendar from each week: a product of two quantities that
are each seen is known better than the product seen as one. Of one who only types `done`, the
calendar shows the product.
"""

from __future__ import annotations

from math import log

from msgspec import Struct

from mlroadmap.core.forecast.evidence import Evidence
from mlroadmap.core.forecast.readings import LoggedSpan, Reading, Span
from mlroadmap.core.forecast.work_ahead import WorkAhead
from mlroadmap.core.progress.ahead import MOST_EFFORT_PER_CAPACITY
from mlroadmap.core.progress.estimates import LEAST_VARIANCE, mean_minutes, total_variance
from mlroadmap.core.progress.rate_belief import (
    Belief,
    Observation,
    Prior,
    believe,
    known_to_exceed,
)

# Students in Buehler, Griffin and Ross (1994), "Exploring the planning fallacy", took 56 days
# for what they had expected to take 34: 1.6 times as long, which is 1.5 times the mean of an
# estimate with a longer tail, and this log-normal's mean.
SLOWNESS = 1.35
SLOWNESS_LOG_SD = 0.55
# Of a learner who logs, the calendar's part of it; the rest is the pace's.
CALENDAR_LOG_SD = 0.38
# The variance of the time studied in a week, relative to the week's capacity squared.
BURST_WEEKS = 0.7
# How many observations the belief is worth that a learner is as irregular as is usual.
DEGREES = 8.0
# The extrapolation starts with so many weeks at the prior's slowness.
PRIOR_WEEKS = 5.0


class Slowness(Struct, frozen=True):
    """What is believed of the calendar, and whether it is of the pace too.

    `extrapolated` is the log of the planned capacity that a minute of expected effort has
    used up so far, all weeks counting alike.
    """

    calendar: Belief
    includes_pace: bool
    extrapolated: float


def slowness(evidence: Evidence, reading: Reading) -> Slowness:
    """Learn how much planned capacity a minute of expected effort uses up."""
    burst_minutes = BURST_WEEKS * evidence.weekly_minutes
    extrapolated = log(_extrapolated(evidence, reading))
    if reading.attended and evidence.logs_all:
        prior = Prior(SLOWNESS, CALENDAR_LOG_SD, burst_minutes, DEGREES)
        weeks = [_week(week, evidence.weekly_minutes) for week in reading.attended]
        return Slowness(believe(prior, weeks), includes_pace=False, extrapolated=extrapolated)
    prior = Prior(SLOWNESS, SLOWNESS_LOG_SD, burst_minutes, DEGREES)
    seen = [
        _span(span, evidence.weekly_minutes) for span in reading.spans if span.planned_minutes
    ]
    if evidence.logs_minutes:
        belief = believe(prior, [*seen, *_logged_since(evidence, reading)])
    else:
        belief = _overdue(evidence, reading, believe(prior, seen))
    return Slowness(belief, includes_pace=True, extrapolated=extrapolated)


def _extrapolated(evidence: Evidence, reading: Reading) -> float:
    """Divide the time so far by the work so far, both with some weeks before them."""
    prior = PRIOR_WEEKS * evidence.weekly_minutes
    done = sum(_carried(span) for span in reading.spans)

    def ratio(spent: float, worked: float) -> float:
        return (spent + prior) / (worked + prior / SLOWNESS)

    opened = _opened(evidence)
    if evidence.logs_minutes:
        return ratio(reading.planned_minutes, done + opened.credit_minutes)
    until_finished = ratio(reading.planned_minutes - reading.pending_minutes, done)
    begun = opened.credit(reading.pending_minutes, until_finished)
    return ratio(reading.planned_minutes, done + begun)


def _opened(evidence: Evidence) -> WorkAhead:
    return WorkAhead.of(evidence, (opened.work for opened in evidence.open))


def _week(week: LoggedSpan, weekly_minutes: float) -> Observation:
    return Observation(
        expected_minutes=week.logged_minutes,
        spent_minutes=week.planned_minutes,
        variance=LEAST_VARIANCE,
        weight=min(1.0, week.planned_minutes / weekly_minutes),
    )


def _carried(span: Span) -> float:
    """Give the effort finished in a span, as far as the calendar can hold it.

    More than that was known before, and is no sign of speed. Nor is more than was planned
    where all of it was done within a day or two.
    """
    most = min(span.days, MOST_EFFORT_PER_CAPACITY) * span.planned_minutes
    return min(sum(map(mean_minutes, span.efforts)), most)


def _span(span: Span, weekly_minutes: float) -> Observation:
    return Observation(
        expected_minutes=_carried(span),
        spent_minutes=span.planned_minutes,
        variance=total_variance(span.efforts),
        weight=min(1.0, span.planned_minutes / weekly_minutes),
    )


def _logged_since(evidence: Evidence, reading: Reading) -> list[Observation]:
    """Read the time since the last topic was finished by the minutes logged on open ones."""
    spent = reading.pending_minutes
    if not spent:
        return []
    weight = min(1.0, spent / evidence.weekly_minutes)
    expected = _opened(evidence).credit(None, SLOWNESS)
    return [Observation(expected, spent, LEAST_VARIANCE, weight)]


def _overdue(evidence: Evidence, reading: Reading, belief: Belief) -> Belief:
    """Reckon with open topics that are not done yet, after all the time spent on them."""
    spent, opened = reading.pending_minutes, _opened(evidence)
    if not spent or not opened.open_minutes:
        return belief
    doubt = opened.variance + belief.prior.burst_minutes / spent
    return known_to_exceed(belief, spent / opened.open_minutes, doubt)
