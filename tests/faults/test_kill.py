"""kill -9: at random points of many appends, and at every system call of one."""

from __future__ import annotations

import random
import shutil
import threading
from pathlib import Path

import pytest

from .harness import Learner, size
from .tracing import calls_of_an_append, injected, log_with, needs_strace, strace, traced_calls

# Before and after these the disk differs; the others only look.
CHANGING = {
    "openat",
    "mkdir",
    "write",
    "fsync",
    "flock",
    "ftruncate",
    "rename",
    "unlink",
    "close",
}


def kill_in_the_middle(learner: Learner, chance: random.Random, name: str) -> None:
    """Let a process append, and kill it at a random moment after its first append."""
    driver = learner.driver()
    for number in range(60):
        driver.ask("log", "vectors", "1m", "--note", f"{name}-{number}")
    driver.answer()
    threading.Timer(chance.uniform(0, 0.25), driver.process.kill).start()
    driver.finish_killed()


def survive(root: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    learner = Learner(root)
    learner.plan()
    for kill in range(kills):
        kill_in_the_middle(learner, chance, f"kill{kill}")
    assert len(learner.acknowledged) >= kills
    learner.check()


def test_killed_twice(tmp_path: Path) -> None:
    survive(tmp_path, 2, 0)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(size(4, 20)))
def test_killed_at_random_points(seed: int, tmp_path: Path) -> None:
    survive(tmp_path, 10, seed)


@needs_strace
@pytest.mark.campaign
def test_killed_at_every_call_of_an_append(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    learner.plan()
    calls = calls_of_an_append(learner)
    changing = [call for call in calls if call.name in CHANGING]
    assert len(changing) > 15
    codes = [
        log_with(learner, f"killed-{number}", injected(call, "signal=KILL")).code
        for number, call in enumerate(changing)
    ]
    # What the one before left half done makes the next one take another path.
    assert set(codes) <= {0, -9}
    assert codes.count(-9) >= len(codes) - 2
    learner.check()


@needs_strace
@pytest.mark.campaign
def test_killed_at_every_call_of_a_first_command(tmp_path: Path) -> None:
    calls = traced_calls(Learner(tmp_path / "counted"), "plan", "--hours", "7")
    changing = [call for call in calls if call.name in CHANGING]
    assert len(changing) > 15
    learner = Learner(tmp_path / "learner")
    for call in changing:
        shutil.rmtree(learner.state, ignore_errors=True)
        prefix = strace(learner, tmp_path / "trace", injected(call, "signal=KILL"))
        killed = learner.run("plan", "--hours", "7", prefix=prefix)
        assert killed.code == -9, (call, killed)
        learner.plan()
        assert learner.run("log", "vectors", "1m").code == 0
    learner.check()
