"""The log's totals equal what was typed, whatever is taken back and brought back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest

from mlroadmap.core.calendar.durations import format_duration
from tests.clock import Clock
from tests.conftest import Cli

TOPICS = ("vectors", "calculus", "networks", "flat-project", "deep-project")
FIRST_DAY = date(2027, 12, 27)  # over the turn of a year, and of a leap year's first week

Entry = tuple[str, date, int]


class Learner:
    """Types at random, and keeps account with paper and pencil."""

    def __init__(self, cli: Cli, clock: Clock, seed: int) -> None:
        self.cli, self.clock, self.rng = cli, clock, Random(seed)
        self.today = FIRST_DAY
        self.steps: list[Entry | None] = []
        self.undone: list[Entry | None] = []
        self._wake_up()
        cli("plan", "--hours", "7", "--unlogged", self.rng.choice(["missed", "assumed"]))

    def act(self) -> None:
        """Do one thing."""
        action = self.rng.choice(
            [
                self.log,
                self.log,
                self.log,
                self.done,
                self.time,
                self.sleep,
                self.undo,
                self.redo,
            ]
        )
        action()

    def log(self) -> None:
        topic, day, minutes = self._entry()
        words = ("log", topic, format_duration(minutes).replace(" ", ""))
        self.cli(*words, "--on", day.isoformat(), "--note", "by hand")
        self._say((topic, day, minutes))

    def done(self) -> None:
        topic, day, minutes = self._entry()
        states = {entry["id"]: entry["state"] for entry in self.cli.document("plan")["topics"]}
        words = ("--time", f"{minutes}m") if self.rng.random() < 0.5 else ()
        self.cli("done", topic, "--on", day.isoformat(), *words)
        if states[topic] != "done":
            self._say((topic, day, minutes) if words else None)

    def time(self) -> None:
        topic, _, minutes = self._entry()
        self.cli("start", topic)
        self._say(None)
        self.clock.pass_by(minutes=minutes)
        self.cli("stop")
        self._say((topic, self.today, minutes))

    def undo(self) -> None:
        if self.steps and self.cli.document("next")["timer"] is None:
            self.cli("undo")
            self.undone.append(self.steps.pop())
            if self.cli.document("next")["timer"] is not None:
                self.cli("undo")
                self.undone.append(self.steps.pop())

    def redo(self) -> None:
        if self.undone:
            self.cli("redo")
            self.steps.append(self.undone.pop())
            if self.cli.document("next")["timer"] is not None:
                self.cli("redo")
                self.steps.append(self.undone.pop())

    def sleep(self) -> None:
        self.today += timedelta(days=self.rng.choice([1, 1, 2, 9]))
        self._wake_up()

    def check(self) -> None:
        """Compare what the command line adds up with what was typed."""
        typed = [entry for entry in self.steps if entry is not None]
        assert self._logged_by_topic() == _sums((topic, minutes) for topic, _, minutes in typed)
        assert self._logged_by_day() == _sums((str(day), minutes) for _, day, minutes in typed)

    def _entry(self) -> Entry:
        day = self.today - timedelta(days=self.rng.choice([0, 0, 1, 6]))
        return self.rng.choice(TOPICS), day, self.rng.randint(1, 20)

    def _say(self, entry: Entry | None) -> None:
        self.steps.append(entry)
        self.undone.clear()

    def _wake_up(self) -> None:
        self.clock.set(f"{self.today}T07:00", "Europe/Berlin")

    def _logged_by_topic(self) -> Counter[str]:
        topics = self.cli.document("plan")["topics"]
        return _sums((topic["id"], topic["logged_minutes"]) for topic in topics)

    def _logged_by_day(self) -> Counter[str]:
        days = []
        monday = FIRST_DAY - timedelta(days=7)
        while monday <= self.today:
            days += self.cli.document("week", str(monday))["days"]
            monday += timedelta(days=7)
        return _sums((day["date"], day["logged_minutes"]) for day in days)


def _sums(entries: Iterable[tuple[str, int]]) -> Counter[str]:
    """Add up by key; what is nothing is left out, as Counter's addition does."""
    totals: Counter[str] = Counter()
    for key, minutes in entries:
        totals[key] += minutes
    return +totals


@pytest.mark.parametrize("seed", range(10))
def test_the_log_adds_up_to_what_was_typed(cli: Cli, clock: Clock, seed: int) -> None:
    learner = Learner(cli, clock, seed)
    for _ in range(15):
        learner.act()
    learner.check()


@pytest.mark.parametrize("seed", range(10, 14))
def test_undoing_all_and_redoing_all_is_the_identity(cli: Cli, clock: Clock, seed: int) -> None:
    learner = Learner(cli, clock, seed)
    for _ in range(8):
        learner.log()
        learner.done()
    before = cli("plan", "--json").stdout
    steps = len(learner.steps)
    for _ in range(steps):
        cli("undo")
    assert not learner._logged_by_topic()
    for _ in range(steps):
        cli("redo")
    assert cli("plan", "--json").stdout == before
    learner.check()
