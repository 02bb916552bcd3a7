"""How good the forecast is: how often its ranges hold, and its score beside simple methods.

    python bench/calibration.py [--worlds named|training|held-out] [--learners 300]
        [--roadmap built-in|even|random] [--after 5 10 20 40] [--mid-topic]

For each world and after so many finished topics: how often the central 50, 80 and
95 % ranges held the day on which the simulated learner really finished, and the mean width
of the 80 % range in weeks. Once for learners who log minutes and once for learners who only
say `done`. Then the continuous ranked probability score of the log of the days left, beside
that of simple methods; smaller is better. Nothing in the model was chosen or changed by the
worlds that are held out.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import log
from random import Random
from statistics import fmean
from time import perf_counter
from typing import NamedTuple

import roadmaps
import simple_methods as simple
from lives import Life, live, seen_on
from random_worlds import HELD_OUT, TRAINING, one_of
from worlds import WORLDS, World, chance

from mlroadmap.core.calendar.availability import Availability, spread_week
from mlroadmap.core.forecast.evidence import Evidence
from mlroadmap.core.forecast.simulate import Forecast, forecast
from mlroadmap.core.forecast.topics import Work

CHECKPOINTS = (5, 10, 20, 40)
NOMINAL = (50, 80, 95)
BAR = (74, 88)
SETS: dict[str, dict[str, World]] = {
    "named": WORLDS,
    "training": {"120 random worlds (training)": one_of(TRAINING)},
    "held-out": {"120 others (held out)": one_of(HELD_OUT)},
}
# The spread of the log that serves each simple method best in the training worlds.
SPREADS = {
    "plan date": {5: 0.7, 10: 0.7, 20: 0.7, 40: 0.7},
    "linear": {5: 0.8, 10: 0.55, 20: 0.45, 40: 0.35},
    "linear, shrunk": {5: 0.55, 10: 0.5, 20: 0.4, 40: 0.35},
}


class Case(NamedTuple):
    """A learner on a day, and the day of the finish."""

    topics: int
    logs: bool
    evidence: Evidence
    left: Sequence[Work]
    planned: Availability
    today: date
    finish: date

    @property
    def truth(self) -> float:
        """The log of the days left."""
        return log_days(self.finish, self.today)


def log_days(day: date, today: date) -> float:
    return log(max(1, (day - today).days))


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
        return 100 * self.held[nominal] / max(1, self.forecasts)

    @property
    def mean_weeks(self) -> float:
        return self.weeks / max(1, self.forecasts)


def checkpoints(
    rng: Random, life: Life, after: Sequence[int], *, mid_topic: bool
) -> Iterator[tuple[int, date]]:
    """Yield when to forecast: as a topic is finished, or on a day within the next topic."""
    for done in after:
        if done < len(life.finished_on):
            first, last = life.finished_on[done - 1], life.finished_on[done]
            days = max(0, (last - first).days - 1) if mid_topic else 0
            yield done, first + timedelta(days=rng.randint(0, days))


def cases(name: str, world: World, arguments: argparse.Namespace) -> Iterator[Case]:
    """Let learners live, and look at them after so many topics."""
    fixed = {"built-in": roadmaps.builtin(), "even": roadmaps.even()}.get(arguments.roadmap)
    for number in range(arguments.learners):
        rng = chance(arguments.seed, name, number)
        works = fixed or roadmaps.at_random(rng)
        week = spread_week(rng.choice([300, 600, 900]), rng.choice([range(7), range(5)]))
        life = live(rng, world(rng, works), works, week)
        moments = checkpoints(rng, life, arguments.after, mid_topic=arguments.mid_topic)
        for done, today in moments:
            planned = life.planned_on(today)
            for logs in (True, False):
                evidence = seen_on(life, today, logs=logs)
                left = works[sum(day <= today for day in life.finished_on) :]
                if left and len(life.finished_on) == len(works):
                    finish = life.finished_on[-1]
                    yield Case(done, logs, evidence, left, planned, today, finish)


def scores_of(case: Case, runs: Forecast) -> dict[str, float]:
    """Score each method on a case."""
    truth, sums = case.truth, simple.Sums.of(case.evidence, case.left)
    draws = [log_days(day, case.today) for day in runs.days]
    middles = {
        "plan date": simple.plan_date(sums),
        "linear": simple.linear(sums),
        "linear, shrunk": simple.shrunk_linear(sums, case.topics),
    }
    normal = {
        name: simple.Normal(middle, SPREADS[name].get(case.topics, 0.4))
        for name, middle in middles.items()
    }
    own = simple.quantiles(normal["linear, shrunk"], len(draws))
    mean = [(ours + theirs) / 2 for ours, theirs in zip(draws, own, strict=True)]
    velocities = simple.evidence_based(case.evidence, case.left, chance(case.today))
    return {
        "this forecast": simple.crps_of_draws(draws, truth),
        **{name: each.crps(truth) for name, each in normal.items()},
        "evidence-based scheduling": simple.crps_of_draws(velocities, truth),
        "mean with linear, shrunk": simple.crps_of_draws(mean, truth),
    }


Column = tuple[bool, int]
Scores = dict[str, dict[Column, list[float]]]


def measure(found: Iterable[Case], runs: int, scores: Scores) -> dict[Column, Tally]:
    tallies: dict[Column, Tally] = defaultdict(Tally)
    for case in found:
        drawn = forecast(case.evidence, case.left, case.planned, case.today, chance(), runs)
        if drawn:
            tallies[case.logs, case.topics].add(drawn, case.finish)
            for name, score in scores_of(case, drawn).items():
                scores[name][case.logs, case.topics].append(score)
    return tallies


def cell(tally: Tally) -> str:
    mark = " " if BAR[0] <= tally.percent(80) <= BAR[1] else "*"
    values = " ".join(f"{tally.percent(nominal):3.0f}" for nominal in NOMINAL)
    return f"{values}{mark}{tally.mean_weeks:4.0f}w"


def print_scores(scores: Scores, after: Sequence[int]) -> None:
    print(f"{'CRPS of the log of the days left':34}", *(f"{n:>7}" for n in after), end="")
    print(f"{'only done:':>13}", *(f"{n:>7}" for n in after))
    for name, found in scores.items():
        cells = [
            [f"{fmean(found[logs, n]):7.3f}" if found[logs, n] else "" for n in after]
            for logs in (True, False)
        ]
        print(f"{name:34}", *cells[0], " " * 12, *cells[1])


def main() -> None:
    parser = argparse.ArgumentParser(description="How good the forecast is.")
    parser.add_argument("--worlds", choices=[*SETS], default="named")
    parser.add_argument("--learners", type=int, default=300)
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--roadmap", choices=["built-in", "even", "random"], default="built-in")
    parser.add_argument("--after", type=int, nargs="+", default=CHECKPOINTS)
    parser.add_argument("--mid-topic", action="store_true")
    arguments = parser.parse_args()
    begun = perf_counter()
    scores: Scores = defaultdict(lambda: defaultdict(list))
    print(f"{'per cent held of 50 80 95, width':34}", *(f"{n:>14}" for n in arguments.after))
    for name, world in SETS[arguments.worlds].items():
        tallies = measure(cases(name, world, arguments), arguments.runs, scores)
        for logs, label in ((True, name), (False, "  only `done`")):
            cells = (f"{cell(tallies[logs, n]):>14}" for n in arguments.after)
            print(f"{label:34}", *cells, flush=True)
    print(f"* 80 % range outside of {BAR[0]} to {BAR[1]} %.")
    print_scores(scores, arguments.after)
    print(f"{perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
