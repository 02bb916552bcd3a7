"""What a long log adds up to is kept, and every answer is what the whole log gives."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from mlroadmap.core.journal.actions import TimeLogged
from mlroadmap.storage.log_reading import LogReading, Logs
from mlroadmap.storage.record import encode
from tests.clock import Clock
from tests.conftest import SAMPLE, Cli, read_only
from tests.storage.log_tools import event

pytestmark = pytest.mark.usefixtures("_long")

LEAST = "mlroadmap.storage.log_reading.LEAST_EVENTS"
QUESTIONS = ("next", "status", "today", "week", "topics", "history")


@pytest.fixture
def _long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short logs count as long."""
    monkeypatch.setattr(LEAST, 1)


@pytest.fixture
def whole_readings(monkeypatch: pytest.MonkeyPatch) -> list[Logs]:
    """The logs that were read as a whole."""
    found: list[Logs] = []
    reading = Logs.reading

    def noted(logs: Logs) -> LogReading:
        found.append(logs)
        return reading(logs)

    monkeypatch.setattr(Logs, "reading", noted)
    return found


@pytest.fixture
def busy(planned: Cli) -> Cli:
    """A learner with some days behind, whose log is summed up."""
    planned("log", "vectors", "50m", "--note", "so far")
    planned.today = "2027-01-06"
    planned("done", "vectors", "--time", "30m")
    planned.today = "2027-01-08"
    planned("next")
    return planned


@contextmanager
def without_cache(cli: Cli) -> Iterator[None]:
    """Keep nothing, and find nothing that was kept."""
    cache, aside = cli.state / "cache", cli.state / "aside"
    cache.rename(aside)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LEAST, 10**9)
        yield
    shutil.rmtree(cache, ignore_errors=True)
    aside.rename(cache)


def answers(cli: Cli) -> list[str]:
    return [cli(each, *as_json).output for each in QUESTIONS for as_json in ((), ("--json",))]


def assert_right(cli: Cli) -> None:
    """Check the answers to all questions, twice: what is kept by then is right, too."""
    found, again = answers(cli), answers(cli)
    with without_cache(cli):
        wanted = answers(cli)
    assert found == wanted
    assert again == wanted


def kept(cli: Cli) -> bytes:
    (place,) = (cli.state / "cache" / "checkpoints").iterdir()
    return place.read_bytes()


def test_next_after_an_entry_reads_that_alone(busy: Cli, whole_readings: list[Logs]) -> None:
    before = kept(busy)
    busy("log", "calculus", "20m")
    busy("start", "calculus")
    whole_readings.clear()
    for question in ("next", "today", "topics"):
        busy(question)
    assert not whole_readings
    assert kept(busy) == before
    assert_right(busy)


# What is said, command by command; a date alone is another day on which it is said.
SAID: dict[str, list[str]] = {
    "undo": ["undo"],
    "undo and redo": ["undo", "redo"],
    "undo of what came after it": ["log calculus 9m", "undo"],
    "edit": ["edit LAST --note other"],
    "a day missed": ["missed yesterday"],
    "days studied": ["studied 2027-01-07"],
    "an earlier day": ["log calculus 15m --on 2027-01-05"],
    "done yesterday": ["done calculus --on yesterday"],
    "days off": ["off 2027-01-09..2027-01-12"],
    "other hours": ["hours 3 --from 2027-01-11"],
    "a plan anew": ["plan --hours 9 --first networks"],
    "known and reopened": ["known calculus", "reopen calculus"],
    "what is left": ["left calculus 30m"],
    "a timer": ["start calculus", "stop --time 5m"],
    "a forecast": ["forecast"],
    "days without a word": ["2027-01-25"],
    "a clock set back": ["2027-01-05"],
    "a clock set back, and an entry": ["2027-01-05", "log calculus 15m"],
    "a clock set back after entries": [
        "log calculus 9m",
        "next",
        "2027-01-07",
        "log calculus 7m",
    ],
}


