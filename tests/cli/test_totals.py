"""The log's totals equal what was typed, whatever is taken back and brought back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest

from mlroadmap.core.calendar.durations import format_duration
from tests.clock import Clock
from tests.conftest import Cli

TOPICS = ("vectors", "calculus", "networks", "flat-project", "deep-project")
FIRST_DAY = date(2027, 12, 27)  # over the turn of a year, and of a leap year's first week

Time = tuple[str, date, int]


@dataclass
class Entry:
    """One command on paper; a correction says of which entry of a topic being done."""

    number: int
    topic: str
    day: date
    minutes: int | None
    is_done: bool = False
    corrects: Entry | None = None


class Learner:
    """Types at random, and keeps account with paper and pencil."""

    def __init__(self, cli: Cli, clock: Clock, seed: int) -> None:
        self.cli, self.clock, self.rng = cli, clock, Random(seed)
        self.today = FIRST_DAY
        self.typed = 0
        self.entries: list[Entry] = []
        self.undone: list[Entry] = []
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
        topic, day, minutes = self._time()
        words = ("log", topic, format_duration(minutes).replace(" ", ""))
        self.cli(*words, "--on", day.isoformat(), "--note", "by hand")
        self._say(topic, day, minutes)

    def done(self) -> None:
        """Complete a topic, or correct when and in how much time that was done."""
        topic, day, minutes = self._time()
        states = {each["id"]: each["state"] for each in self.cli.document("plan")["topics"]}
        words = ("--time", f"{minutes}m") if self.rng.random() < 0.5 else ()
        said = self.cli.said("done", topic, "--on", day.isoformat(), *words)
        corrected = None
        if states[topic] == "done":
            earlier = [each for each in self.entries if each.is_done and each.topic == topic]
            corrected = max(earlier, key=lambda each: each.number)
        assert ("Corrected:" in said) == (corrected is not None)
        is_done = corrected is None
        self._say(topic, day, minutes if words else None, is_done=is_done, corrects=corrected)

    def time(self) -> None:
        topic, _, minutes = self._time()
        self.cli("start", topic)
        self._say(topic, self.today, None)
        self.clock.pass_by(minutes=minutes)
        self.cli("stop")
        self._say(topic, self.today, minutes)

    def undo(self) -> None:
        if self.entries and self.cli.document("next")["timer"] is None:
            self.cli("undo")
            self.undone.append(self.entries.pop())
            if self.cli.document("next")["timer"] is not None:
                self.cli("undo")
                self.undone.append(self.entries.pop())

    def redo(self) -> None:
        if self.undone:
            self.cli("redo")
            self.entries.append(self.undone.pop())
            if self.cli.document("next")["timer"] is not None:
                self.cli("redo")
                self.entries.append(self.undone.pop())

    def sleep(self) -> None:
        self.today += timedelta(days=self.rng.choice([1, 1, 2, 9]))
        self._wake_up()

    def check(self) -> None:
        """Compare what the command line adds up with what was typed."""
        times = list(self._times())
        assert self._logged_by_topic() == _sums((topic, minutes) for topic, _, minutes in times)
        assert self._logged_by_day() == _sums((str(day), minutes) for _, day, minutes in times)

    def _times(self) -> Iterator[Time]:
        """Add up the paper: corrections hold, and what was done first is not done again."""
        days = {each.number: each.day for each in self.entries}
        times = {each.number: each.minutes for each in self.entries}
        for each in sorted(self.entries, key=lambda each: each.number):
            if each.corrects is not None and each.corrects.number in days:
                days[each.corrects.number] = each.day
                if each.minutes is not None:
                    times[each.corrects.number] = each.minutes
        done: set[str] = set()
        for each in sorted(self.entries, key=lambda each: (days[each.number], each.number)):
            minutes = times[each.number]
            if minutes and each.corrects is None and not (each.is_done and each.topic in done):
                yield each.topic, days[each.number], minutes
            if each.is_done:
                done.add(each.topic)

    def _time(self) -> Time:
        day = self.today - timedelta(days=self.rng.choice([0, 0, 1, 6]))
        return self.rng.choice(TOPICS), day, self.rng.randint(1, 20)

    def _say(
        self,
        topic: str,
        day: date,
        minutes: int | None,
        *,
        is_done: bool = False,
        corrects: Entry | None = None,
    ) -> None:
        self.typed += 1
        self.entries.append(Entry(self.typed, topic, day, minutes, is_done, corrects))

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
    entries = len(learner.entries)
    assert entries == 16
    for _ in range(entries):
        cli("undo")
    assert not learner._logged_by_topic()
    for _ in range(entries):
        cli("redo")
    assert cli("plan", "--json").stdout == before
    learner.check()
