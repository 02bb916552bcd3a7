"""What must not cost much: overlapping days off, dense roadmaps, long logs, an answer again.

    python bench/heavy.py [--rounds 9]

Whole processes, in turns, in seconds of the processor. `next` is computed anew each time,
with 2,000 overlapping ranges of days off beside none, and after 100,000 entries, of time or
of cards, and a new one: going on from what was kept, and without a cache. A roadmap of
1,000 topics, each of which needs all earlier ones, is planned; and at a terminal, where
answers are computed in the background once something was stored, `next` after `log` is
timed beside Python alone.
"""

from __future__ import annotations

import argparse
import os
import pty
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from statistics import median

from msgspec.structs import replace

from mlroadmap.core.calendar.availability import NO_WEEK
from mlroadmap.core.journal.actions import CardReviewed, DaysChanged, TimeLogged
from mlroadmap.core.journal.kinds import Action
from mlroadmap.storage.log import LogStore
from mlroadmap.storage.paths import resolve_paths
from mlroadmap.storage.record import encode

PROGRAM = str(Path(sys.executable).with_name("mlroadmap"))
TODAY = date.today()  # noqa: DTZ011 - as the commands do
RANGES, TOPICS, ENTRIES = 2_000, 1_000, 100_000

Said = tuple[date, Action]


def run(state: Path, *words: str) -> float:
    """Run a command and give the seconds that the processor spent on it."""
    environment = {**os.environ, "MLROADMAP_STATE": str(state), "COLUMNS": "80"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = spent()
    subprocess.run([PROGRAM, *words], env=environment, capture_output=True, check=True)
    return spent() - begun


def spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def most_memory(state: Path, *words: str) -> float:
    """Run a command in a process that only waits for it, and give its MiB."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, "
        "stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    environment = {**os.environ, "MLROADMAP_STATE": str(state)}
    command = [sys.executable, "-c", code, PROGRAM, *words]
    told = subprocess.run(command, env=environment, capture_output=True, check=True)
    return float(told.stdout)


def planned(state: Path, said: Iterator[Said]) -> Path:
    """Make a state with a plan, and write down what was said after it as a device does."""
    run(state, "plan", "--hours", "10")
    store = LogStore(resolve_paths(state, {}))
    last = store.read().events[-1]
    lines = [
        encode(
            replace(
                last,
                id=f"{place:08x}-0000-4000-8000-000000000000",
                number=last.number + place,
                clock=last.clock + place,
                day=day,
                action=action,
            )
        )
        for place, (day, action) in enumerate(said, 1)
    ]
    with (store.paths.log_dir / f"{last.device}.jsonl").open("ab") as log:
        log.writelines(lines)
    run(state, "log", "numpy", "5m")
    return state


def ranges_off() -> Iterator[Said]:
    rng = Random(1)  # noqa: S311 - a benchmark has no secrets
    for _ in range(RANGES):
        first = TODAY + timedelta(days=rng.randrange(1, 1500))
        yield TODAY, DaysChanged(first, first + timedelta(days=rng.randrange(1, 700)), NO_WEEK)


def entries() -> Iterator[Said]:
    for place in range(ENTRIES):
        yield TODAY - timedelta(days=1 + place % 3000), TimeLogged("numpy", 1)


def reviews() -> Iterator[Said]:
    """Thirty cards a day, each again after a hundred days."""
    for place in range(ENTRIES):
        day = TODAY - timedelta(days=(ENTRIES - place) // 30)
        due = day + timedelta(days=100)
        yield day, CardReviewed(f"numpy/c{place % 3000}", 3, due, 100.0, 5.0)


def dense_roadmap(file: Path) -> Path:
    topics = "".join(
        f"      - id: t{place}\n        title: Topic {place}\n        hours: 1\n"
        f"        needs: [{', '.join(f't{earlier}' for earlier in range(place))}]\n"
        for place in range(TOPICS)
    )
    file.write_text(
        f"format: 1\ntitle: Dense\nstages:\n  - id: s1\n    title: Stage\n    topics:\n{topics}"
    )
    return file


def computed_anew(state: Path, *words: str) -> Callable[[], float]:
    def once() -> float:
        shutil.rmtree(state / "cache" / "answers", ignore_errors=True)
        return run(state, *words)

    return once


def after_entry(state: Path) -> Callable[[], float]:
    """Log time, and time `next` after it."""

    def once() -> float:
        run(state, "log", "numpy", "1m")
        return run(state, "next")

    return once


def without_cache(state: Path) -> Callable[[], float]:
    def once() -> float:
        shutil.rmtree(state / "cache", ignore_errors=True)
        return run(state, "next")

    return once


def after_log(state: Path) -> Callable[[], float]:
    """Log time at a terminal, and time `next` a second later."""
    environment = {**os.environ, "MLROADMAP_STATE": str(state), "COLUMNS": "80"}
    environment.pop("CI", None)
    screen, inside = pty.openpty()

    threading.Thread(target=read_all, args=[screen], daemon=True).start()

    def at_terminal(*words: str) -> float:
        begun = spent()
        subprocess.run(
            [PROGRAM, *words],
            env=environment,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            check=True,
        )
        return spent() - begun

    def once() -> float:
        at_terminal("log", "numpy", "1m")
        time.sleep(1.5)
        return at_terminal("next")

    return once


def read_all(screen: int) -> None:
    """Read what appears on a screen, which would keep a command waiting once it is full."""
    while os.read(screen, 65536):
        pass


def python_alone() -> float:
    begun = spent()
    subprocess.run([sys.executable, "-c", ""], check=True)
    return spent() - begun


def cases(folder: Path) -> dict[str, Callable[[], float]]:
    dense = folder / "dense"
    roadmap = str(dense_roadmap(folder / "dense.yaml"))
    run(dense, "--roadmap", roadmap, "plan", "--hours", "10")
    hours = map(str, count(11))
    one = planned(folder / "terminal", iter(()))
    long, cards = planned(folder / "long", entries()), planned(folder / "cards", reviews())
    return {
        "Python alone": python_alone,
        "next, no days off": computed_anew(planned(folder / "none", iter(())), "next"),
        f"next, {RANGES:,} ranges off": computed_anew(
            planned(folder / "off", ranges_off()), "next"
        ),
        f"next, {ENTRIES:,} entries and one": after_entry(long),
        f"next, {ENTRIES:,} cards and one entry": after_entry(cards),
        f"next, {ENTRIES:,} entries, no cache": without_cache(long),
        f"plan, {TOPICS:,} dense topics": lambda: run(
            dense, "plan", "--hours", str(next(hours))
        ),
        "next after log, at a terminal": after_log(one),
    }


def report(times: Mapping[str, Sequence[float]], memory: Mapping[str, float]) -> None:
    for name, each in times.items():
        print(f"{name:38} {median(each):6.3f} s  {min(each):6.3f} to {max(each):6.3f}")
    for name, most in memory.items():
        print(f"{name:38} {most:6.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description="What must not cost much.")
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subjects = cases(folder)
        times: dict[str, list[float]] = {each: [] for each in subjects}
        for _ in range(rounds):
            for each, once in subjects.items():
                times[each].append(once())
        dense, long = folder / "dense", folder / "long"
        memory = {"most memory of the dense plan": most_memory(dense, "plan", "--hours", "10")}
        run(long, "log", "numpy", "1m")
        memory["of next, going on"] = most_memory(long, "next")
        shutil.rmtree(long / "cache")
        memory["of next, no cache"] = most_memory(long, "next")
        report(times, memory)


if __name__ == "__main__":
    main()
