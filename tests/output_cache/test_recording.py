"""Answers that are kept: shown again as they were, and never when something has changed."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fcntl import LOCK_EX, flock
from pathlib import Path
from random import Random
from shutil import rmtree
from subprocess import PIPE, STDOUT
from typing import BinaryIO

import pytest

from mlroadmap.cli.commands import gives_the_same_again
from mlroadmap.output_cache import reprint
from mlroadmap.output_cache.recording import Recording
from tests.conftest import SAMPLE

READING = (
    ("next",),
    ("status",),
    ("week",),
    ("topics", "--json"),
    ("show", "vectors"),
    ("history",),
    ("why", "networks"),
    ("forecast", "--score"),
)


@dataclass
class Process:
    """Runs the command as a process of its own, with a state of its own."""

    state: Path
    today: date = date(2027, 1, 4)
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            **os.environ,
            "MLROADMAP_STATE": str(self.state),
            "MLROADMAP_ROADMAP": str(SAMPLE),
            "MLROADMAP_TODAY": self.today.isoformat(),
            **self.environ,
        }

    def __call__(self, *words: str) -> tuple[int, str, str]:
        run = subprocess.run(
            [sys.executable, "-m", "mlroadmap", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return run.returncode, run.stdout, run.stderr

    @property
    def answers(self) -> list[Path]:
        folder = self.state / "cache" / "answers"
        return sorted(folder.iterdir()) if folder.is_dir() else []

    def grow_old(self) -> None:
        """Let the files seem to have been there for a while, so that answers are kept."""
        an_hour_ago = time.time() - 3600
        for place in self.state.rglob("*"):
            if "cache" not in place.parts:
                os.utime(place, (an_hour_ago, an_hour_ago))


@pytest.fixture
def process(tmp_path: Path) -> Process:
    made = Process(tmp_path / "state")
    assert made("plan", "--hours", "7")[0] == 0
    return made


def kept(process: Process, *words: str) -> tuple[int, str, str]:
    """Run a command until its answer is kept."""
    for _ in range(100):
        answer = process(*words)
        if process.answers:
            return answer
    raise AssertionError("no answer was ever kept")


def test_an_answer_is_kept_and_shown_again(process: Process) -> None:
    first = kept(process, "next")
    (file,) = process.answers
    stored = file.read_bytes()
    assert first[1].encode() in stored
    assert process("next") == first
    assert file.read_bytes() == stored


@pytest.mark.parametrize("seed", range(2))
def test_kept_and_computed_answers_are_the_same_after_any_commands(
    process: Process, seed: int
) -> None:
    rng = Random(seed)
    topics = ("vectors", "calculus", "networks", "flat-project")
    for _ in range(8):
        process.today += timedelta(days=rng.choice([0, 0, 1, 9]))
        said = rng.choice(
            [
                ("done", rng.choice(topics)),
                ("log", rng.choice(topics), "20m"),
                ("off", "+2d"),
                ("undo",),
                ("redo",),
                ("plan", "--hours", str(rng.randint(3, 20))),
            ]
        )
        process(*said)
        for words in rng.sample(READING, 2):
            answers = [process(*words), process(*words)]
            rmtree(process.state / "cache")
            answers.append(process(*words))
            assert answers[0] == answers[1] == answers[2]


def test_a_change_of_anything_is_seen(process: Process, tmp_path: Path) -> None:
    before = kept(process, "next", "--json")
    for change in (
        lambda: process("log", "vectors", "10m"),
        lambda: process.environ.update(MLROADMAP_TODAY="2027-01-05"),
        lambda: process.environ.update(MLROADMAP_ROADMAP=str(_changed_roadmap(tmp_path))),
    ):
        change()
        after = process("next", "--json")
        assert after != before
        before = after


def _changed_roadmap(folder: Path) -> Path:
    changed = folder / "changed.yaml"
    text = SAMPLE.read_text(encoding="utf-8")
    changed.write_text(text.replace("likely: 4", "likely: 5"), encoding="utf-8")
    return changed


def test_a_damaged_answer_or_another_s_is_not_shown(process: Process) -> None:
    answer = kept(process, "next")
    (file,) = process.answers
    content = file.read_bytes()
    for damaged in (b"", content[:-1], content.replace(b"Vectors", b"Victors"), b"\xff" * 99):
        file.write_bytes(damaged)
        assert process("next") == answer
    other = reprint.spell_answer(b"other", reprint.EVERY_DAY, [], [(reprint.STDOUT, b"wrong")])
    file.write_bytes(other)
    assert process("next") == answer


def test_help_and_completion_are_kept_but_nothing_that_writes_or_fails() -> None:
    assert gives_the_same_again(["next", "--json"], {})
    assert gives_the_same_again(["done", "--help"], {})
    assert gives_the_same_again([], {"_MLROADMAP_COMPLETE": "complete_bash"})
    assert gives_the_same_again(["--today", "today", "--state=next", "status"], {})
    for words in (
        ["done", "numpy"],
        ["plan"],
        ["export", "ics"],
        ["start"],
        [],
        ["--today", "today", "backup", "b.zip"],
        ["--state", "next", "export", "csv", "-o", "x.csv"],
        ["--state", "status"],
        ["export", "csv", "-o", "-h"],
    ):
        assert not gives_the_same_again(words, {"_MLROADMAP_COMPLETE": ""})


def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    process = Process(tmp_path / "state")
    assert process("next")[0] == process("next")[0] == 7
    assert process.answers == []


def test_the_time_of_a_running_timer_is_not_kept(process: Process) -> None:
    process("start", "vectors")
    process.grow_old()
    process("status")
    assert process.answers == []


def test_half_an_answer_is_not_kept(process: Process) -> None:
    kept(process, "status")
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "mlroadmap", "topics", "--json"]
    run = subprocess.run(command, env=process.environment, stdout=write, check=False)
    os.close(write)
    assert run.returncode == 0
    assert len(process.answers) == 1
    assert process("topics", "--json")[1]


def test_what_was_said_is_said_again_in_its_order(process: Process) -> None:
    (log,) = (process.state / "log").iterdir()
    log.write_bytes(log.read_bytes() + b"garbage\n")
    command = [sys.executable, "-m", "mlroadmap", "next", "--json"]

    def said(err: int | BinaryIO) -> bytes:
        run = subprocess.Popen(command, env=process.environment, stdout=PIPE, stderr=err)
        return run.communicate()[0]

    kept(process, "next", "--json")
    first = said(STDOUT)
    assert first.index(b"no checksum") < first.index(b"schema_version")
    rmtree(process.state / "cache")
    assert said(STDOUT) == first
    with Path("/dev/full").open("wb") as full:
        assert said(full).count(b"schema_version") == 1


def test_an_answer_that_cannot_be_written_again_is_a_failure(process: Process) -> None:
    kept(process, "next")
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "mlroadmap", "next"],
            env=process.environment,
            stdout=full,
            stderr=PIPE,
            text=True,
            check=False,
        )
    assert run.returncode == 1
    assert run.stderr.startswith("mlroadmap: The output could not be written")


def test_no_part_of_an_answer_is_said_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[bytes] = []

    def write(_: int, text: bytes) -> int:
        if written:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(bytes(text[:2]))
        return 2

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(SystemExit, match="could not be written: No space"):
        reprint._say_again([(reprint.STDOUT, b"answer")])
    assert written == [b"an"]


def test_asking_begins_no_state(tmp_path: Path) -> None:
    environ = {**os.environ, "HOME": str(tmp_path)}
    environ = {name: each for name, each in environ.items() if "XDG" not in name}
    (tmp_path / ".cache").mkdir()
    (tmp_path / "empty").mkdir()
    for words in (["--help"], ["--state", str(tmp_path / "empty"), "--help"], ["paths"]):
        command = [sys.executable, "-m", "mlroadmap", *words]
        subprocess.run(command, env=environ, capture_output=True, check=True)
    assert not [*(tmp_path / ".cache").iterdir(), *(tmp_path / "empty").iterdir()]


def test_a_pipe_in_the_cache_keeps_nobody_waiting(process: Process) -> None:
    answer = kept(process, "next")
    (file,) = process.answers
    file.unlink()
    os.mkfifo(file)
    assert process("next") == answer


def test_completion_depends_on_where_it_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    completing = {"_MLROADMAP_COMPLETE": "complete_bash"}
    questions = set()
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        monkeypatch.chdir(folder)
        questions.add(reprint.question([], completing))
        assert reprint.question([], {"_MLROADMAP_COMPLETE": ""}) not in questions
    assert len(questions) == 2


def test_an_empty_path_is_refused(process: Process) -> None:
    for option in ("--state", "--roadmap"):
        code, _, said = process(option, "", "next")
        assert (code, "the path is empty" in said) == (2, True)


def test_a_forecast_that_could_not_be_noted_is_not_kept(process: Process) -> None:
    kept(process, "status")
    with (process.state / "state" / "turn").open("ab") as turn:
        flock(turn, LOCK_EX)
        assert process("forecast")[0] == 0
    assert len(process.answers) == 1


def test_a_cache_that_cannot_be_written_is_no_fault(process: Process) -> None:
    rmtree(process.state / "cache", ignore_errors=True)
    (process.state / "cache").write_text("in the way", encoding="utf-8")
    assert process("next")[0] == process("next")[0] == 0


@pytest.mark.parametrize(
    ("words", "environ", "folder"),
    [
        (["next"], {"HOME": "/h"}, "/h/.cache/mlroadmap/answers"),
        (["next"], {"HOME": "/h", "XDG_CACHE_HOME": "/c"}, "/c/mlroadmap/answers"),
        (["next"], {"HOME": "/h", "XDG_CACHE_HOME": "c"}, "/h/.cache/mlroadmap/answers"),
        (["next"], {}, None),
        (["--state", "/s", "next"], {"HOME": "/h"}, "/s/cache/answers"),
        (["next", "--state=/s"], {"MLROADMAP_STATE": "/e"}, "/s/cache/answers"),
        (["next", "--state"], {"MLROADMAP_STATE": "/e"}, "/e/cache/answers"),
    ],
)
def test_answers_are_kept_in_the_cache_of_the_state(
    words: list[str], environ: dict[str, str], folder: str | None
) -> None:
    assert reprint.answers_folder(words, environ) == folder


def test_an_answer_holds_on_its_day_from_the_hour_at_which_it_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def is_day(at: str) -> bool:
        now = time.strptime(at, "%Y-%m-%d %H")
        monkeypatch.setattr(reprint, "localtime", lambda: now)
        return reprint._is_day("2027-01-04 2027-01-05 4")

    assert is_day("2027-01-04 04")
    assert is_day("2027-01-04 23")
    assert is_day("2027-01-05 03")
    assert not is_day("2027-01-04 03")
    assert not is_day("2027-01-05 04")
    assert not is_day("2027-01-06 03")


@pytest.mark.parametrize("words", [("next",), ("--help",), ("status",)])
def test_a_kept_answer_needs_nothing_imported(process: Process, words: tuple[str, ...]) -> None:
    kept(process, *words)
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "mlroadmap", *words],
        env=process.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {line.rsplit("|")[-1].strip() for line in run.stderr.splitlines()}
    assert "mlroadmap.output_cache.reprint" in imported
    assert not imported & {"typer", "rich", "yaml", "json", "mlroadmap.cli", "datetime"}


def test_a_directory_that_is_gone_stops_no_command(process: Process, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    script = (
        f"import os; os.mkdir({str(gone)!r}); os.chdir({str(gone)!r}); os.rmdir({str(gone)!r});"
        "import sys; sys.argv[1:] = ['next']; from mlroadmap.__main__ import main; main()"
    )
    for state in (process.environment["MLROADMAP_STATE"], "relative"):
        run = subprocess.run(
            [sys.executable, "-c", script],
            env={**process.environment, "MLROADMAP_STATE": state},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in run.stderr
        assert run.returncode == (0 if state != "relative" else 6)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_answer_that_is_cut_short_is_a_failure(process: Process, unbuffered: str) -> None:
    def limited(*words: str) -> subprocess.CompletedProcess[bytes]:
        command = "ulimit -f 1; " + " ".join([sys.executable, "-m", "mlroadmap", *words])
        with (process.state.parent / "out").open("wb") as out:
            return subprocess.run(
                ["bash", "-c", command],
                env={**process.environment, "PYTHONUNBUFFERED": unbuffered},
                stdout=out,
                stderr=subprocess.PIPE,
                check=False,
            )

    kept(process, "topics", "--json")
    run = limited("topics", "--json")
    assert run.returncode == 1
    assert b"could not be written" in run.stderr


@pytest.mark.parametrize("age_seconds", [0.5, 1.9, 2.5])
def test_nothing_is_kept_that_a_coarse_clock_could_make_stale(
    age_seconds: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change within the same second leaves such a clock's times as they were."""
    changed = 1_800_000_000
    stamp = changed * 1_000_000_000
    monkeypatch.setattr(reprint, "signature", lambda _: f"{stamp} {stamp} 5 7")
    monkeypatch.setattr(time, "time", lambda: changed + age_seconds)
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    recording = Recording.begin(["--state", str(tmp_path), "next"], {})
    recording.reads([tmp_path / "roadmap.yaml"])
    written: list[Path] = []

    def put(path: Path, content: bytes, *, durable: bool) -> None:
        assert content
        assert not durable
        written.append(path)

    recording.keep(put)
    assert bool(written) == (age_seconds > 2)
