"""A power cut after every system call, under several models of what the disk kept."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mlroadmap.core.journal.actions import TimeLogged
from mlroadmap.storage.log import LogStore
from mlroadmap.storage.paths import resolve_paths

from .disk import MODELS, WATCHED, cuts, put, read_recording
from .harness import Driver, Learner
from .tracing import needs_strace

pytestmark = pytest.mark.usefixtures("without_waiting")

ANSWER = re.compile(r'^0 .*"--note", "([^"]+)"', re.MULTILINE)


def record(learner: Learner, appends: int, without: str = "") -> Path:
    """Record the calls of a first plan and some appends."""
    trace = learner.root / "trace"
    options = ["-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", "1000000", "-e", WATCHED]
    prefix = ["strace", *options, "-o", str(trace)]
    driver = Driver(learner, {"FAULTS_WITHOUT": without}, prefix)
    driver.ask("plan", "--hours", "7")
    for number in range(appends):
        driver.ask("log", "vectors", "1m", "--note", f"note-{number}")
    driver.finish()
    assert len(learner.acknowledged) == appends
    return trace


def breaches(learner: Learner, trace: Path) -> tuple[int, dict[str, int]]:
    """Count the states a power cut can leave, and by model those that break the promise."""
    broken = dict.fromkeys(MODELS, 0)
    target, states = learner.root / "found", 0
    for disk in cuts(read_recording(trace), ANSWER):
        for model in MODELS:
            put(disk, model, learner.state, target)
            states += 1
            broken[model] += not is_kept(target, disk.acknowledged)
            shutil.rmtree(target)
    return states, {model: count for model, count in broken.items() if count}


def notes_of(store: LogStore) -> list[str]:
    actions = [event.action for event in store.read().events]
    return [action.note for action in actions if isinstance(action, TimeLogged)]


def is_kept(state: Path, acknowledged: list[str]) -> bool:
    """Whether the promise holds: all acknowledged, nothing strange, and it can go on."""
    store = LogStore(resolve_paths(state, {}))
    notes = notes_of(store)
    assert notes == [f"note-{number}" for number in range(len(notes))]
    entries = [(date(2027, 1, 4), TimeLogged("x", 1, "the last"))]
    store.append(entries, datetime.now(UTC), "UTC")
    assert notes_of(store) == [*notes, "the last"]
    return all(notes.count(note) == 1 for note in acknowledged)


@needs_strace
@pytest.mark.parametrize("appends", [1, pytest.param(6, marks=pytest.mark.campaign)])
def test_no_power_cut_costs_what_was_acknowledged(appends: int, tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    states, broken = breaches(learner, record(learner, appends))
    assert broken == {}
    assert states > 100 * appends


@needs_strace
@pytest.mark.campaign
@pytest.mark.parametrize(
    ("without", "model"),
    [
        ("fsync", "what was synced"),
        ("fsync", "zeros for what was not synced"),
        ("directory-fsync", "the bytes, but only synced names"),
    ],
)
def test_the_check_fails_for_a_build_that_does_not_sync(
    without: str, model: str, tmp_path: Path
) -> None:
    learner = Learner(tmp_path)
    _, broken = breaches(learner, record(learner, 3, without))
    assert broken[model] > 5
