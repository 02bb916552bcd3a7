"""Who studies: the learners of the named worlds in which the forecast is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import exp
from random import Random

from mlroadmap.core.forecast.topics import Work

Weeks = Iterator[float]
Paces = Callable[[int], float]


@dataclass(frozen=True)
class HoursChange:
    """From a week on, the plan has `factor` times the hours.

    The minutes really studied become `factor ** elasticity` times as many.
    """

    week: int
    factor: float
    elasticity: float


@dataclass(frozen=True)
class Learner:
    """Who studies: `weeks` yields the share of the plan studied, week by week.

    `pace(n)` is real effort divided by estimated effort of the topic at place n.
    """

    weeks: Weeks
    pace: Paces
    topic_log_sd: float
    weekday_habit: Sequence[float]
    change: HoursChange | None = None


def chance(*seed: object) -> Random:
    return Random(repr(seed))  # noqa: S311 # a simulation has no secrets


World = Callable[[Random, Sequence[Work]], Learner]


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


def with_break(weeks: Weeks, first: int, length: int) -> Weeks:
    """Study nothing for `length` weeks from a week on, once."""
    for _ in range(first):
        yield next(weeks)
    for _ in range(length):
        yield 0.0
    yield from weeks


def drifting(weeks: Weeks, factor: float, over_weeks: float) -> Weeks:
    """Let the hours move to so many times what they were, and stay there."""
    for number, week in enumerate(weeks):
        yield week * factor ** min(1.0, number / over_weeks)


def wandering(rng: Random, weeks: Weeks, weekly_sd: float) -> Weeks:
    """Let the hours go up and down without a goal, within a factor of three."""
    level = 0.0
    for week in weeks:
        yield week * exp(level)
        level = max(-1.1, min(1.1, level + rng.gauss(0, weekly_sd)))


def fading(weeks: Weeks) -> Weeks:
    """Let the hours fall to half in the course of a year, and stay there."""
    for number, week in enumerate(weeks):
        yield week * max(0.5, 1 - number / 104)


def enthusiasm(weeks: Weeks, factor: float, over_weeks: int) -> Weeks:
    """Begin with so many times the hours that are left of it after some weeks."""
    for number, week in enumerate(weeks):
        yield week * (1 + (factor - 1) * max(0.0, 1 - number / over_weeks))


def semesters(rng: Random, weeks: Weeks) -> Weeks:
    """Let examinations take seven tenths of the hours for 8 weeks out of 22."""
    offset = rng.randrange(22)
    for number, week in enumerate(weeks):
        yield week * (0.3 if (number + offset) % 22 >= 14 else 1.0)


def habit(rng: Random) -> Sequence[float]:
    return [rng.uniform(0.4, 1.6) for _ in range(7)]


def steady(pace: float) -> Paces:
    return lambda _: pace


def stepping(pace: float, faster: float, after: int) -> Paces:
    return lambda place: pace if place < after else pace / faster


def by_stage(rng: Random, works: Sequence[Work], paces: Paces, log_sd: float) -> Paces:
    """Let the estimates be wrong by a factor of its own in each group of work."""
    groups = {work.group: log_normal(rng, 1.0, log_sd) for work in works}
    return lambda place: paces(place) * groups[works[place].group]


def wandering_pace(rng: Random, works: Sequence[Work], paces: Paces, topic_sd: float) -> Paces:
    """Let the pace go up and down from topic to topic."""
    level, levels = 0.0, list[float]()
    for _ in works:
        levels.append(exp(level))
        level = max(-0.8, min(0.8, level + rng.gauss(0, topic_sd)))
    return lambda place: paces(place) * levels[place]


def as_believed(rng: Random, _: Sequence[Work]) -> Learner:
    weeks = irregular(rng, log_normal(rng, 0.75, 0.35), 0.6, 0.1)
    return Learner(weeks, steady(log_normal(rng, 1.15, 0.35)), 0.4, habit(rng))


def slow_and_steady(rng: Random, _: Sequence[Work]) -> Learner:
    weeks = irregular(rng, log_normal(rng, 0.85, 0.1), 0.2)
    return Learner(weeks, steady(log_normal(rng, 1.7, 0.2)), 0.3, habit(rng))


def fast_and_irregular(rng: Random, _: Sequence[Work]) -> Learner:
    weeks = irregular(rng, log_normal(rng, 0.8, 0.25), 0.9, 0.2)
    return Learner(weeks, steady(log_normal(rng, 0.7, 0.2)), 0.4, habit(rng))


def speeds_up(rng: Random, _: Sequence[Work]) -> Learner:
    weeks = irregular(rng, log_normal(rng, 0.75, 0.3), 0.4, 0.05)
    return Learner(weeks, stepping(log_normal(rng, 1.2, 0.3), 1.5, 20), 0.4, habit(rng))


def month_long_gaps(rng: Random, _: Sequence[Work]) -> Learner:
    weeks = with_gaps(rng, irregular(rng, log_normal(rng, 0.9, 0.25), 0.4))
    return Learner(weeks, steady(log_normal(rng, 1.1, 0.25)), 0.4, habit(rng))


def fades(rng: Random, _: Sequence[Work]) -> Learner:
    weeks = fading(irregular(rng, log_normal(rng, 1.0, 0.3), 0.5))
    return Learner(weeks, steady(log_normal(rng, 1.0, 0.3)), 0.4, habit(rng))


def student(rng: Random, _: Sequence[Work]) -> Learner:
    weeks = semesters(rng, irregular(rng, log_normal(rng, 1.0, 0.3), 0.5))
    return Learner(weeks, steady(log_normal(rng, 1.2, 0.3)), 0.6, habit(rng))


def starts_with_enthusiasm(rng: Random, _: Sequence[Work]) -> Learner:
    weeks = irregular(rng, log_normal(rng, 0.6, 0.25), 0.5, 0.1)
    weeks = enthusiasm(weeks, rng.uniform(1.5, 2.5), rng.randint(12, 40))
    return Learner(weeks, steady(log_normal(rng, 1.15, 0.3)), 0.4, habit(rng))


def wrong_by_stage(rng: Random, works: Sequence[Work]) -> Learner:
    weeks = irregular(rng, log_normal(rng, 0.8, 0.25), 0.4)
    paces = by_stage(rng, works, steady(log_normal(rng, 1.1, 0.25)), 0.4)
    return Learner(weeks, paces, 0.4, habit(rng))


def wanders(rng: Random, works: Sequence[Work]) -> Learner:
    weeks = wandering(rng, irregular(rng, log_normal(rng, 0.8, 0.25), 0.4), 0.06)
    paces = wandering_pace(rng, works, steady(log_normal(rng, 1.1, 0.25)), 0.06)
    return Learner(weeks, paces, 0.4, habit(rng))


def one_long_break(rng: Random, _: Sequence[Work]) -> Learner:
    weeks = irregular(rng, log_normal(rng, 0.85, 0.25), 0.4)
    weeks = with_break(weeks, rng.randint(5, 120), 13)
    return Learner(weeks, steady(log_normal(rng, 1.1, 0.25)), 0.4, habit(rng))


def admits_fewer_hours(rng: Random, _: Sequence[Work]) -> Learner:
    weeks = irregular(rng, log_normal(rng, 0.5, 0.15), 0.4)
    change = HoursChange(rng.randint(8, 40), 0.5, 0.0)
    return Learner(weeks, steady(log_normal(rng, 1.1, 0.25)), 0.4, habit(rng), change)


WORLDS: dict[str, World] = {
    "the prior's": as_believed,
    "slow and steady": slow_and_steady,
    "fast and irregular": fast_and_irregular,
    "half as fast again after 20": speeds_up,
    "month-long gaps": month_long_gaps,
    "hours fade to half": fades,
    "semesters": student,
    "starts with enthusiasm": starts_with_enthusiasm,
    "estimates wrong by stage": wrong_by_stage,
    "pace and hours wander": wanders,
    "one break of three months": one_long_break,
    "admits to half the hours": admits_fewer_hours,
}
