"""The system refuses: full disks, errors of every call, read-only places, lost streams."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .harness import IS_FULL, Learner, limit_file_size, notes_in
from .tracing import (
    Call,
    calls_of_an_append,
    injected,
    log_with,
    needs_strace,
    strace,
    traced_calls,
)

# What each call may be refused with; EINTR has to be tried again by whoever calls.
ERRORS = {
    "openat": ("EMFILE", "EIO", "EACCES", "ENOSPC", "EINTR"),
    "write": ("ENOSPC", "EIO", "EDQUOT", "EINTR"),
    "fsync": ("EIO", "ENOSPC", "EINTR"),
    "flock": ("ENOLCK", "EINTR", "EIO"),
    "read": ("EIO", "EINTR"),
    "close": ("EIO", "EINTR"),
    "mkdir": ("ENOSPC", "EACCES", "EIO"),
    "rename": ("ENOSPC", "EIO"),
}
ANYTHING = ("EIO", "EACCES")


def faults(calls: list[Call]) -> Iterator[tuple[Call, str]]:
    """Pair each call with all its errors, or, in the shorter campaign, with one in turn."""
    for turn, call in enumerate(calls):
        errors = ERRORS.get(call.name, ANYTHING)
        for error in errors if IS_FULL else [errors[turn % len(errors)]]:
            yield call, error


@needs_strace
@pytest.mark.campaign
@pytest.mark.parametrize("half", [0, 1])
def test_every_call_of_an_append_is_refused_once(half: int, tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    learner.plan()
    calls = calls_of_an_append(learner)
    assert len(calls) > 50
    for number, (call, error) in enumerate(list(faults(calls))[half::2]):
        outcome = log_with(learner, f"note-{number}", injected(call, f"error={error}"))
        stored = notes_in(learner.logs)[f"note-{number}"]
        assert stored == (outcome.code == 0), (call, error, outcome)
        if error == "EINTR" and call.name in {"write", "fsync", "flock", "read"}:
            assert outcome.code == 0, call
    learner.check()


@needs_strace
@pytest.mark.campaign
def test_every_call_of_a_first_command_is_refused_once(tmp_path: Path) -> None:
    calls = traced_calls(Learner(tmp_path / "counted"), "plan", "--hours", "7")
    learner = Learner(tmp_path / "learner")
    for call, error in faults(calls):
        shutil.rmtree(learner.state, ignore_errors=True)
        prefix = strace(learner, learner.root / "trace", injected(call, f"error={error}"))
        refused = learner.run("plan", "--hours", "7", prefix=prefix)
        assert refused.code in {0, 6}, (call, error, refused)
        assert (refused.code == 0) == bool(learner.logs and learner.logs[0].stat().st_size)
        learner.plan()
    learner.check()


def grow_until_refused(learner: Learner, **options: object) -> int:
    """Log until the disk is full; gives how many entries fitted."""
    for number in range(400):
        if learner.log(f"{len(learner.attempted)}-{'x' * 1000}", **options).code:
            return number
    raise AssertionError("the disk never got full")


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    learner.plan()
    limit = learner.logs[0].stat().st_size + 3000
    assert grow_until_refused(learner, preexec=limit_file_size(limit)) >= 1
    assert learner.run("next", preexec=limit_file_size(limit)).code == 0
    learner.check()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk; RLIMIT_FSIZE stands in for it")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.campaign
def test_a_full_disk(small_disk: Path) -> None:
    learner = Learner(small_disk / "learner")
    learner.plan()
    filler = small_disk / "filler"
    filler.write_bytes(bytes(24 * 1024))
    grow_until_refused(learner)
    for words in (("next",), ("status", "--json"), ("history",)):
        assert learner.run(*words).code == 0
    backup = learner.run("backup", str(small_disk / "backup.zip"))
    assert backup.code == 0 or not (small_disk / "backup.zip").exists()
    learner.run("doctor", "--fix")
    filler.unlink()
    learner.check()


@pytest.mark.campaign
def test_a_disk_that_is_mounted_read_only(small_disk: Path) -> None:
    learner = Learner(small_disk / "learner")
    learner.plan()
    learner.log("before")
    remount = ["mount", "-o", "remount,{}", str(small_disk)]
    subprocess.run([word.format("ro") for word in remount], check=True)
    try:
        assert_readable_but_not_writable(learner)
    finally:
        subprocess.run([word.format("rw") for word in remount], check=True)
    learner.check()


AS_PLAIN_USER = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"]


def test_directories_that_may_not_be_written(tmp_path: Path) -> None:
    prefix = AS_PLAIN_USER if os.geteuid() == 0 else []
    learner = Learner(tmp_path)
    learner.plan()
    learner.log("before")
    places = [learner.state, *(path for path in learner.state.rglob("*"))]
    modes = [(path, path.stat().st_mode) for path in places]
    for path, mode in reversed(modes):
        path.chmod(mode & 0o555)
    assert_readable_but_not_writable(learner, prefix)
    for path, mode in modes:
        path.chmod(mode)
    learner.check()


def assert_readable_but_not_writable(learner: Learner, prefix: list[str] | None = None) -> None:
    prefix = prefix or []
    for words in (("next",), ("status", "--json"), ("history",)):
        outcome = learner.run(*words, prefix=prefix)
        assert (outcome.code, outcome.err) == (0, ""), (words, outcome)
    assert learner.run("doctor", prefix=prefix).code in {0, 6}
    assert learner.log("refused", prefix=prefix).code == 6
    assert learner.run("doctor", "--fix", prefix=prefix).code == 6
    assert learner.run("undo", prefix=prefix).code == 6


COMMANDS = (
    "next",
    "status",
    "topics",
    "history",
    "doctor",
    "plan --full",
    "log vectors 1m --note {}",
)


@pytest.mark.campaign
@pytest.mark.parametrize("redirection", [">/dev/full", ">&-", "| head -1", "| true"])
def test_output_that_nobody_can_read(redirection: str, tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    learner.plan()
    for number, command in enumerate(
        [
            "next",
            "status",
            "topics",
            "history",
            "doctor",
            "plan --full",
            "log vectors 1m --note {}",
        ]
    ):
        note = f"note-{number}"
        learner.attempted.append(note)
        line = f'set -o pipefail; "$@" {command.format(note)} {redirection}'
        outcome = learner.run(prefix=["bash", "-c", line, "bash"])
        assert outcome.code == (1 if "full" in redirection else 0), (command, outcome)
        assert len(outcome.complaints) == (1 if "full" in redirection else 0)
    learner.check()
