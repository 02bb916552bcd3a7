"""How much planned capacity a minute of expected effort uses up, learned from evidence.

It is the pace times what the calendar takes: minutes of planned capacity that pass for a
minute really studied. Of a learner who logs all minutes the two are learned apart, the pace
from each finished topic and the calendar from each week: a product of two quantities that
are each seen is known better than the product seen as one. Of one who only types `done`, the
calendar shows the product.
"""

from __future__ import annotations

from math import sqrt

from msgspec import Struct

from mlroadmap.core.forecast.evidence import (
    LEAST_REMAINDER,
    MOST_EFFORT_PER_CAPACITY,
    Evidence,
    FinishedTopic,
    LoggedSpan,
    Span,
)
from mlroadmap.core.progress.estimates import (
    LEAST_VARIANCE,
    mean_minutes,
    topic_variance,
    total_variance,
)
from mlroadmap.core.progress.pace import PACE_PRIOR, experience_of
from mlroadmap.core.progress.rate_belief import Belief, Observation, Prior, believe

# Students in Buehler, Griffin and Ross (1994), "Exploring the planning fallacy", took 56 days
# for what they had expected to take 34: 1.6 times as long, which is 1.5 times the mean of an
# estimate with a longer tail, and this log-normal's mean.
SLOWNESS = 1.3
SLOWNESS_LOG_SD = 0.55
# The variance of the time studied in a week, relative to the week's capacity squared.
BURST_WEEKS = 0.7
# How many observations the belief is worth that a learner is as irregular as is usual.
DEGREES = 6.0


class Slowness(Struct, frozen=True):
    """What is believed of the calendar, and of the pace where it is seen apart.

    Without a `pace`, the `calendar` is of both.
    """

    calendar: Belief
    pace: Belief | None = None

    @property
    def ratio(self) -> float:
        """The planned capacity for a minute of expected effort."""
        return self.calendar.ratio * (self.pace.ratio if self.pace else 1.0)

    @property
    def rests_on_prior(self) -> bool:
        """Whether nothing has been seen of the learner yet."""
        return not (self.calendar.observations or self.pace)


def slowness(evidence: Evidence) -> Slowness:
    """Learn how much planned capacity a minute of expected effort uses up."""
    burst_minutes = BURST_WEEKS * evidence.weekly_minutes
    if evidence.attended and evidence.logs_all:
        pace = Prior(PACE_PRIOR.ratio, PACE_PRIOR.log_sd, degrees=DEGREES)
        log_sd = sqrt(SLOWNESS_LOG_SD**2 - pace.log_sd**2)
        calendar = Prior(SLOWNESS / pace.ratio, log_sd, burst_minutes, DEGREES)
        weeks = [_week(week, evidence.weekly_minutes) for week in evidence.attended]
        return Slowness(believe(calendar, weeks), believe(pace, map(_topic, evidence.finished)))
    prior = Prior(SLOWNESS, SLOWNESS_LOG_SD, burst_minutes, DEGREES)
    seen = [
        _span(span, evidence.weekly_minutes) for span in evidence.spans if span.planned_minutes
    ]
    belief = believe(prior, seen)
    pending = _pending(evidence, belief)
    return Slowness(believe(prior, [*seen, pending]) if pending else belief)


def _week(week: LoggedSpan, weekly_minutes: float) -> Observation:
    return Observation(
        expected_minutes=week.logged_minutes,
        spent_minutes=week.planned_minutes,
        variance=LEAST_VARIANCE,
        weight=min(1.0, week.planned_minutes / weekly_minutes),
    )


def _topic(topic: FinishedTopic) -> Observation:
    variance = topic_variance(topic.effort)
    return Observation(mean_minutes(topic.effort), topic.logged_minutes, variance)


def _span(span: Span, weekly_minutes: float) -> Observation:
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
    assume = Credit.of(evidence)
    expected = assume.at(belief.ratio)
    if not spent or (not evidence.logs_minutes and expected < assume.most_minutes):
        return None
    weight = min(1.0, spent / evidence.weekly_minutes)
    return Observation(expected, spent, LEAST_VARIANCE, weight)


class Credit(Struct, frozen=True):
    """The expected effort behind the learner in open topics: logged, or assumed.

    Never all of it: the topics are not done (rule R9).
    """

    logged_minutes: float
    pending_minutes: int
    most_minutes: float

    @classmethod
    def of(cls, evidence: Evidence) -> Credit:
        """Gather what is known of the open topics."""
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
        """Give the expected effort that is done, for so much capacity a minute of it."""
        return min(self.logged_minutes + self.pending_minutes / ratio, self.most_minutes)
