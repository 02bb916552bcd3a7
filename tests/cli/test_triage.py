"""known, skip and reopen."""

from __future__ import annotations

import pytest

from mlroadmap.cli import triage
from tests.conftest import Cli


def states(cli: Cli) -> dict[str, str]:
    return {topic["id"]: topic["state"] for topic in cli.document("plan")["topics"]}


def test_known_topics_leave_the_plan_and_the_percentage(planned: Cli) -> None:
    said = planned.said("known", "vectors", "calculus")
    assert "Calculus: known, no longer planned." in said
    assert "7 days earlier" in said
    progress = planned.document("next")["progress"]
    assert (progress["topics"], progress["total_minutes"]) == (3, 720)


def test_a_whole_stage_or_section_can_be_skipped(planned: Cli) -> None:
    planned("skip", "mathematics")
    assert [name for name, state in states(planned).items() if state == "skipped"] == [
        "vectors",
        "calculus",
    ]
    planned("reopen", "1")
    assert set(states(planned).values()) == {"todo"}


def test_what_needs_a_skipped_topic_is_mentioned_not_blocked(planned: Cli) -> None:
    said = planned.said("skip", "networks")
    assert "Still planned, although they build on what you skipped: Deep Project." in said
    assert states(planned)["deep-project"] == "todo"


def test_done_topics_can_be_reopened(planned: Cli) -> None:
    planned("done", "vectors")
    assert "back in the plan" in planned.said("reopen", "vectors")
    assert states(planned)["vectors"] == "active"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("reopen", "vectors"), "not done, known or skipped"),
        (("known", "calculus"), "already done, known or skipped"),
    ],
)
def test_what_is_so_already_changes_nothing(
    planned: Cli, words: tuple[str, ...], said: str
) -> None:
    planned("skip", "calculus")
    before = len(planned.document("history")["entries"])
    assert said in planned.said(*words)
    assert len(planned.document("history")["entries"]) == before


def test_undo_takes_the_whole_command_back(planned: Cli) -> None:
    planned("skip", "1", "2")
    assert "Flat Project skipped. To bring it back: mlroadmap redo" in planned.said("undo")
    assert set(states(planned).values()) == {"todo"}


def test_a_settled_topic_has_nothing_left(planned: Cli) -> None:
    planned("skip", "vectors")
    assert "mlroadmap reopen vectors" in planned("left", "vectors", "1h", exits=2).stderr
    assert "- skipped" in planned("show", "vectors").stdout
    planned("skip", "1")
    assert " skipped " in planned.said("plan")


def test_checking_asks_only_at_a_terminal(planned: Cli) -> None:
    assert "needs a terminal" in planned("known", "1", "--check", exits=2).stderr


@pytest.mark.parametrize(
    ("answers", "known"),
    [
        ("y - y - y n", ["vectors"]),
        ("no NO", []),
        ("yes - y - yes ? y", ["vectors", "calculus"]),
        ("y - y - y q", ["vectors"]),
        ("y - y - n n", []),
        ("y - n - y y", ["calculus"]),
        ("q", []),
    ],
)
def test_checking_goes_through_the_outcomes(
    planned: Cli, monkeypatch: pytest.MonkeyPatch, answers: str, known: list[str]
) -> None:
    waiting = iter(answers.split())
    monkeypatch.setattr(triage, "can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(waiting))
    asked = planned("known", "1", "--check").stderr
    assert "1 of 2  Vectors [bold]not markup[/bold]\n  Can add, scale and multiply" in asked
    assert ("2 of 2  Calculus" in asked) == (answers != "q")
    assert ("Where does 2u - v end" in asked) == (answers[0] == "y")
    assert list(waiting) == []
    assert [name for name, state in states(planned).items() if state == "known"] == known


@pytest.mark.parametrize("answers", ["y q", "y - q"])
def test_quitting_a_proof_proves_nothing(
    planned: Cli, monkeypatch: pytest.MonkeyPatch, answers: str
) -> None:
    waiting = iter(answers.split())
    monkeypatch.setattr(triage, "can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(waiting))
    assert planned.said("known", "1", "--check") == "Nothing is marked as known."


def test_what_is_settled_is_not_asked_about(
    planned: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned("done", "vectors", "calculus")
    monkeypatch.setattr(triage, "can_ask", lambda: True)
    assert "Nothing is marked as known" in planned.said("known", "1", "--check")
