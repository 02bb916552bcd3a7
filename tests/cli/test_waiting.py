"""Nothing is left to plan, and topics that have had their time wait for `done`."""

from __future__ import annotations

import pytest

from tests.conftest import Cli

WAITING = "all planned study is past; 5 topics wait for done"


@pytest.fixture
def waiting(planned: Cli) -> Cli:
    """A learner who studied as planned, and said of no topic that it is done."""
    last = planned.document("plan")["finish"]
    planned.today = "2027-03-01"
    planned("studied", f"2027-01-04..{last}")
    return planned


@pytest.mark.parametrize("command", ["status", "next"])
def test_it_is_said_instead_of_a_finish(waiting: Cli, command: str) -> None:
    said = waiting.said(command)
    assert WAITING in said
    assert "today" not in said.partition("Finish")[2]


def test_the_promised_date_is_compared_with_today(waiting: Cli) -> None:
    said = waiting.said("status")
    assert "behind" in said.partition("Original")[2]
    waiting("plan", "--hours", "7", "--finish-by", "2027-06-01")
    assert waiting.document("status")["original_finish"] == "2027-06-01"
    assert "ahead" not in waiting.said("status")


def test_one_topic_waits(waiting: Cli) -> None:
    said = waiting.said("done", "vectors", "calculus", "networks", "flat-project")
    assert "you now finish" not in said
    assert "Are these done: Deep Project?" in said
    assert "1 topic waits for done" in waiting.said("status")
    assert "finished the roadmap" in waiting.said("done", "deep-project")


def test_why_names_no_day_of_such_a_topic(waiting: Cli) -> None:
    error = waiting("why", "deep-project", exits=2).stderr
    assert "The time of Deep Project is up, so it is not in the plan." in error
    assert "mlroadmap done deep-project\nmlroadmap left deep-project" in error
    assert WAITING[1:] in waiting.said("why", "tomorrow")


def test_whatif_shows_all_hours_that_were_asked_about(waiting: Cli) -> None:
    said = waiting.said("whatif", "--hours", "5,7,10")
    assert "5h waits for done" in said
    assert "10h waits for done" in said


def test_hours_for_a_date_are_not_sought(waiting: Cli) -> None:
    before = waiting.document("plan")["weekly_minutes"]
    result = waiting("plan", "--finish-by", "2027-06-01")
    assert "No study is left to plan, so your 7h a week stay as they are." in result.stderr
    assert waiting.document("plan")["weekly_minutes"] == before
    assert waiting.document("plan")["finish_by"] == "2027-06-01"
    assert "--sure" not in waiting("plan", "--finish-by", "2027-03-02").stderr


def test_the_page_says_so(waiting: Cli) -> None:
    page = waiting("export", "html", "--output", "-").stdout
    assert "Waiting for done" in page


def test_forecast_draws_no_planned_date(waiting: Cli) -> None:
    said = waiting.said("forecast")
    assert WAITING in said.lower()
    assert "As planned" not in said
    assert "you finished on" not in said
