"""Answers that are computed in the background, once something was stored at a terminal."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

import pytest

from mlroadmap.cli import answering_ahead
from mlroadmap.cli.answering_ahead import SETTING, answer_ahead
from mlroadmap.output_cache import reprint
from tests.conftest import SAMPLE
from tests.terminal import PATIENCE_SECONDS, Terminal

HERE = {"HOME": "/nowhere", "TERM": "xterm"}


class Ended(BaseException):
    """Stands for the end of the process in the background."""


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do the work of the background in this process, as if at a terminal."""

    def end(_: int) -> None:
        raise Ended

    monkeypatch.setattr(answering_ahead, "_is_wanted", lambda _: True)
    monkeypatch.setattr(os, "fork", lambda: 0)
    monkeypatch.setattr(os, "setsid", lambda: None)
    monkeypatch.setattr(os, "nice", lambda _: 0)
    monkeypatch.setattr(os, "_exit", end)
    monkeypatch.setattr(signal, "alarm", lambda _: 0)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, stream, getattr(sys, stream))


def answers_of(state: Path) -> Path:
    folder = state / "cache" / "answers"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep(state: Path, *words: str, environ: Mapping[str, str] = HERE, age: int = 0) -> None:
    asked = reprint.question(words, environ)
    place = Path(reprint.answer_path(str(answers_of(state)), asked))
    place.write_bytes(reprint.spell_answer(asked, reprint.EVERY_DAY, [], []))
    os.utime(place, (1_800_000_000 - age, 1_800_000_000 - age))


def work(state: Path, *words: str) -> list[list[str]]:
    """Give the command lines that are answered after one has stored something."""
    answered: list[list[str]] = []

    def answer(asked: Sequence[str]) -> None:
        sys.stdout.write("this is said to nobody")
        answered.append(list(asked))
        with pytest.raises(EOFError):
            input()

    with pytest.raises(Ended):
        answer_ahead(("--state", str(state), *words), HERE, answer)
    return answered


@pytest.mark.usefixtures("ahead")
def test_what_was_asked_last_is_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ("--state", str(tmp_path))
    keep(tmp_path, *place, age=4)
    keep(tmp_path, *place, "status", age=3)
    keep(tmp_path, *place, "forecast", age=2)
    keep(tmp_path, *place, "show", "numpy", age=1)
    keep(tmp_path, *place, "week", age=0, environ={**HERE, "NO_COLOR": "1"})
    keep(tmp_path, *place, "today", age=5)
    assert work(tmp_path, "done", "numpy") == [
        [*place, "show", "numpy"],
        [*place, "status"],
        [*place],
    ]
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("ahead")
def test_the_first_answer_is_what_to_study_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers_of(tmp_path)
    assert work(tmp_path, "plan") == []
    here = {**HERE, "MLROADMAP_STATE": str(tmp_path)}
    monkeypatch.setitem(HERE, "MLROADMAP_STATE", here["MLROADMAP_STATE"])
    assert work(tmp_path, "plan") == [["next"]]


@pytest.mark.usefixtures("ahead")
def test_there_are_never_two_at_once(tmp_path: Path) -> None:
    keep(tmp_path, "--state", str(tmp_path), "next")
    directory = os.open(tmp_path / "cache", os.O_RDONLY)
    try:
        flock(directory, LOCK_EX | LOCK_NB)
        assert work(tmp_path, "undo") == []
    finally:
        os.close(directory)
    assert work(tmp_path, "undo") == [["--state", str(tmp_path), "next"]]


@pytest.mark.usefixtures("ahead")
def test_a_damaged_answer_ends_it_in_silence(tmp_path: Path) -> None:
    (answers_of(tmp_path) / "00000000").write_bytes(b"damaged")
    assert work(tmp_path, "undo") == []


@pytest.mark.parametrize(
    ("environ", "is_terminal"),
    [({SETTING: "off"}, True), ({SETTING: "0"}, True), ({"CI": "true"}, True), ({}, False)],
)
def test_nothing_is_begun_where_it_is_not_wanted(
    environ: dict[str, str], is_terminal: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers_of(tmp_path)
    monkeypatch.setattr(answering_ahead, "is_conversation", lambda: is_terminal)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal, raising=False)
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("it was begun"))
    answer_ahead(("--state", str(tmp_path), "done"), environ, lambda _: None)


def sealed(kept: Path) -> bytes:
    """Give what an answer holds, without its sums and the numbers that Rich draws for links."""
    return re.sub(rb"id=\d+", b"", kept.read_bytes().split(b"\n", 2)[2])


def test_an_answer_at_a_terminal_is_there_and_the_same(tmp_path: Path) -> None:
    environ = {
        "HOME": str(tmp_path),
        "MLROADMAP_STATE": str(tmp_path / "state"),
        "MLROADMAP_ROADMAP": str(SAMPLE),
        "MLROADMAP_TODAY": "2027-01-04",
        "COLUMNS": "80",
        SETTING: "on",
    }

    answers = answers_of(tmp_path / "state")
    deadline = time.monotonic() + PATIENCE_SECONDS
    with Terminal("plan", "--hours", "7", environ=environ) as terminal:
        assert terminal.code() == 0
        while not [each for each in answers.iterdir() if not each.name.startswith(".")]:
            assert time.monotonic() < deadline
    (kept,) = answers.iterdir()
    ahead = sealed(kept)
    kept.unlink()
    while not kept.exists():
        assert time.monotonic() < deadline
        with Terminal("next", environ=environ) as terminal:
            assert terminal.code() == 0
    assert sealed(kept) == ahead
    leftovers = subprocess.run(
        ["pgrep", "-f", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert leftovers.stdout == ""
