"""A topic that is completed far ahead of its time."""

from __future__ import annotations

from typing import Any

import pytest

from mlroadmap.cli import early as early_question
from tests.conftest import Cli


@pytest.fixture
def early(cli: Cli) -> Cli:
    """A learner of two hours a week, on the first day."""
    cli("plan", "--hours", "2", "--unlogged", "missed")
    cli("left", "deep-project", "30h")
    return cli


def topic(cli: Cli, name: str) -> Any:
    return next(each for each in cli.document("plan")["topics"] if each["id"] == name)


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    waiting = iter(answers)
    monkeypatch.setattr(early_question, "can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(waiting))


def test_nobody_is_asked_away_from_a_terminal(early: Cli) -> None:
    before = early.document("forecast")["p50"]
    early("done", "deep-project")
    assert topic(early, "deep-project")["state"] == "done"
    assert early.document("forecast")["rests_on_prior"]
    assert early.document("forecast")["p50"] < before


@pytest.mark.parametrize(
    ("answers", "state", "logged"),
    [
        (("k",), "known", 0),
        (("e",), "done", 0),
        (("what", "6h"), "done", 360),
    ],
)
def test_the_answer_says_what_it_was(
    early: Cli,
    monkeypatch: pytest.MonkeyPatch,
    answers: tuple[str, ...],
    state: str,
    logged: int,
) -> None:
    answer(monkeypatch, *answers)
    result = early("done", "deep-project", "calculus")
    assert "Deep Project is estimated at" in result.stderr
    assert topic(early, "deep-project")["state"] == state
    assert topic(early, "deep-project")["logged_minutes"] == logged
    assert topic(early, "calculus")["state"] == "done"


def test_a_topic_with_its_time_is_not_asked_about(
    early: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch)
    early("done", "deep-project", "--time", "6h")
    assert topic(early, "deep-project")["logged_minutes"] == 360
