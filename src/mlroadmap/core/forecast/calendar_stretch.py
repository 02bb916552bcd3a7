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
from mlroadmap.core.progress.rate_belief import Belief, Observation, Prior, believe

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
    belief = believe(prior, seen)
    pending = _pending(evidence, reading, belief)
    if pending:
        belief = believe(prior, [*seen, pending])
    return Slowness(belief, includes_pace=True, extrapolated=extrapolated)


def _extrapolated(evidence: Evidence, reading: Reading) -> float:
    """Divide the time so far by the work so far, both with some weeks before them."""
    prior = PRIOR_WEEKS * evidence.weekly_minutes
    done = sum(mean_minutes(topic.effort) for topic in evidence.finished)

    def ratio(spent: float, worked: float) -> float:
        # More than the calendar can hold was known before: it is no sign of speed.
        worked = min(worked, MOST_EFFORT_PER_CAPACITY * reading.planned_minutes)
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


def _span(span: Span, weekly_minutes: float) -> Observation:
    most = MOST_EFFORT_PER_CAPACITY * span.planned_minutes
    return Observation(
        expected_minutes=min(sum(map(mean_minutes, span.efforts)), most),
        spent_minutes=span.planned_minutes,
        variance=total_variance(span.efforts),
        weight=min(1.0, span.planned_minutes / weekly_minutes),
    )


def _pending(evidence: Evidence, reading: Reading, belief: Belief) -> Observation | None:
    """Read the time since the last topic was finished.

    Logged minutes say how far the open topics are. Without them the time says nothing
    until the topics are overdue.
    """
    spent, opened = reading.pending_minutes, _opened(evidence)
    pending = None if evidence.logs_minutes else spent
    expected = opened.credit(pending, belief.ratio)
    if not spent or (pending is not None and expected < opened.open_minutes):
        return None
    weight = min(1.0, spent / evidence.weekly_minutes)
    return Observation(expected, spent, LEAST_VARIANCE, weight)
