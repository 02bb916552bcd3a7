"""The real command in real processes: streams, pipes and the environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a shell line in which `$m` is the command, with a state of its own."""

    def run_line(line: str, **environ: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "MLROADMAP_STATE": str(tmp_path / "state"),
            "MLROADMAP_TODAY": "2027-01-04",
            "m": f"{sys.executable} -m mlroadmap",
            **environ,
        }
        return subprocess.run(
            ["bash", "-c", line],
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            stdin=subprocess.DEVNULL,
            cwd=tmp_path,
        )

    return run_line


def test_a_first_day(run: Run) -> None:
    assert run("$m").returncode == 7
    assert run("$m plan --hours 10").returncode == 0
    assert "Design and Implement Models" in run("$m next").stdout
    assert run("$m done role-design-models").returncode == 0
    assert "1 of 69 topics" in run("$m").stdout


def test_a_closed_pipe_ends_quietly(run: Run) -> None:
    run("$m plan --hours 10")
    result = run("set -o pipefail; $m plan --full | head -1")
    assert result.returncode == 0
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_device_is_said_plainly(run: Run) -> None:
    run("$m plan --hours 10")
    result = run("$m next > /dev/full")
    assert result.returncode == 1
    assert "could not be written" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("$m next >&-", 0),
        ("$m --version >&-", 0),
        ("$m log numpy 5m >&-", 0),
        ("$m bogus 2>&-", 2),
        ("$m done nosuch 2>&-", 3),
        ("$m plan --dry-run 2>&-", 0),
        ("$m bogus 2>/dev/full", 2),
        ("$m --help > /dev/full", 1),
        ("$m log numpy 5m > /dev/full", 1),
    ],
)
def test_streams_that_are_closed_or_full(run: Run, line: str, code: int) -> None:
    run("$m plan --hours 10")
    result = run(line)
    assert result.returncode == code
    assert "Traceback" not in result.stderr
    assert "bug" not in result.stderr


@pytest.mark.parametrize("words", [["--help"], ["plan", "--help"], ["topics"]])
def test_a_reader_that_was_never_there_is_no_failure(tmp_path: Path, words: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "mlroadmap", "--state", str(tmp_path / "state"), *words]
    result = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (result.returncode, result.stderr) == (0, b"")


def test_output_is_utf8_whatever_the_locale(run: Run) -> None:
    run("$m plan --hours 10")
    result = run("$m status", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert result.returncode == 0
    assert "─" in result.stdout


@pytest.mark.parametrize("columns", ["0", "1", "20", "500"])
def test_any_width_is_bearable(run: Run, columns: str) -> None:
    run("$m plan --hours 10")
    for command in ("plan", "next", "status", "topics", "show svd", "plan --full"):
        result = run(f"$m {command}", COLUMNS=columns)
        assert result.returncode == 0
        assert len(result.stdout) > 100


def test_the_same_plan_on_every_machine(run: Run) -> None:
    first = run("$m plan --hours 10 --json", PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C")
    second = run("$m plan --json", PYTHONHASHSEED="2", TZ="America/New_York", COLUMNS="40")
    assert first.stdout == second.stdout


def test_two_terminals_at_once_lose_nothing(run: Run) -> None:
    run("$m plan --hours 10")
    result = run("for i in 1 2 3 4 5 6 7 8; do $m log numpy 5m & done; wait")
    assert result.returncode == 0
    assert '"logged_minutes": 40' in run("$m show numpy --json").stdout


def test_undoing_at_once_takes_back_one_step_each(run: Run) -> None:
    run("$m plan --hours 10; $m done numpy; $m done svd; $m done pandas; $m done bert")
    result = run("for i in 1 2 3 4; do $m undo & done; wait")
    told = sorted(line.split(".")[0] for line in result.stdout.splitlines() if "Undone" in line)
    assert len(set(told)) == 4
    assert '"done_topics": 0' in run("$m next --json").stdout


def test_saying_done_at_once_counts_once(run: Run) -> None:
    run("$m plan --hours 10")
    result = run("for i in 1 2 3 4; do $m done numpy & done; wait")
    assert result.stdout.count("✓ NumPy") == 1
    assert result.stdout.count("NumPy was done on Mon 4 Jan already.") == 3


def test_a_state_that_is_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    result = run("$m plan --hours 10")
    assert result.returncode == 6
    assert len(result.stderr.splitlines()) == 2
