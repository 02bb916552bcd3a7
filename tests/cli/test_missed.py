"""missed and studied: past days as a whole."""

from __future__ import annotations

import pytest

from tests.conftest import Cli


def entries(cli: Cli) -> int:
    return len(cli.document("history")["entries"])


def tallies(cli: Cli, which: str, name: str) -> list[int]:
    return [day[f"{name}_minutes"] for day in cli.document("week", which)["days"]]


@pytest.fixture
def silent(planned: Cli) -> Cli:
    """A learner who said nothing after planning on Mon 4 Jan, until the 18th."""
    planned.today = "2027-01-18"
    return planned


def test_missed_moves_the_work_without_blame(planned: Cli) -> None:
    planned.today = "2027-01-06"
    said = planned.said("missed", "mon..tue")
    assert "Missed: Mon 4 Jan to Tue 5 Jan, 2 days." in said
    assert "2 days later" in said
    assert "already marked as missed" in planned.said("missed", "mon")
    assert entries(planned) == 2
    assert "Missed: Wed 6 Jan." in planned.said("missed", "today")


@pytest.mark.parametrize("words", [("missed",), ("missed", "--remove"), ("studied",)])
def test_days_to_come_are_refused(planned: Cli, words: tuple[str, ...]) -> None:
    assert "in the future" in planned(*words, "tomorrow", exits=2).stderr
    assert entries(planned) == 1


@pytest.mark.parametrize("words", [("missed", "fri"), ("studied", "fri")])
def test_a_plan_comes_first(cli: Cli, words: tuple[str, ...]) -> None:
    assert "mlroadmap plan --hours 10" in cli(*words, exits=7).stderr


def test_days_before_the_plan_are_passed_over(planned: Cli) -> None:
    for command in ("missed", "studied"):
        assert "before the plan starts" in planned.said(command, "2026-12-01..2027-01-03")
    assert entries(planned) == 1
    assert planned.said("missed", "2027-01-01..today").startswith("Missed: Mon 4 Jan. ")
    said = planned.said("studied", "2027-01-01..today")
    assert said.startswith("Studied as planned: Mon 4 Jan. ")


def test_missed_days_are_taken_back(planned: Cli) -> None:
    planned.today = "2027-01-08"
    before = planned.document("plan")
    planned("missed", "2027-01-05..2027-01-07")
    assert planned.document("plan") != before
    assert "Not missed: Tue 5 Jan." in planned.said("missed", "tue", "--remove")
    said = planned.said("missed", "mon..today", "--remove")
    assert "Not missed: Wed 6 Jan to Thu 7 Jan, 2 days." in said
    assert planned.document("plan") == before
    what = [entry["what"] for entry in planned.document("history")["entries"]]
    assert what[-1] == "not missed Wed 6 Jan 2027 to Thu 7 Jan 2027"


def test_what_is_not_missed_cannot_be_taken_back(planned: Cli) -> None:
    said = planned.said("missed", "today", "--remove")
    assert said == "None of those days is marked as missed."
    assert entries(planned) == 1


def test_days_studied_are_credited_as_they_were_planned_then(silent: Cli) -> None:
    assert tallies(silent, "-1", "assumed") == [60, 0, 0, 0, 0, 0, 0]
    assert silent.document("plan")["finish"] == "2027-01-28"
    said = silent.said("studied", "2027-01-12..2027-01-17")
    assert "Studied as planned: Tue 12 Jan to Sun 17 Jan, 6 days." in said
    assert "You now finish on Fri, 6 days earlier" in said
    assert tallies(silent, "-1", "assumed") == [60] * 7
    assert silent.document("status")["finish"] == "2027-01-22"
    assert silent.document("next")["unanswered"] == []


def test_some_of_the_days_can_be_studied_and_others_missed(silent: Cli) -> None:
    silent("studied", "2027-01-12..2027-01-13")
    silent("missed", "2027-01-14..2027-01-17")
    assert tallies(silent, "-1", "assumed") == [60, 60, 60, 0, 0, 0, 0]
    assert silent.document("next")["unanswered"] == []


def test_of_studied_and_missed_what_was_said_last_holds(silent: Cli) -> None:
    silent("missed", "2027-01-12..2027-01-17")
    silent("studied", "2027-01-12")
    assert tallies(silent, "-1", "assumed") == [60, 60, 0, 0, 0, 0, 0]
    silent("missed", "2027-01-12")
    assert tallies(silent, "-1", "assumed") == [60, 0, 0, 0, 0, 0, 0]


def test_days_that_are_studied_can_be_undone(silent: Cli) -> None:
    before = silent.document("plan")
    silent("studied", "2027-01-12..2027-01-17")
    assert "Undone: studied as planned Tue 12 Jan to Sun 17 Jan" in silent.said("undo")
    assert silent.document("plan") == before


def test_studied_counts_where_silence_does_not(cli: Cli) -> None:
    cli("plan", "--hours", "7", "--unlogged", "missed")
    cli.today = "2027-01-06"
    cli("studied", "2027-01-05")
    assert tallies(cli, "+0", "assumed") == [0, 60, 0, 0, 0, 0, 0]
