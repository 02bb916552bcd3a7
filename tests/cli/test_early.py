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
        (("k", ""), "known", 0),
        (("e", ""), "done", 0),
        (("", ""), "done", 0),
        (("what", "6h", ""), "done", 360),
        (("50h", ""), "done", 3000),
        (("10001h", "10000h", ""), "done", 600_000),
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


@pytest.mark.parametrize(
    ("answers", "states"),
    [
        (("K",), ("known", "known", "known")),
        (("E",), ("done", "done", "done")),
        (("3h", "K"), ("done", "known", "known")),
        (("k", "e", ""), ("known", "done", "done")),
    ],
)
def test_one_answer_may_do_for_all_that_are_left(
    early: Cli,
    monkeypatch: pytest.MonkeyPatch,
    answers: tuple[str, ...],
    states: tuple[str, ...],
) -> None:
    answer(monkeypatch, *answers)
    names = ("vectors", "networks", "deep-project")
    result = early("done", *names)
    assert tuple(topic(early, name)["state"] for name in names) == states
    assert (": known, no longer" in result.stdout) == ("known" in states)
    assert ("done on" in result.stdout) == ("done" in states)


def test_the_question_says_what_can_be_answered(
    early: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def prompt(text: str, **_: object) -> str:
        asked.append(text)
        return ""

    monkeypatch.setattr(early_question, "can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", prompt)
    early("done", "deep-project", "vectors")
    first, last = "Known already [k], studied elsewhere [e]", "don't know [Enter], or how long"
    assert asked == [
        f"{first} (K or E: all 2 of them), {last} did it take?",
        f"{first}, {last} did it take?",
    ]


def test_leaving_the_questions_stores_nothing(
    early: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def left(text: str, **_: object) -> str:
        del text
        if typed:
            return typed.pop()
        raise KeyboardInterrupt

    typed = ["3h"]
    monkeypatch.setattr(early_question, "can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", left)
    early("done", "deep-project", "vectors", exits=130)
    assert topic(early, "deep-project")["state"] == "todo"


def test_a_day_with_the_time_of_others_takes_more(
    early: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "50h")
    early("done", "deep-project")
    assert "1h logged" in early.said("log", "vectors", "1h")
