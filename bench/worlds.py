"""Who studies: the learners of the worlds in which the forecast is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import exp
from random import Random

Weeks = Iterator[float]


@dataclass(frozen=True)
class Learner:
    """Who studies: `weeks` yields the share of the plan studied, week by week.

    `pace(n)` is real effort divided by estimated effort after n finished topics.
    """

    weeks: Weeks
    pace: Callable[[int], float]
    topic_log_sd: float
    weekday_habit: Sequence[float]


def chance(*seed: object) -> Random:
    return Random(repr(seed))  # noqa: S311 # a simulation has no secrets


World = Callable[[Random], Learner]


def log_normal(rng: Random, median: float, log_sd: float) -> float:
    return median * exp(rng.gauss(0, log_sd))


def irregular(rng: Random, share: float, deviation: float, skipped: float = 0.0) -> Weeks:
    """Yield weeks that vary by `deviation` about a share, some without any study."""
    while True:
        shape = deviation**-2
        week = rng.gammavariate(shape, share / shape) / (1 - skipped)
        yield 0.0 if rng.random() < skipped else week


def with_gaps(rng: Random, weeks: Weeks) -> Weeks:
    """Put gaps of three to six weeks between times of study of four months on average."""
    while True:
        for _ in range(int(rng.expovariate(1 / 17)) + 1):
            yield next(weeks)
        for _ in range(rng.randint(3, 6)):
            yield 0.0


def fading(weeks: Weeks) -> Weeks:
    """Let the hours fall to half in the course of a year, and stay there."""
    for number, week in enumerate(weeks):
        yield week * max(0.5, 1 - number / 104)


def semesters(rng: Random, weeks: Weeks) -> Weeks:
    """Let examinations take seven tenths of the hours for 8 weeks out of 22."""
    offset = rng.randrange(22)
    for number, week in enumerate(weeks):
        yield week * (0.3 if (number + offset) % 22 >= 14 else 1.0)


def habit(rng: Random) -> Sequence[float]:
    return [rng.uniform(0.4, 1.6) for _ in range(7)]


def learner(
    rng: Random, pace: float, weeks: Weeks, sd: float = 0.4, faster: float = 1.0, after: int = 0
) -> Learner:
    return Learner(weeks, lambda done: pace if done < after else pace / faster, sd, habit(rng))


def as_believed(rng: Random) -> Learner:
    weeks = irregular(rng, log_normal(rng, 0.75, 0.35), 0.6, 0.1)
    return learner(rng, log_normal(rng, 1.15, 0.35), weeks)


def slow_and_steady(rng: Random) -> Learner:
    weeks = irregular(rng, log_normal(rng, 0.85, 0.1), 0.2)
    return learner(rng, log_normal(rng, 1.7, 0.2), weeks, sd=0.3)


def fast_and_irregular(rng: Random) -> Learner:
    weeks = irregular(rng, log_normal(rng, 0.8, 0.25), 0.9, 0.2)
    return learner(rng, log_normal(rng, 0.7, 0.2), weeks)


def speeds_up(rng: Random) -> Learner:
    weeks = irregular(rng, log_normal(rng, 0.75, 0.3), 0.4, 0.05)
    return learner(rng, log_normal(rng, 1.2, 0.3), weeks, faster=1.5, after=20)


def month_long_gaps(rng: Random) -> Learner:
    weeks = with_gaps(rng, irregular(rng, log_normal(rng, 0.9, 0.25), 0.4))
    return learner(rng, log_normal(rng, 1.1, 0.25), weeks)


def fades(rng: Random) -> Learner:
    weeks = fading(irregular(rng, log_normal(rng, 1.0, 0.3), 0.5))
    return learner(rng, log_normal(rng, 1.0, 0.3), weeks)


def student(rng: Random) -> Learner:
    weeks = semesters(rng, irregular(rng, log_normal(rng, 1.0, 0.3), 0.5))
    return learner(rng, log_normal(rng, 1.2, 0.3), weeks, sd=0.6)


WORLDS: dict[str, World] = {
    "the prior's": as_believed,
    "slow and steady": slow_and_steady,
    "fast and irregular": fast_and_irregular,
    "half as fast again after 20": speeds_up,
    "month-long gaps": month_long_gaps,
}
HELD_OUT: dict[str, World] = {
    "hours fade to half (held out)": fades,
    "semesters (held out)": student,
}
