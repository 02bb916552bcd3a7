"""How long commands take, as whole processes, beside a floor and other planners.

    python bench/startup.py [--rounds 15] [--no-peers] [--cpu]

The floor is a minimal Typer program that prints one small Rich table, in the environment of
this program. Every round runs each command once, one after another, so that whatever else
the machine does falls on all of them; what counts is the median, and its ratio to the
floor's. The peers are installed by pip into an environment of their own; Taskwarrior is
measured where the system has it. On a machine that does other things too, --cpu counts the
time of the processor instead of the clock's.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from mlroadmap.storage.roadmap_file import builtin_roadmap_path

PEERS = ("td-watson", "todoman", "khal")
FLOOR = """\
import typer
from rich.console import Console
from rich.table import Table
app = typer.Typer()
@app.command()
def main(name: str = "world") -> None:
    table = Table("Day", "Topic")
    table.add_row("Mon", name)
    Console().print(table)
app()
"""


@dataclass
class Subject:
    """A command to time: `before` puts things as they have to be, and is not timed."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] = lambda: None
    seconds: list[float] = field(default_factory=list)

    def time_once(self, clock: Callable[[], float]) -> None:
        self.before()
        environment = {**compiled_environment(), **self.environment}
        begun = clock()
        subprocess.run(self.command, env=environment, capture_output=True, check=True)
        self.seconds.append(clock() - begun)


def processor_time() -> float:
    """Tell the seconds that the processor spent on processes started here."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compiled_environment() -> dict[str, str]:
    """Give an environment in which Python keeps compiled modules, as users have it."""
    return {key: each for key, each in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def ours(folder: Path) -> list[Subject]:
    """Give the project's commands, each with a state of its own that holds a plan."""
    program = str(Path(sys.executable).with_name("mlroadmap"))
    completing = {"_MLROADMAP_COMPLETE": "complete_bash", "COMP_CWORD": "2"}
    completing["COMP_WORDS"] = "mlroadmap done num"

    def subject(
        name: str, words: Sequence[str], forgets: str = "", undoes: str = "", **more: str
    ) -> Subject:
        state = folder / name.replace(" ", "-")
        own = folder / "own.yaml"
        if not own.exists():
            own.write_bytes(builtin_roadmap_path().read_bytes())
        environment = {"MLROADMAP_STATE": str(state), "COLUMNS": "80", **more}

        def run(*said: str) -> None:
            plain = {key: value for key, value in environment.items() if key not in completing}
            subprocess.run(
                [program, *said], env={**os.environ, **plain}, capture_output=True, check=True
            )

        def before() -> None:
            if undoes:
                run(undoes)
            if forgets:
                shutil.rmtree(state / forgets, ignore_errors=True)

        if name.startswith("a roadmap of one's own"):
            run("use", str(own))
        run("plan", "--hours", "10")
        if undoes == "redo":
            run("log", "numpy", "30m")
        if undoes:
            run(*words)
        return Subject(name, (program, *words), environment, before)

    answers, cache, everything = "cache/answers", "cache", "."
    return [
        subject("next", ["next"]),
        subject("next, computed anew", ["next"], answers),
        subject("next, no cache at all", ["next"], cache),
        subject("a roadmap of one's own: next", ["next"], answers),
        subject("next --short", ["next", "--short"]),
        subject("status", ["status"]),
        subject("status, computed anew", ["status"], answers),
        *(
            subject(f"{words}, computed anew", words.split(), answers)
            for words in ("today", "week", "show numpy")
        ),
        subject("done", ["done", "role-design-models"], undoes="undo"),
        subject("log", ["log", "numpy", "30m"], undoes="undo"),
        subject("undo", ["undo"], undoes="redo"),
        subject("plan --hours 10", ["plan", "--hours", "10"]),
        subject("the same, nothing there yet", ["plan", "--hours", "10"], everything),
        subject("forecast, computed anew", ["forecast"], answers),
        subject("whatif, computed anew", ["whatif", "--hours", "12"], answers),
        subject("export ics", ["export", "ics"]),
        subject("export html", ["export", "html"]),
        subject("--help", ["--help"]),
        subject("--help, computed anew", ["--help"], answers),
        subject("Tab", [], **completing),
        subject("Tab, computed anew", [], answers, **completing),
    ]


def peers(folder: Path) -> list[Subject]:
    """Install the peers that can be had and give each something to show."""
    home = folder / "peers"
    venv.create(home, with_pip=True)
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", *PEERS]
    subprocess.run(pip, check=True)
    calendar = folder / "calendar"
    calendar.mkdir()
    (folder / "todoman.py").write_text(f'path = "{calendar}"\ndate_format = "%Y-%m-%d"\n')
    (folder / "khal.conf").write_text(
        f"[calendars]\n[[one]]\npath = {calendar}\n[locale]\nlocal_timezone = UTC\n"
        "default_timezone = UTC\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
        "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    watson = {"WATSON_DIR": str(folder / "watson")}
    run = str(home / "bin" / "watson")
    subprocess.run(
        [run, "add", "-f", "2026-01-05 10:00", "-t", "2026-01-05 11:00", "study"],
        env={**os.environ, **watson},
        capture_output=True,
        check=True,
    )
    found = [
        Subject("Watson, log", (run, "log", "--all"), watson),
        Subject(
            "todoman, list",
            (str(home / "bin" / "todo"), "list"),
            {"TODOMAN_CONFIG": str(folder / "todoman.py"), "XDG_CACHE_HOME": str(folder)},
        ),
        Subject(
            "khal, list",
            (str(home / "bin" / "khal"), "-c", str(folder / "khal.conf"), "list"),
            {"XDG_DATA_HOME": str(folder)},
        ),
    ]
    if shutil.which("task"):
        taskrc = folder / "taskrc"
        taskrc.write_text(f"data.location={folder / 'tasks'}\nconfirmation=no\n")
        task = {"TASKRC": str(taskrc)}
        (folder / "tasks").mkdir()
        subprocess.run(
            ["task", "add", "study"],
            env={**os.environ, **task},
            capture_output=True,
            check=True,
        )
        found.append(Subject("Taskwarrior, next", ("task", "next"), task))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Whole commands, timed side by side.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--cpu", action="store_true")
    arguments = parser.parse_args()
    clock = processor_time if arguments.cpu else perf_counter
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "floor.py").write_text(FLOOR)
        floor = Subject("the floor", (sys.executable, str(folder / "floor.py")))
        bare = Subject("Python alone", (sys.executable, "-c", ""))
        subjects = [floor, bare, *ours(folder)]
        subjects += [] if arguments.no_peers else peers(folder)
        for subject in subjects:
            # The second run finds what the first one kept.
            subject.time_once(clock)
            subject.time_once(clock)
            subject.seconds.clear()
        for _ in range(arguments.rounds):
            for subject in subjects:
                subject.time_once(clock)
    base = median(floor.seconds)
    print(f"{'':29} {'median':>8} {'quartiles':>15} {'of floor':>9}")
    for subject in subjects:
        middle = median(subject.seconds)
        low, _, high = (1000 * each for each in quantiles(subject.seconds, n=4))
        spread = f"{low:.0f} to {high:.0f}"
        print(f"{subject.name:29} {1000 * middle:5.0f} ms {spread:>15} {middle / base:9.2f}")


if __name__ == "__main__":
    main()
