"""Worlds drawn at random, to choose the forecast's constants by; none of them is a test.

A world has a kind of learner in the middle and learners who differ a little from it. What
it draws is wider than what any of the named worlds has, and knows nothing of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from worlds import Learner, Weeks, World, chance, irregular, log_normal, with_gaps

TRAINING, OTHERS = range(40), range(40, 80)


def one_of(numbers: Sequence[int]) -> World:
    """Give a world each of whose learners is of one of the random worlds."""
    worlds = [_world(chance("world", number)) for number in numbers]
    return lambda rng: rng.choice(worlds)(rng)


def _world(rng: Random) -> World:
    pace, share = log_normal(rng, 1.1, 0.3), log_normal(rng, 0.8, 0.3)
    pace_sd, share_sd = rng.uniform(0.1, 0.35), rng.uniform(0.1, 0.35)
    deviation, skipped = rng.uniform(0.15, 0.9), rng.choice([0.0, 0.0, 0.1, 0.2])
    topic_sd = rng.uniform(0.2, 0.6)
    has_gaps, crams, weekends = (rng.random() < odds for odds in (0.2, 0.15, 0.25))
    drift = log_normal(rng, 1.0, 0.3) if rng.random() < 0.3 else 1.0
    drift_weeks = rng.uniform(20, 100)
    learns = rng.uniform(0.9, 1.4) if rng.random() < 0.25 else 1.0
    learned_after = rng.randint(5, 40)

    def learner(rng: Random) -> Learner:
        weeks = irregular(rng, log_normal(rng, share, share_sd), deviation, skipped)
        weeks = _drifting(weeks, drift, drift_weeks)
        weeks = _cramming(rng, weeks) if crams else weeks
        weeks = with_gaps(rng, weeks) if has_gaps else weeks
        own_pace = _stepping(log_normal(rng, pace, pace_sd), learns, learned_after)
        return Learner(weeks, own_pace, topic_sd, _habit(rng, weekends=weekends))

    return learner


def _drifting(weeks: Weeks, factor: float, over_weeks: float) -> Weeks:
    """Let the hours move to so many times what they were, and stay there."""
    for number, week in enumerate(weeks):
        yield week * factor ** min(1.0, number / over_weeks)


def _cramming(rng: Random, weeks: Weeks) -> Weeks:
    """Study twice as much for a few weeks, then little for as many."""
    while True:
        length = rng.randint(2, 6)
        for factor in (*[1.8] * length, *[0.2] * length):
            yield next(weeks) * factor


def _stepping(pace: float, faster: float, after: int) -> Callable[[int], float]:
    return lambda done: pace if done < after else pace / faster


def _habit(rng: Random, *, weekends: bool) -> Sequence[float]:
    if weekends:
        return [rng.uniform(0.0, 0.3) for _ in range(5)] + [rng.uniform(1.0, 2.0)] * 2
    return [rng.uniform(0.4, 1.6) for _ in range(7)]
