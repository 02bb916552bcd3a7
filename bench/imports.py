"""What a command imports, and how long each part of it takes.

    python bench/imports.py [--rounds 9] [--most 25] [COMMAND...]

Runs the command (`next` unless another is given) on a state of its own, again and again, with
`-X importtime`, and takes the shortest time that each module's own code took. Modules that the
floor of bench/startup.py imports too are left out: nobody who uses Typer and Rich can save
them. Then the same by package. An answer that was kept before would need no imports at all, so
each run forgets it first.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from startup import FLOOR, compiled_environment

Microseconds = dict[str, int]


def imports(
    words: Sequence[str],
    environment: Mapping[str, str],
    rounds: int,
    before: Callable[[], object] = lambda: None,
) -> Microseconds:
    """Give the shortest time of each module that a run of Python imports, in its order."""
    shortest: Microseconds = {}
    # The first run may leave behind what spares the others some imports.
    for round_number in range(rounds + 1):
        before()
        command = [sys.executable, "-X", "importtime", *words]
        run = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True
        )
        if not round_number:
            continue
        for line in run.stderr.splitlines():
            own, _, module = (part.strip() for part in line.split("|"))
            took = own.removeprefix("import time:").strip()
            if took.isdigit():
                shortest[module] = min(shortest.get(module, int(took)), int(took))
    return shortest


def by_package(times: Microseconds) -> Counter[str]:
    total: Counter[str] = Counter()
    for module, took in times.items():
        depth = 2 if module.startswith("mlroadmap.") else 1
        total[".".join(module.split(".")[:depth])] += took
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description="What a command imports.")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--most", type=int, default=25)
    parser.add_argument("command", nargs="*", default=["next"])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "floor.py").write_text(FLOOR)
        state = folder / "state"
        environment = {**compiled_environment(), "MLROADMAP_STATE": str(state)}
        subprocess.run(
            [sys.executable, "-m", "mlroadmap", "plan", "--hours", "10"],
            env=environment,
            capture_output=True,
            check=True,
        )
        floor = imports([str(folder / "floor.py")], environment, arguments.rounds)
        found = imports(
            ["-m", "mlroadmap", *arguments.command],
            environment,
            arguments.rounds,
            lambda: shutil.rmtree(state / "cache" / "answers", ignore_errors=True),
        )
    more = {module: took for module, took in found.items() if module not in floor}
    print(f"the floor: {len(floor)} modules in {sum(floor.values()) / 1000:.1f} ms")
    print(f"{' '.join(arguments.command)}: {len(found)} in {sum(found.values()) / 1000:.1f} ms")
    print(f"not of the floor: {len(more)} in {sum(more.values()) / 1000:.1f} ms\n")
    print("by module" + os.linesep + _table(Counter(more), arguments.most))
    print("by package" + os.linesep + _table(by_package(more), arguments.most))


def _table(times: Counter[str], most: int) -> str:
    rows = (f"{took / 1000:6.1f} ms  {name}" for name, took in times.most_common(most))
    return os.linesep.join([*rows, ""])


if __name__ == "__main__":
    main()
