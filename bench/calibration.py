"""Does the forecast's range hold? Simulated learners of several worlds, and how often it did.

    python bench/calibration.py [--learners 300] [--after 5 10 20 40]
                                [--roadmap even] [--mid-topic]

For each world and after so many finished topics: how often the central 50, 80 and
95 % ranges held the day on which the simulated learner really finished, and the mean width
of the 80 % range in weeks. Once for learners who log minutes and once for learners who only
say `done`. Nothing in the model was chosen or changed by the worlds marked "held out".
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp
from random import Random
from time import perf_counter

from mlroadmap.core.availability import Availability, Pattern, spread_week
from mlroadmap.core.evidence import Evidence, FinishedTopic, OpenTopic, evidence_of
from mlroadmap.core.forecast import Forecast, forecast
from mlroadmap.core.model import Effort
from mlroadmap.storage.roadmap_file import builtin_roadmap_path, load_roadmap

START = date(2027, 1, 4)
CHECKPOINTS = (5, 10, 20, 40)
NOMINAL = (50, 80, 95)
LONGEST_WEEKS = 52 * 40
BAR = (74, 88)

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


@dataclass
class Life:
    """What happened: when each topic was finished, and the real minutes of each."""

    finished_on: list[date] = field(default_factory=list)
    minutes: list[int] = field(default_factory=list)
    studied: list[tuple[date, float]] = field(default_factory=list)


def live(rng: Random, who: Learner, efforts: Sequence[Effort], week: Sequence[int]) -> Life:
    """Let a learner study to the end, or for forty years."""
    life = Life()
    habit_sum = sum(a * b for a, b in zip(who.weekday_habit, week, strict=True)) / sum(week)
    place, left, real = -1, 0.0, 0.0
    for number in range(LONGEST_WEEKS):
        share = next(who.weeks) / habit_sum
        for weekday in range(7):
            day = START + timedelta(days=7 * number + weekday)
            minutes = min(week[weekday] * share * who.weekday_habit[weekday], 960.0)
            life.studied.append((day, minutes))
            while left <= minutes:
                minutes -= left
                if place >= 0:
                    life.finished_on.append(day)
                    life.minutes.append(max(1, round(real)))
                place += 1
                if place == len(efforts):
                    return life
                noise = exp(rng.gauss(0, who.topic_log_sd) - who.topic_log_sd**2 / 2)
                real = left = efforts[place].likely_minutes * who.pace(place) * noise
            left -= minutes
    return life


@dataclass
class Tally:
    """How often each nominal range held, how wide the 80 % range was, in how many forecasts."""

    held: dict[int, int] = field(default_factory=lambda: dict.fromkeys(NOMINAL, 0))
    weeks: float = 0.0
    forecasts: int = 0

    def add(self, runs: Forecast, finish: date) -> None:
        self.forecasts += 1
        for nominal in NOMINAL:
            low, high = runs.central_range(nominal)
            self.held[nominal] += low <= finish <= high
        low, high = runs.central_range(80)
        self.weeks += (high - low).days / 7

    def percent(self, nominal: int) -> float:
        return 100 * self.held[nominal] / self.forecasts

    @property
    def mean_weeks(self) -> float:
        return self.weeks / self.forecasts


def seen_on(
    life: Life, efforts: Sequence[Effort], planned: Availability, today: date, *, logs: bool
) -> Evidence:
    """Give what the learner's log says at the end of a day, all its capacity used."""
    done = sum(day <= today for day in life.finished_on)
    finished = [
        FinishedTopic(effort, minutes if logs else 0, day)
        for effort, minutes, day in zip(
            efforts[:done], life.minutes[:done], life.finished_on[:done], strict=True
        )
    ]
    since = life.finished_on[done - 1]
    logged = sum(minutes for day, minutes in life.studied if since < day <= today)
    begun = [OpenTopic(effort, round(logged) if logs else 0) for effort in efforts[done:][:1]]
    return evidence_of(finished, begun, planned, today, planned.minutes_on(today))


def checkpoints(
    rng: Random, life: Life, after: Sequence[int], *, mid_topic: bool
) -> Iterator[tuple[int, date]]:
    """Yield when to forecast: as a topic is finished, or on a day within the next topic."""
    for done in after:
        if done < len(life.finished_on):
            first, last = life.finished_on[done - 1], life.finished_on[done]
            days = max(0, (last - first).days - 1) if mid_topic else 0
            yield done, first + timedelta(days=rng.randint(0, days))


def measure(
    name: str, world: World, efforts: Sequence[Effort], arguments: argparse.Namespace
) -> dict[tuple[bool, int], Tally]:
    tallies = {(logs, done): Tally() for logs in (True, False) for done in arguments.after}
    for number in range(arguments.learners):
        rng = chance(arguments.seed, name, number)
        week = spread_week(rng.choice([300, 600, 900]), rng.choice([range(7), range(5)]))
        planned = Availability((Pattern(START, week),))
        life = live(rng, world(rng), efforts, week)
        for done, today in checkpoints(
            rng, life, arguments.after, mid_topic=arguments.mid_topic
        ):
            for logs in (True, False):
                evidence = seen_on(life, efforts, planned, today, logs=logs)
                left = efforts[len(evidence.finished) :]
                runs = forecast(evidence, left, planned, today, chance(), arguments.runs)
                if runs:
                    tallies[logs, done].add(runs, life.finished_on[-1])
    return tallies


def even_topics() -> list[Effort]:
    """Give 120 topics of like size, for a roadmap that starts with no small ones."""
    rng = chance(7)
    likely = [60 * rng.randint(3, 16) for _ in range(120)]
    return [Effort(minutes // 2, minutes, minutes * 9 // 5) for minutes in likely]


def cell(tally: Tally) -> str:
    mark = " " if BAR[0] <= tally.percent(80) <= BAR[1] else "*"
    values = " ".join(f"{tally.percent(nominal):3.0f}" for nominal in NOMINAL)
    return f"{values}{mark}{tally.mean_weeks:4.0f}w"


def main() -> None:
    parser = argparse.ArgumentParser(description="How often the forecast's ranges hold.")
    parser.add_argument("--learners", type=int, default=300)
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--roadmap", choices=["built-in", "even"], default="built-in")
    parser.add_argument("--after", type=int, nargs="+", default=CHECKPOINTS)
    parser.add_argument("--mid-topic", action="store_true")
    arguments = parser.parse_args()
    if arguments.roadmap == "even":
        efforts = even_topics()
    else:
        topics = load_roadmap(builtin_roadmap_path()).roadmap.topics.values()
        efforts = [topic.effort for topic in topics]
    begun = perf_counter()
    print(f"{'per cent held of 50 80 95, width':34}", *(f"{n:>14}" for n in arguments.after))
    for name, world in (WORLDS | HELD_OUT).items():
        tallies = measure(name, world, efforts, arguments)
        for logs, label in ((True, name), (False, "  only `done`")):
            print(
                f"{label:34}",
                *(f"{cell(tallies[logs, n]):>14}" for n in arguments.after),
                flush=True,
            )
    print(f"* 80 % range outside of {BAR[0]} to {BAR[1]} %. {perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
