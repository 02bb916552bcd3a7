"""Does the forecast's range hold? Simulated learners of several worlds, and how often it did.

    python bench/calibration.py [--learners 300] [--after 5 10 20 40]
                                [--roadmap even] [--mid-topic] [--random]

For each world and after so many finished topics: how often the central 50, 80 and
95 % ranges held the day on which the simulated learner really finished, and the mean width
of the 80 % range in weeks. Once for learners who log minutes and once for learners who only
say `done`. Nothing in the model was chosen or changed by the worlds marked "held out"; the
random ones have learners of many worlds in one row.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from time import perf_counter

from lives import START, Life, live, seen_on
from random_worlds import OTHERS, TRAINING, one_of
from worlds import HELD_OUT, WORLDS, World, chance

from mlroadmap.core.calendar.availability import Availability, Pattern, spread_week
from mlroadmap.core.forecast.simulate import Forecast, forecast
from mlroadmap.core.roadmap.model import Effort
from mlroadmap.storage.roadmap_file import builtin_roadmap_path, load_roadmap

CHECKPOINTS = (5, 10, 20, 40)
NOMINAL = (50, 80, 95)
BAR = (74, 88)
RANDOM = {
    "40 random worlds (training)": one_of(TRAINING),
    "40 others (held out)": one_of(OTHERS),
}


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
    parser.add_argument("--random", action="store_true", help="random worlds, not the named")
    arguments = parser.parse_args()
    if arguments.roadmap == "even":
        efforts = even_topics()
    else:
        topics = load_roadmap(builtin_roadmap_path()).roadmap.topics.values()
        efforts = [topic.effort for topic in topics]
    begun = perf_counter()
    print(f"{'per cent held of 50 80 95, width':34}", *(f"{n:>14}" for n in arguments.after))
    for name, world in (RANDOM if arguments.random else WORLDS | HELD_OUT).items():
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
