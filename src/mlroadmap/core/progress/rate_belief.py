"""How a learner's real time compares with the expected, learned from few observations.

The ratio (time used to time expected) is one number per learner that may drift. It is
estimated by shrinkage towards a weak prior, which is empirical Bayes in the sense of
Efron and Morris (1977), "Stein's paradox in statistics". Old observations fade: discounted
information is the dynamic linear model of West and Harrison (1997), "Bayesian forecasting
and dynamic models", ch. 6. How fast they fade is not known in advance, so several memories
run side by side and are weighted by how well each foretold the next observation (their
multi-process models of class I, ch. 12). How irregular the learner is, is learned too, and
few observations give the heavier tails of a Student t.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from math import exp, lgamma, log, log1p, pi, sqrt

from msgspec import Struct
from msgspec.structs import replace

MEMORIES = (1.0, 0.97, 0.91)
MEMORY_WEIGHTS = (0.5, 0.3, 0.2)


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
    burst_minutes: float = 0.0
    degrees: float = 4.0


class Component(Struct, frozen=True):
    """What one memory believes.

    `information` and `mass` are the sum of weights and of weighted ratios of what it
    remembers; `log_weight` is the log of its standing among the memories.
    """

    memory: float
    log_weight: float
    information: float = 0.0
    mass: float = 0.0

    @property
    def drift(self) -> float:
        """The variance that the level gains in a step, for the gain that memory implies."""
        return (1 - self.memory) ** 2 / self.memory


class Belief(Struct, frozen=True):
    """What the observations so far say of the ratio.

    `scale` is the learner's irregularity, 1 being usual, known to `degrees` degrees of
    freedom.
    """

    prior: Prior
    components: tuple[Component, ...]
    scale: float
    degrees: float
    observations: int = 0

    @property
    def prior_information(self) -> float:
        """What the prior is worth, in the unit of the components' information."""
        return self.scale / self.prior.log_sd**2

    @property
    def weights(self) -> tuple[float, ...]:
        """How far each component is believed; they add up to 1."""
        best = max(component.log_weight for component in self.components)
        shares = [exp(component.log_weight - best) for component in self.components]
        return tuple(share / sum(shares) for share in shares)

    @property
    def ratio(self) -> float:
        """The expected ratio."""
        return sum(
            weight * self.ratio_of(component)
            for weight, component in zip(self.weights, self.components, strict=True)
        )

    def ratio_of(self, component: Component) -> float:
        """Give the ratio that one memory believes in.

        The geometric mean of the shrunk time per work and the shrunk work per time is
        shrinkage on the log scale, and exists for a time in which no work was done too.
        """
        known, prior = self.prior_information, self.prior.ratio
        seen, mass = component.information, component.mass
        time_per_work = (mass + known * prior) / (seen + known)
        work_per_time = ((seen**2 / mass if mass else 0.0) + known / prior) / (seen + known)
        return sqrt(time_per_work / work_per_time)

    def prior_share_of(self, component: Component) -> float:
        """Say how much of what is believed is the prior's, from 1 down to 0."""
        return self.prior_information / (component.information + self.prior_information)

    def variance_of(self, component: Component) -> float:
        """Give the relative variance of that ratio."""
        return self.scale / (component.information + self.prior_information)


def believe(prior: Prior, observations: Iterable[Observation]) -> Belief:
    """Say what the observations, oldest first, make of the prior."""
    return reduce(updated, observations, ignorance(prior))


def ignorance(prior: Prior) -> Belief:
    """Give the belief before the first observation."""
    return Belief(
        prior,
        tuple(map(Component, MEMORIES, map(log, MEMORY_WEIGHTS))),
        scale=1.0,
        degrees=prior.degrees,
    )


def updated(belief: Belief, seen: Observation) -> Belief:
    """Give the belief after one more observation."""
    surprise = sum(
        weight * _surprise(belief, component, seen)
        for weight, component in zip(belief.weights, belief.components, strict=True)
    )
    degrees = belief.degrees + seen.weight
    scale = (belief.degrees * belief.scale + seen.weight * surprise) / degrees
    return replace(
        belief,
        components=tuple(_learn(belief, part, seen) for part in belief.components),
        scale=scale,
        degrees=degrees,
        observations=belief.observations + 1,
    )


def _surprise(belief: Belief, component: Component, seen: Observation) -> float:
    """Give the squared error of a forecast of what was seen, 1 being the usual."""
    ratio = belief.ratio_of(component)
    expected = ratio * seen.expected_minutes
    burst = belief.prior.burst_minutes * (expected + seen.spent_minutes) / 2
    doubt = 1 / (component.information + belief.prior_information)
    return (seen.spent_minutes - expected) ** 2 / (
        expected**2 * (seen.variance + doubt) + burst
    )


def _learn(belief: Belief, component: Component, seen: Observation) -> Component:
    ratio = belief.ratio_of(component)
    noise = seen.expected_minutes * seen.variance + belief.prior.burst_minutes / ratio
    return Component(
        component.memory,
        component.log_weight + seen.weight * _log_likelihood(belief, component, seen),
        component.memory * component.information + seen.expected_minutes / noise,
        component.memory * component.mass + seen.spent_minutes / noise,
    )


def _log_likelihood(belief: Belief, component: Component, seen: Observation) -> float:
    """Give the log density of what was seen, as a Student t about what was foretold."""
    doubt = 1 / (component.information + belief.prior_information)
    expected = belief.ratio_of(component) * seen.expected_minutes
    burst = belief.prior.burst_minutes * (expected + seen.spent_minutes) / 2
    spread = belief.scale * (expected**2 * (seen.variance + doubt) + burst)
    degrees = belief.degrees
    return (
        lgamma((degrees + 1) / 2)
        - lgamma(degrees / 2)
        - log(degrees * pi * spread) / 2
        - (degrees + 1) / 2 * log1p((seen.spent_minutes - expected) ** 2 / (degrees * spread))
    )
