"""Worlds drawn at random: some to choose the forecast's constants by, others to test it.

A world has a kind of learner in the middle and learners who differ a little from it. Each
thing that may befall a learner is in some of the worlds and not in others, whatever else is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import worlds as w

from mlroadmap.core.forecast.topics import Work

TRAINING, HELD_OUT = range(120), range(2_000, 2_120)


def one_of(numbers: Sequence[int]) -> w.World:
    """Give a world each of whose learners is of one of the random worlds."""
    worlds = [_world(w.chance("broad world", number)) for number in numbers]
    return lambda rng, works: rng.choice(worlds)(rng, works)


def _world(rng: Random) -> w.World:
    hours, paces = _hours(rng), _paces(rng)
    changes = rng.random() < 0.15
    topic_sd, weekends = rng.uniform(0.2, 0.6), rng.random() < 0.2

    def learner(rng: Random, works: Sequence[Work]) -> w.Learner:
        factor = rng.uniform(0.4, 1.0) if rng.random() < 0.7 else rng.uniform(1.0, 2.0)
        change = w.HoursChange(rng.randint(4, 80), factor, rng.random()) if changes else None
        habit = _weekend_habit(rng) if weekends else w.habit(rng)
        return w.Learner(hours(rng), paces(rng, works), topic_sd, habit, change)

    return learner


def _hours(rng: Random) -> Callable[[Random], w.Weeks]:
    share, share_sd = w.log_normal(rng, 0.8, 0.3), rng.uniform(0.1, 0.4)
    deviation, skipped = rng.uniform(0.15, 1.0), rng.choice([0.0, 0.0, 0.1, 0.2])
    gaps, breaks, drifts, wanders, crams, exams, keen = (
        rng.random() < odds for odds in (0.15, 0.2, 0.25, 0.2, 0.1, 0.15, 0.15)
    )
    drift = rng.uniform(0.35, 0.9) if rng.random() < 0.7 else rng.uniform(1.1, 1.7)
    drift_weeks, weekly_sd = rng.uniform(10, 120), rng.uniform(0.02, 0.08)

    def weeks_of(rng: Random) -> w.Weeks:
        weeks = w.irregular(rng, w.log_normal(rng, share, share_sd), deviation, skipped)
        if drifts:
            weeks = w.drifting(weeks, drift, drift_weeks)
        if wanders:
            weeks = w.wandering(rng, weeks, weekly_sd)
        if keen:
            weeks = w.enthusiasm(weeks, rng.uniform(1.3, 2.5), rng.randint(4, 30))
        if crams:
            weeks = _cramming(rng, weeks)
        if exams:
            weeks = w.semesters(rng, weeks)
        if gaps:
            weeks = w.with_gaps(rng, weeks)
        if breaks:
            weeks = w.with_break(weeks, rng.randint(4, 150), rng.randint(6, 26))
        return weeks

    return weeks_of


def _paces(rng: Random) -> Callable[[Random, Sequence[Work]], w.Paces]:
    pace, pace_sd = w.log_normal(rng, 1.1, 0.3), rng.uniform(0.1, 0.4)
    by_stage, wanders, learns, small = (rng.random() < odds for odds in (0.4, 0.2, 0.2, 0.15))
    stage_sd, topic_sd = rng.uniform(0.1, 0.5), rng.uniform(0.02, 0.1)
    faster, after = rng.uniform(0.8, 1.5), rng.randint(5, 40)
    power = rng.uniform(-0.2, 0.2)

    def pace_of(rng: Random, works: Sequence[Work]) -> w.Paces:
        own = w.log_normal(rng, pace, pace_sd)
        paces = w.stepping(own, faster, after) if learns else w.steady(own)
        if by_stage:
            paces = w.by_stage(rng, works, paces, stage_sd)
        if wanders:
            paces = w.wandering_pace(rng, works, paces, topic_sd)
        return _by_size(works, paces, power) if small else paces

    return pace_of


def _by_size(works: Sequence[Work], paces: w.Paces, power: float) -> w.Paces:
    """Let large topics be slower than small ones, or faster."""
    sizes = [work.effort.likely_minutes for work in works]
    typical = sum(size * size for size in sizes) / sum(sizes)
    return lambda place: paces(place) * (sizes[place] / typical) ** power


def _cramming(rng: Random, weeks: w.Weeks) -> w.Weeks:
    """Study twice as much for a few weeks, then little for as many."""
    while True:
        length = rng.randint(2, 6)
        for factor in (*[1.8] * length, *[0.2] * length):
            yield next(weeks) * factor


def _weekend_habit(rng: Random) -> Sequence[float]:
    return [rng.uniform(0.0, 0.3) for _ in range(5)] + [rng.uniform(1.0, 2.0)] * 2
