"""How a learner's real time compares with the expected, learned from few observations.

The ratio (time used to time expected) is one number per learner that may drift. It is
estimated by shrinkage towards a weak prior, which is empirical Bayes in the sense of
Efron and Morris (1977), "Stein's paradox in statistics". Old observations fade: discounted
information is the dynamic linear model of West and Harrison (1997), "Bayesian forecasting
and dynamic models", ch. 6. How irregular the learner is, is learned too, and few
observations give the heavier tails of a Student t.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from math import erfc, exp, log, pi, sqrt

from msgspec import Struct
from msgspec.structs import replace

# What is left of what was known, one observation later.
MEMORY = 0.94
# How far the log of the ratio may have moved since it was seen, squared.
CHANGE_VARIANCE = 0.03
# Chances below are not told apart from none.
_LEAST_CHANCE = 1e-12


class Observation(Struct, frozen=True):
    """Work that was expected to take `expected_minutes` took `spent_minutes`.

    `variance` is the usual relative variance of such work. `weight`, from 0 to 1, says how
    much it tells about irregularity.
    """

    expected_minutes: float
    spent_minutes: float
    variance: float
    weight: float = 1.0


class Prior(Struct, frozen=True):
    """What is believed of a learner before the first observation.

    The ratio is log-normal about `ratio`, `log_sd` wide. Time passes irregularly: spending
    `m` minutes has variance `burst_minutes * m` beyond that of the topics. The belief about
    irregularity is worth `degrees` observations.
    """

    ratio: float
    log_sd: float
    burst_minutes: float
    degrees: float


class Belief(Struct, frozen=True):
    """What the observations so far say of the ratio.

    `information` and `mass` are the sum of weights and of weighted ratios of what is
    remembered. `scale` is the learner's irregularity, 1 being usual, known to `degrees`
    degrees of freedom.
    """

    prior: Prior
    scale: float
    degrees: float
    information: float = 0.0
    mass: float = 0.0
    observations: int = 0

    @property
    def prior_information(self) -> float:
        """What the prior is worth, in the unit of the information."""
        return self.scale / self.prior.log_sd**2

    @property
    def ratio(self) -> float:
        """The expected ratio.

        The geometric mean of the shrunk time per work and the shrunk work per time is
        shrinkage on the log scale, and exists for a time in which no work was done too.
        """
        known, prior = self.prior_information, self.prior.ratio
        seen, mass = self.information, self.mass
        time_per_work = (mass + known * prior) / (seen + known)
        work_per_time = ((seen**2 / mass if mass else 0.0) + known / prior) / (seen + known)
        return sqrt(time_per_work / work_per_time)

    @property
    def prior_share(self) -> float:
        """How much of what is believed is the prior's, from 1 down to 0."""
        return self.prior_information / (self.information + self.prior_information)

    @property
    def variance(self) -> float:
        """The relative variance of the ratio."""
        return self.scale / (self.information + self.prior_information)


def believe(prior: Prior, observations: Iterable[Observation]) -> Belief:
    """Say what the observations, oldest first, make of the prior."""
    return reduce(updated, observations, ignorance(prior))


def ignorance(prior: Prior) -> Belief:
    """Give the belief before the first observation."""
    return Belief(prior, scale=1.0, degrees=prior.degrees)


def updated(belief: Belief, seen: Observation) -> Belief:
    """Give the belief after one more observation."""
    ratio = belief.ratio
    degrees = belief.degrees + seen.weight
    surprise = _surprise(belief, ratio, seen)
    noise = seen.expected_minutes * seen.variance + belief.prior.burst_minutes / ratio
    return Belief(
        prior=belief.prior,
        scale=(belief.degrees * belief.scale + seen.weight * surprise) / degrees,
        degrees=degrees,
        information=MEMORY * belief.information + seen.expected_minutes / noise,
        mass=MEMORY * belief.mass + seen.spent_minutes / noise,
        observations=belief.observations + 1,
    )


def known_to_exceed(belief: Belief, least_ratio: float, doubt: float) -> Belief:
    """Give the belief once the ratio is known to be more than `least_ratio`, about.

    The ratio's log is cut off there as far as the bound can be trusted, whose log has the
    variance `doubt`. A bound far below what is believed changes nothing, so that nothing
    jumps when one comes into sight. What was seen before may hold no more. The moments are
    those of a normal distribution that is selected by another (Heckman 1979, "Sample
    selection bias as a specification error").
    """
    variance = belief.variance + CHANGE_VARIANCE
    spread = sqrt(variance + doubt)
    away = (log(least_ratio) - log(belief.ratio)) / spread
    above = erfc(away / sqrt(2)) / 2
    density = exp(-(away**2) / 2) / sqrt(2 * pi)
    hazard = density / above if above > _LEAST_CHANCE else away + 1 / away
    ratio = belief.ratio * exp(variance / spread * hazard)
    narrowed = variance - variance**2 / spread**2 * hazard * (hazard - away)
    observations = belief.observations + (away > 0)
    known = _stated(belief, ratio, min(narrowed, belief.variance))
    return replace(known, observations=observations)


def _stated(belief: Belief, ratio: float, variance: float) -> Belief:
    """Give a belief with this ratio and variance: the inverse of its properties."""
    known, prior = belief.prior_information, belief.prior.ratio
    information = max(0.0, belief.scale / variance - known)
    half = known * (prior - ratio**2 / prior) / 2
    mass = sqrt(half**2 + (ratio * information) ** 2) - half
    return replace(belief, information=information, mass=mass)


def _surprise(belief: Belief, ratio: float, seen: Observation) -> float:
    """Give the squared error of a forecast of what was seen, 1 being the usual."""
    expected = ratio * seen.expected_minutes
    burst = belief.prior.burst_minutes * (expected + seen.spent_minutes) / 2
    doubt = 1 / (belief.information + belief.prior_information)
    return (seen.spent_minutes - expected) ** 2 / (
        expected**2 * (seen.variance + doubt) + burst
    )