def say(cli: Cli, commands: Sequence[str], exits: int | None = 0) -> None:
    for command in commands:
        if command.startswith("20"):
            cli.today = command
        else:
            last = cli.document("history")["entries"][-1]["id"]
            cli(*command.replace("LAST", last).split(), exits=exits)


@pytest.mark.parametrize("name", SAID)
@pytest.mark.usefixtures("entry_ids")
def test_whatever_is_said_answers_are_those_of_the_whole_log(name: str, busy: Cli) -> None:
    say(busy, SAID[name])
    assert_right(busy)
    busy("log", "networks", "10m")
    assert_right(busy)


def test_a_roadmap_that_changed_is_another_sum(busy: Cli, tmp_path: Path) -> None:
    changed = tmp_path / "changed.yaml"
    text = SAMPLE.read_text(encoding="utf-8")
    changed.write_text(text.replace("calculus", "limits"), encoding="utf-8")
    busy.roadmap = changed
    assert_right(busy)
    busy("log", "limits", "10m")
    assert_right(busy)
    busy.roadmap = SAMPLE
    assert_right(busy)


@pytest.mark.parametrize("clock", [2, 90])
def test_another_device_comes_in_before_or_after_it(clock: int, busy: Cli) -> None:
    said = replace(
        event(1, clock=clock), day=date(2027, 1, 8), action=TimeLogged("calculus", 25)
    )
    log = busy.state / "log" / "bbbbbbbb.jsonl"
    log.write_bytes(encode(said))
    log.chmod(0o600)
    assert_right(busy)


def test_midnight_passes(cli: Cli, clock: Clock) -> None:
    cli("plan", "--hours", "7")
    clock.set("2027-01-05T23:00", "UTC")
    cli("log", "vectors", "20m")
    cli("next")
    for hours in (2, 4, 24, 24 * 9):
        clock.pass_by(hours=hours)
        assert_right(cli)
        cli("log", "vectors", "10m")
        assert_right(cli)
    clock.pass_by(hours=-72)
    assert_right(cli)


def test_a_damaged_one_changes_no_answer(busy: Cli) -> None:
    (place,) = (busy.state / "cache" / "checkpoints").iterdir()
    content = place.read_bytes()
    for damaged in (b"", content[:-9], content.replace(b"vectors", b"sectors"), b"x" * 99):
        place.write_bytes(damaged)
        assert_right(busy)


def test_a_note_of_before_is_shown(busy: Cli) -> None:
    busy("log", "calculus", "10m", "--note", "up to the chain rule")
    busy("next")
    busy("log", "calculus", "10m")
    assert "up to the chain rule" in busy.said("next")


def test_a_cache_that_may_only_be_read_is_no_fault(busy: Cli) -> None:
    busy("undo")
    with read_only(busy.state / "log"):
        assert_right(busy)
    shutil.rmtree(busy.state / "cache")
    (busy.state / "cache").write_bytes(b"no directory")
    busy("next")


@pytest.mark.usefixtures("entry_ids")
@pytest.mark.parametrize("seed", range(6))
def test_a_life_is_told_the_same(seed: int, planned: Cli) -> None:
    """Anything, one after another, with answers in between that keep what they find."""
    rng, day = Random(seed), date(2027, 1, 4)
    said = list(SAID.values())[:15]
    for _ in range(8):
        day += timedelta(days=rng.choice([0, 0, 1, 2]))
        planned.today = str(max(day, date(2027, 1, 8)))
        for _ in range(rng.randint(1, 3)):
            topic = rng.choice(["vectors", "calculus", "networks"])
            planned("log", topic, f"{rng.randint(5, 50)}m", exits=None)
        if rng.random() < 0.4:
            say(planned, rng.choice(said), exits=None)
        if rng.random() < 0.5:
            planned("next")
        found = planned("status", "--json").output + planned("next").output
        with without_cache(planned):
            assert planned("status", "--json").output + planned("next").output == found
