"""The same roadmaps planned by TaskJuggler and by this program, as whole processes.

    python bench/taskjuggler.py [--sizes 100 300 1000] [--rounds 3]

TaskJuggler (the command tj3, Debian's package of that name) schedules projects minute by
minute with resources; here it has one, who studies two hours a day. Topics take an hour. The
needs are the chains, wide graphs and random ones of bench/growth.py. Both programs read a file
and write one result; medians, and whether both name the same last day.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from growth import SHAPES, START, roadmap_of
from startup import compiled_environment

from mlroadmap.core.roadmap.model import Roadmap

HOURS_A_WEEK = 14


def project(of: Roadmap) -> str:
    """Spell a roadmap as a project of TaskJuggler."""
    tasks = "".join(
        f'task {topic.id} "{topic.id}" {{ effort 1h allocate learner'
        + (f" depends {', '.join(topic.needs)}" if topic.needs else "")
        + " }\n"
        for topic in of.topics.values()
    )
    return (
        f'project p "Growth" {START} +{2 + len(of.topics) // 700}y '
        '{ timezone "UTC" timingresolution 60min }\n'
        'resource learner "Learner" { workinghours mon - sun 9:00 - 11:00 }\n'
        f'{tasks}taskreport "finish" {{ formats csv columns id, end timeformat "%Y-%m-%d" }}\n'
    )


def roadmap_file(of: Roadmap) -> str:
    """Spell a roadmap as a file of this program; YAML reads JSON."""
    topics = [
        {"id": topic.id, "title": topic.title, "hours": 1, "needs": topic.needs}
        for topic in of.topics.values()
    ]
    stage = {"id": "s", "title": "Stage", "topics": topics}
    return json.dumps({"format": 1, "title": of.title, "stages": [stage]})


def timed(command: Sequence[str], folder: Path, rounds: int) -> tuple[float, str]:
    """Run a command some times; gives the median of its seconds and what it printed."""
    seconds = []
    for _ in range(rounds):
        begun = perf_counter()
        run = subprocess.run(
            command, cwd=folder, env=compiled_environment(), capture_output=True, check=True
        )
        seconds.append(perf_counter() - begun)
    return median(seconds), run.stdout.decode()


def compare(shape: str, size: int, rounds: int) -> None:
    of = roadmap_of(size, SHAPES[shape])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "growth.tjp").write_text(project(of))
        (folder / "growth.yaml").write_text(roadmap_file(of))
        theirs, _ = timed(["tj3", "--silent", "growth.tjp"], folder, rounds)
        with (folder / "finish.csv").open() as report:
            last = max(
                date.fromisoformat(row["End"]) for row in csv.DictReader(report, delimiter=";")
            )
        program = [sys.executable, "-m", "mlroadmap", "--state", "state"]
        program += ["--roadmap", "growth.yaml", "--today", str(START)]
        plan = [*program, "plan", "--hours", str(HOURS_A_WEEK), "--dry-run", "--json"]
        ours, printed = timed(plan, folder, rounds)
    same = "the same finish" if json.loads(printed)["finish"] == str(last) else f"{last} there"
    print(
        f"{shape:>8} {size:6,}  TaskJuggler {theirs:8.2f} s   this program {ours:6.2f} s   "
        f"{theirs / ours:6.1f} times   {same}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Beside TaskJuggler.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    for shape in SHAPES:
        for size in arguments.sizes:
            compare(shape, size, arguments.rounds)


if __name__ == "__main__":
    main()
