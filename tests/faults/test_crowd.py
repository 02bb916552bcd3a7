"""Many processes at once, readers among them, and copies taken while they write."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mlroadmap.storage.log import LogStore
from mlroadmap.storage.paths import resolve_paths

from .harness import Learner, check_notes, notes_in, records_in, size


def crowd(learner: Learner, processes: int, events: int, readers: int) -> None:
    """Let many processes log at once, each on a day of its own, and others read."""
    drivers = [learner.driver() for _ in range(processes)]
    looking = [learner.driver() for _ in range(readers)]
    for driver in looking:
        for _ in range(events // 4 + 1):
            driver.ask("status", "--json")
            driver.ask("doctor", "--json")
    for number, driver in enumerate(drivers):
        day = f"2026-{number % 12 + 1:02}-{number // 12 + 1:02}"
        for event in range(events):
            note = f"p{number}-e{event}"
            driver.ask("log", "vectors", "1m", "--on", day, "--note", note)
    for driver in [*drivers, *looking]:
        driver.finish()


def check_crowd(learner: Learner, events: int) -> None:
    assert len(learner.acknowledged) == events
    records = records_in(learner.logs)
    assert [record["n"] for record in records] == list(range(1, events + 3))
    assert [record["k"] for record in records] == ["roadmap", "plan", *["log"] * events]
    assert learner.run("doctor").code == 0
    learner.check()


def test_processes_at_once(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    learner.plan()
    crowd(learner, 4, 5, 1)
    check_crowd(learner, 20)


@pytest.mark.campaign
def test_sixteen_processes_with_readers(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    learner.plan()
    crowd(learner, 16, size(10, 50), 2)
    check_crowd(learner, 16 * size(10, 50))


@pytest.mark.campaign
def test_sixty_four_processes(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    learner.plan()
    crowd(learner, size(24, 64), size(4, 50), 0)
    check_crowd(learner, size(24 * 4, 64 * 50))


@pytest.mark.campaign
def test_a_first_moment_together(tmp_path: Path) -> None:
    """Processes that all find nothing agree on one device and lose nothing."""
    learner = Learner(tmp_path)
    drivers = [learner.driver() for _ in range(8)]
    for driver in drivers:
        driver.ask("plan", "--hours", "7")
        driver.ask("log", "vectors", "1m", "--note", f"note-{drivers.index(driver)}")
    for driver in drivers:
        driver.finish()
    assert len(learner.logs) == 1
    learner.check()


@pytest.mark.campaign
def test_mending_and_restoring_while_others_write(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    learner.plan()
    learner.log("before")
    backup = str(tmp_path / "backup.zip")
    assert learner.run("backup", backup).code == 0
    writers = [learner.driver() for _ in range(3)]
    menders = [learner.driver() for _ in range(2)]
    for number, driver in enumerate(writers):
        for event in range(20):
            driver.ask("log", "vectors", "1m", "--note", f"p{number}-e{event}")
    for driver in menders:
        for _ in range(10):
            driver.ask("doctor", "--fix")
            driver.ask("restore", backup)
    for number in range(30):
        # Whole lines of garbage, as a merge or a stray program may leave them.
        with learner.logs[0].open("ab") as log:
            log.write(b"garbage %d\n" % number)
        assert writers[number % 3].answer().startswith("0 ")
    for driver in menders:
        driver.finish_killed()
    for driver in writers:
        driver.finish()
    assert len(learner.acknowledged) == 61
    learner.run("doctor", "--fix")
    assert learner.run("doctor").code == 0
    learner.check()


def copy_in_chunks(source: Path, target: Path, chunk: int = 512) -> None:
    """Copy a directory slowly, as programs do that know nothing of its writers."""
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_dir():
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            with path.open("rb") as read, place.open("wb") as written:
                while part := read.read(chunk):
                    written.write(part)


@pytest.mark.campaign
def test_a_hundred_copies_taken_in_mid_write(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    learner.plan()
    driver = learner.driver()
    for number in range(150):
        driver.ask("log", "vectors", "1m", "--note", f"note-{number}")
    for number in range(100):
        driver.answer()
        sure = list(learner.acknowledged)
        copy = tmp_path / f"copy-{number}"
        copy_in_chunks(learner.state, copy)
        check_notes(notes_in((copy / "log").glob("*.jsonl")), sure, learner.attempted)
        events = LogStore(resolve_paths(copy, {})).read().events
        assert len(events) >= len(sure) + 2
        if number % size(50, 10) == 0:
            other = Learner(tmp_path / f"other-{number}")
            shutil.move(copy, other.state)
            other.attempted, other.acknowledged = list(learner.attempted), sure
            other.check()
    driver.finish()
    learner.check()
