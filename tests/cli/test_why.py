"""why: for topics and for days; what it says to type does what it says."""

from __future__ import annotations

import shlex

import pytest

from tests.conftest import Cli


def start(cli: Cli, name: str) -> str:
    topics = {topic["id"]: topic for topic in cli.document("plan")["topics"]}
    return str(topics[name]["start"])


def test_a_topic_says_what_holds_it_back(planned: Cli) -> None:
    said = planned.said("why", "networks")
    assert "starts on Wed 13 Jan." in said
    assert "Without it, it would start on" in said
    assert "mlroadmap hours --days" in said
    assert "Nothing holds it back" in planned.said("why", "vectors")


@pytest.mark.parametrize("name", ["calculus", "networks", "flat-project", "deep-project"])
def test_every_command_it_gives_moves_the_topic_as_it_says(planned: Cli, name: str) -> None:
    planned("off", "2027-01-05..2027-01-06")
    document = planned.document("why", name)
    assert document["start"] == start(planned, name)
    kinds = {kind for each in document["constraints"] for kind in each["kinds"]}
    assert {"day-off", "capacity"} <= kinds
    for constraint in document["constraints"]:
        planned(*shlex.split(constraint["command"])[1:])
        assert start(planned, name) == constraint["start_without"]
        planned("undo")


def test_a_topic_under_way_goes_on(planned: Cli) -> None:
    planned("log", "vectors", "30m")
    assert "continues on Mon 4 Jan." in planned.said("why", "vectors")
    assert "Vectors [bold]not markup[/bold] continues" in planned.said("why", "tomorrow")


def test_a_day_says_what_it_holds_and_why(planned: Cli) -> None:
    said = planned.said("why", "2027-01-08")
    assert "Fri 8 Jan 1h are available." in said
    document = planned.document("why", "2027-01-08")
    assert document["capacity_minutes"] == 60
    assert document["starting"][0]["topic"] == document["sessions"][0]["topic"]


def test_a_day_without_study_says_why_and_what_to_type(planned: Cli) -> None:
    planned("off", "fri")
    assert "It is a day off." in planned.said("why", "fri")
    document = planned.document("why", "fri")
    assert document["idle"] == "day-off"
    planned(*shlex.split(document["command"])[1:])
    assert planned.document("why", "fri")["sessions"]
    assert "finish the roadmap before" in planned.said("why", "2033-01-01")
    assert "past" in planned.said("why", "2026-12-31")


def test_a_weekday_without_hours_can_be_given_some(cli: Cli) -> None:
    cli("plan", "--days", "mon=2h")
    command = cli.document("why", "fri")["command"]
    cli(*shlex.split(command)[1:])
    assert cli.document("why", "fri")["capacity_minutes"] == 60


def test_a_plan_that_starts_later(cli: Cli) -> None:
    cli("plan", "--hours", "7", "--start", "2027-02-01")
    assert "The plan starts later." in cli.said("why", "fri")
    assert "The plan starts on Mon 1 Feb. Otherwise" in cli.said("why", "vectors")
    cli(*shlex.split(cli.document("why", "vectors")["constraints"][0]["command"])[1:])
    assert start(cli, "vectors") == "2027-01-04"


def test_what_is_settled_is_not_planned(planned: Cli) -> None:
    planned("done", "vectors")
    assert "mlroadmap reopen vectors" in planned("why", "vectors", exits=2).stderr
    planned("why", "nothing-like-it", exits=3)


@pytest.mark.parametrize("columns", [60, 80, 140])
def test_lines_fit_but_for_commands(planned: Cli, columns: int) -> None:
    planned.columns = columns
    for what in ("deep-project", "2027-01-08"):
        lines = planned("why", what).stdout.splitlines()
        others = [line for line in lines if not line.strip().startswith("mlroadmap ")]
        assert max(map(len, others)) <= columns
