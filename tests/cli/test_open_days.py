"""The question about past study days of which nothing is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from mlroadmap.cli import open_days
from tests.conftest import Cli

QUESTION = """\
mlroadmap: 6 study days without an entry, Tue 12 Jan to Sun 17 Jan.
If you studied as planned:  mlroadmap studied 2027-01-12..2027-01-17
If you did not study:       mlroadmap missed 2027-01-12..2027-01-17
"""


@pytest.fixture
def silent(planned: Cli) -> Cli:
    """A learner who said nothing after planning on Mon 4 Jan, until the 18th."""
    planned.today = "2027-01-18"
    return planned


class Terminal:
    """Somebody who reads the questions, and gives one answer after another."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answers: Sequence[str]) -> None:
        self.questions: list[str] = []
        self.waiting = list(answers)
        monkeypatch.setattr(open_days, "can_ask", lambda: True)
        monkeypatch.setattr("typer.prompt", self._answer)

    def _answer(self, question: str, **_: Any) -> str:
        self.questions.append(question)
        return self.waiting.pop(0)


def entries(cli: Cli) -> list[str]:
    return [entry["what"] for entry in cli.document("history")["entries"]]


def test_a_week_of_silence_is_not_asked_about(planned: Cli) -> None:
    planned.today = "2027-01-12"
    for command in ("next", "status", "today", "week"):
        assert planned(command).stderr == ""
    assert planned.document("next")["unanswered"] == []


def test_later_days_are_asked_about_once_with_what_to_type(silent: Cli) -> None:
    assert silent("next").stderr == QUESTION
    assert "6 study days without an entry" in silent.said("status")
    assert silent("status").stderr == ""


def test_a_single_day_is_no_range(planned: Cli) -> None:
    planned.today = "2027-01-13"
    told = planned("next").stderr
    assert told.startswith("mlroadmap: 1 study day without an entry, Tue 12 Jan.\n")
    assert "mlroadmap studied 2027-01-12\n" in told
    assert told.endswith("mlroadmap missed 2027-01-12\n")


def test_days_off_are_not_asked_about(cli: Cli) -> None:
    cli("plan", "--days", "mon=2h")
    cli.today = "2027-01-21"
    assert cli.document("next")["unanswered"] == ["2027-01-18"]
    assert "mlroadmap studied 2027-01-18\n" in cli("next").stderr


def test_the_days_are_in_the_documents(silent: Cli) -> None:
    days = [f"2027-01-{day}" for day in range(12, 18)]
    for command in ("next", "status"):
        assert silent.document(command)["unanswered"] == days
        assert silent(command, "--json").stderr == ""
    assert silent("next", "--short").stderr == ""
    row = "Unanswered 6 study days without an entry, Tue 12 Jan to Sun 17 Jan"
    assert row in silent.said("status")


@pytest.mark.parametrize(
    "words", [("done", "vectors"), ("log", "calculus", "5m"), ("start",), ("skip", "flat")]
)
def test_any_entry_ends_the_question(silent: Cli, words: tuple[str, ...]) -> None:
    assert silent(*words).stderr == ""
    assert silent("next").stderr == silent("status").stderr == ""


@pytest.mark.parametrize("command", ["studied", "missed"])
def test_the_commands_it_names_answer_it(silent: Cli, command: str) -> None:
    silent(command, "2027-01-12..2027-01-17")
    assert silent("next").stderr == silent("status").stderr == ""
    assert silent.document("next")["unanswered"] == []


def test_the_setting_can_answer_it_beforehand(cli: Cli) -> None:
    cli("plan", "--hours", "7", "--unlogged", "missed")
    cli.today = "2027-01-18"
    assert cli("next").stderr == ""
    assert cli.document("next")["unanswered"] == []


@pytest.mark.parametrize(
    ("answers", "what", "finish"),
    [
        (["y"], "studied as planned", "2027-01-22"),
        (["perhaps", "yes"], "studied as planned", "2027-01-22"),
        (["N"], "missed", "2027-01-28"),
    ],
)
def test_at_a_terminal_next_takes_an_answer(
    silent: Cli,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[str],
    what: str,
    finish: str,
) -> None:
    terminal = Terminal(monkeypatch, answers)
    shown = silent("next")
    asked = (
        "6 study days without an entry, Tue 12 Jan to Sun 17 Jan. "
        "Did you study as planned? [y/n/later]"
    )
    assert terminal.questions == [asked] * len(answers)
    assert terminal.waiting == []
    assert "mlroadmap studied" not in shown.stderr
    assert entries(silent)[1:] == [f"{what} Tue 12 Jan 2027 to Sun 17 Jan 2027"]
    document = silent.document("next")
    assert (document["finish"], document["unanswered"]) == (finish, [])
    assert shown.stdout == silent("next").stdout


@pytest.mark.parametrize("answer", ["later", "l"])
def test_later_is_an_answer_that_is_not_kept(
    silent: Cli, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    before = silent.document("next")
    terminal = Terminal(monkeypatch, [answer, answer])
    for asked in (1, 2):
        assert "Flat Project" in silent("next").stdout
        assert len(terminal.questions) == asked
    assert len(entries(silent)) == 1
    assert silent.document("next") == before


def test_only_next_asks_and_only_for_a_reader(
    silent: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal(monkeypatch, [])
    for words in (("status",), ("week",), ("next", "--json"), ("next", "--short")):
        silent(*words)
    assert terminal.questions == []


def test_at_a_terminal_nothing_is_asked_without_a_question(
    planned: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal(monkeypatch, [])
    planned("next")
    planned.today = "2027-01-12"
    planned("next")
    assert terminal.questions == []
