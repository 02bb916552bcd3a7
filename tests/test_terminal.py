"""What is asked at a real terminal, and what becomes of the answers."""

from __future__ import annotations

import pytest

from tests.conftest import Cli
from tests.terminal import Terminal


def at_terminal(cli: Cli, *words: str, today: str = "2027-01-04") -> Terminal:
    environ = {
        "MLROADMAP_STATE": str(cli.state),
        "MLROADMAP_ROADMAP": str(cli.roadmap),
        "MLROADMAP_TODAY": today,
    }
    return Terminal(*words, environ=environ)


def known(cli: Cli) -> list[str]:
    topics = cli.document("plan")["topics"]
    return [topic["id"] for topic in topics if topic["state"] == "known"]


def prove(terminal: Terminal) -> None:
    """Answer both questions about vectors, and say that it was right."""
    for _ in range(2):
        terminal.read_until("shows the answer")
        terminal.type("\n")
        terminal.read_until("[y/n/q]")
        terminal.type("y\n")


def test_checking_asks_about_one_outcome_after_the_other(planned: Cli) -> None:
    with at_terminal(planned, "known", "1", "2", "--check") as terminal:
        terminal.read_until("1 of 4")
        terminal.read_until("[y/n/q]")
        terminal.type("y\n")
        prove(terminal)
        terminal.read_until("2 of 4")
        terminal.read_until("[y/n/q]")
        terminal.type("maybe\n")
        terminal.read_until("[y/n/q]")
        terminal.type("n\n")
        terminal.read_until("3 of 4")
        terminal.type("q\n")
        terminal.read_until("known, no longer planned")
        assert terminal.code() == 0
    assert known(planned) == ["vectors"]


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_leaving_the_questions_stores_nothing(planned: Cli, key: str) -> None:
    with at_terminal(planned, "known", "1", "--check") as terminal:
        terminal.read_until("1 of 2")
        terminal.type("y\n")
        prove(terminal)
        terminal.read_until("2 of 2")
        terminal.read_until("[y/n/q]")
        assert terminal.leave(key) == 130
    assert known(planned) == []


def test_a_timer_of_yesterday_is_asked_about(planned: Cli) -> None:
    planned("start")
    with at_terminal(planned, "stop", today="2027-01-05") as terminal:
        terminal.read_until("overnight.")
        terminal.read_until("How long did you really study?")
        terminal.type("45 minutes or so\n")
        terminal.read_until("is not a length of time")
        terminal.type("45m\n")
        terminal.read_until("45m logged on Mon 4 Jan")
        assert terminal.code() == 0
    assert planned.document("show", "vectors")["topic"]["logged_minutes"] == 45


def test_a_question_that_is_left_leaves_the_timer(planned: Cli) -> None:
    planned("start")
    with at_terminal(planned, "stop", today="2027-01-05") as terminal:
        terminal.read_until("How long did you really study?")
        assert terminal.leave("\x03") == 130
    assert planned.document("next")["timer"] is not None


def test_questions_without_color_have_no_escape_codes(planned: Cli) -> None:
    with at_terminal(planned, "--color", "never", "done", "vectors") as terminal:
        assert "\x1b" not in terminal.read_until("Is it done?")
        terminal.type("n\n")
        terminal.read_until("stays open")
    with at_terminal(planned, "known", "1", "--check", "--color", "never") as terminal:
        assert "\x1b" not in terminal.read_until("[y/n/q]")
        terminal.type("y\n")
        assert "\x1b" not in terminal.read_until("shows the answer")
        terminal.type("\n")
        assert "\x1b" not in terminal.read_until("[y/n/q]")
        terminal.type("q\n")
    with at_terminal(planned, "done", "vectors") as terminal:
        assert "\x1b" in terminal.read_until("Is it done?")
