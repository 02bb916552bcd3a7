"""What `forecast` costs beside a minimal program, in whole processes, and 10,000 runs alone.

    python bench/forecast_speed.py [--times 15]

The commands take turns, so that other work on the machine hits all of them alike, and what is
measured is processor time, which other work lengthens least. The state is a fresh plan of
the built-in roadmap. A forecast that is kept writes to the log, too.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from random import Random
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from lives import START
from startup import FLOOR

from mlroadmap.core.calendar.availability import Availability, Pattern, spread_week
from mlroadmap.core.forecast.evidence import evidence_of
from mlroadmap.core.forecast.simulate import forecast
from mlroadmap.core.forecast.topics import Work
from mlroadmap.storage.roadmap_file import builtin_roadmap_path, load_roadmap

MLROADMAP = [sys.executable, "-m", "mlroadmap"]
COMMANDS = {
    "the floor": [sys.executable, "-c", FLOOR],
    "status": [*MLROADMAP, "status"],
    "forecast": [*MLROADMAP, "forecast"],
    "forecast that is kept": [*MLROADMAP, "forecast"],
    "forecast --json": [*MLROADMAP, "forecast", "--json"],
    "whatif, four rows": [*MLROADMAP, "whatif", "--hours", "5,10,15,20"],
}


def seconds(command: list[str], environment: dict[str, str]) -> float:
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(times: int) -> dict[str, list[float]]:
    with TemporaryDirectory() as state:
        environment = os.environ | {"MLROADMAP_STATE": state}
        seconds([*MLROADMAP, "plan", "--hours", "10"], environment)
        taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for number in range(times):
            for name, command in COMMANDS.items():
                # A day that was not forecast before has its forecast kept.
                fresh = f"+{number + 1}d" if name == "forecast that is kept" else "today"
                on_a_day = environment | {"MLROADMAP_TODAY": fresh}
                taken[name].append(seconds(command, on_a_day))
    return taken


def runs_alone(runs: int) -> float:
    topics = load_roadmap(builtin_roadmap_path()).roadmap.topics.values()
    planned = Availability((Pattern(START, spread_week(600, range(7))),))
    nothing_seen = evidence_of([], [], planned, START)
    works = [Work(topic.effort) for topic in topics]
    begun = perf_counter()
    forecast(nothing_seen, works, planned, START, Random(1), runs)  # noqa: S311 # no secrets
    return perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description="What a forecast costs.")
    parser.add_argument("--times", type=int, default=15)
    taken = measure(parser.parse_args().times)
    floor = median(taken["the floor"])
    for name, values in taken.items():
        taken_ms = 1000 * median(values)
        print(f"{name:24}{taken_ms:6.0f} ms {median(values) / floor:5.2f} of the floor")
    alone = sorted(runs_alone(10_000) for _ in range(5))
    print(f"{'10,000 runs alone':24}{1000 * median(alone):6.0f} ms")


if __name__ == "__main__":
    main()
