"""test: a topic's questions, closed book."""

from __future__ import annotations

import pytest

from mlroadmap.cli import topic_test
from tests.conftest import Cli


def answer(monkeypatch: pytest.MonkeyPatch, answers: str) -> None:
    """Let someone sit at the terminal and type these; - is Enter."""
    waiting = iter(answers.split())
    monkeypatch.setattr(topic_test, "can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(waiting).replace("-", ""))


def state(cli: Cli) -> str:
    state: str = cli.document("show", "vectors")["topic"]["state"]
    return state


@pytest.mark.parametrize(("answers", "is_done"), [("- y - y y", True), ("- y - y n", False)])
def test_a_passed_test_offers_done(
    planned: Cli, monkeypatch: pytest.MonkeyPatch, answers: str, *, is_done: bool
) -> None:
    answer(monkeypatch, answers)
    shown = planned("test", "vectors")
    assert "2 of 2  Vectors [bold]not markup[/bold]\n  Where does 2u - v end" in shown.stderr
    assert shown.stdout.startswith("2 of 2 right, 100%: passed.\n")
    assert ("done." in shown.stdout) == is_done
    assert (state(planned) == "done") == is_done


@pytest.mark.parametrize(("last", "left"), [("y", 30), ("n", 10)])
def test_a_failed_test_proposes_a_drill(
    planned: Cli, monkeypatch: pytest.MonkeyPatch, last: str, left: int
) -> None:
    planned("left", "vectors", "10m")
    answer(monkeypatch, f"- y - n {last}")
    said = planned.said("test", "vectors")
    assert "1 of 2 right, 50%: not passed, which takes 80%. Go over this again: " in said
    assert "again: See [bold]arrows[/bold]." in said
    topic = planned.document("show", "vectors")["topic"]
    assert topic["remaining_minutes"] == left


def test_time_that_is_left_is_used_first(planned: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "- n - n")
    assert "4h are still planned for it; use them to go over it." in planned.said(
        "test", "vectors"
    )


def test_a_settled_topic_stays_so(planned: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    planned("done", "vectors")
    answer(monkeypatch, "- n - n no")
    assert "more time planned" not in planned.said("test", "vectors")
    assert state(planned) == "done"
    answer(monkeypatch, "- y - y")
    assert planned.said("test", "vectors") == "2 of 2 right, 100%: passed."


@pytest.mark.parametrize("answers", ["q", "- q", "- y quit"])
def test_a_test_that_was_quit_changes_nothing(
    planned: Cli, monkeypatch: pytest.MonkeyPatch, answers: str
) -> None:
    answer(monkeypatch, answers)
    assert "right; the test was not finished." in planned.said("test", "vectors")
    assert state(planned) == "todo"


def test_only_a_terminal_and_only_questions(planned: Cli) -> None:
    assert "needs a terminal" in planned("test", "vectors", exits=2).stderr
    assert "Calculus has no questions" in planned.said("test", "calculus")


def test_a_test_of_a_stage_marks_what_was_proved(
    planned: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "nobody can answer" in planned("test", "1", exits=2).stderr
    monkeypatch.setattr("mlroadmap.cli.placement.can_ask", lambda: True)
    answer(monkeypatch, "- n - y q")
    said = planned.said("test", "1")
    assert "Vectors [bold]not markup[/bold]: 1 of 2 right, to be studied." in said
    assert "Nothing is marked as known." in said
    answer(monkeypatch, "- y - y q")
    assert "Known already, and no longer planned: Vectors" in planned.said("test", "1")
    assert state(planned) == "known"


def test_a_settled_topic_may_be_taken_up_again(
    planned: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned("done", "vectors")
    answer(monkeypatch, "- n - n yes")
    assert "more time planned" in planned.said("test", "vectors")
    assert state(planned) != "done"
    assert "30m" in planned.said("show", "vectors")
