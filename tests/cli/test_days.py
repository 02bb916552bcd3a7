"""off and hours."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.conftest import Cli


def capacity(cli: Cli, day: str) -> int:
    sessions = cli.document("plan")["sessions"]
    return sum(session["minutes"] for session in sessions if session["date"] == day)


def test_days_off_move_the_work(planned: Cli) -> None:
    said = planned.said("off", "2027-01-06..2027-01-08")
    assert "Wed 6 Jan to Fri 8 Jan: off." in said
    assert "3 days later" in said
    assert capacity(planned, "2027-01-07") == 0
    assert capacity(planned, "2027-01-09") == 60


def test_days_off_are_listed_and_taken_back(planned: Cli) -> None:
    assert "No days differ from your usual week" in planned.said("off")
    planned("off", "fri")
    planned("off", "2027-01-12..2027-01-13")
    planned("off", "2027-01-12..2027-01-14", "--remove")
    assert [change["from"] for change in planned.document("off")["changes"]] == ["2027-01-08"]
    assert "Fri 8 Jan off" in planned.said("hours")
    planned.today = "2027-02-10"
    assert planned.document("off")["changes"] == []


def test_one_undo_takes_back_a_whole_range(planned: Cli) -> None:
    planned("off", "2027-01-06..2027-01-08")
    assert "Undone: Wed 6 Jan to Fri 8 Jan: off" in planned.said("undo")
    assert capacity(planned, "2027-01-07") == 60


def test_other_hours_for_a_while(planned: Cli) -> None:
    said = planned.said("hours", "14", "--from", "wed", "--to", "fri")
    assert "14h a week" in said
    assert [capacity(planned, f"2027-01-{day:02d}") for day in (5, 6, 8, 9)] == [
        60,
        120,
        120,
        60,
    ]
    planned("hours", "--from", "wed", "--to", "fri", "--remove")
    assert capacity(planned, "2027-01-06") == 60


def test_other_hours_for_good(planned: Cli) -> None:
    planned("hours", "--days", "mon=3h sat=1h", "--from", "2027-01-11")
    assert [capacity(planned, f"2027-01-{day}") for day in (10, 11, 12, 16)] == [60, 180, 0, 60]
    assert "from Mon 11 Jan on" in planned.said("hours")
    planned("plan", "--hours", "14")
    assert [capacity(planned, f"2027-01-{day:02d}") for day in (4, 11)] == [120, 180]
    planned("undo")
    planned("hours", "--from", "2027-01-11", "--remove")
    assert capacity(planned, "2027-01-12") == 60


def test_hours_may_be_spread_over_some_weekdays(planned: Cli) -> None:
    planned("hours", "6", "--days", "sat,sun", "--from", "2027-01-09", "--to", "2027-01-10")
    assert capacity(planned, "2027-01-09") == 180


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("hours", "5", "--from", "2027-01-03"), "is in the past"),
        (("hours", "5", "--from", "2027-01-03", "--to", "2027-01-05"), "is in the past"),
        (("hours", "--from", "2027-01-03", "--remove"), "mlroadmap off DATES"),
        (("off", "2027-02-02..2027-02-01"), "Give the earlier day first"),
        (("hours", "5"), "From which day on?"),
        (("hours", "--from", "mon"), "How many hours?"),
        (("hours", "5", "--from", "2027-02-02", "--to", "2027-02-01"), "earlier day first"),
        (("hours", "0", "--from", "mon"), "not a number of hours"),
    ],
)
def test_what_cannot_be_is_refused(planned: Cli, words: tuple[str, ...], said: str) -> None:
    assert said in planned(*words, exits=2).stderr
    assert len(planned.document("history")["entries"]) == 1


def test_past_days_are_taken_off_too(planned: Cli) -> None:
    planned.today = "2027-01-08"
    said = planned.said("off", "2027-01-05..2027-01-06")
    assert "Tue 5 Jan to Wed 6 Jan: off." in said
    assert "You now finish on Sun 24 Jan, 2 days later" in said
    days = planned.document("week")["days"]
    assert [day["planned_minutes"] for day in days] == [60, 0, 0, 60, 59, 60, 60]
    assert [day["assumed_minutes"] for day in days] == [60, 0, 0, 60, 0, 0, 0]
    assert [day["spilled_minutes"] for day in days] == [0] * 7
    said = planned.said("off", "2027-01-05", "--remove")
    assert "Tue 5 Jan: the usual hours. This replaces: Tue 5 Jan: off." in said
    assert planned.document("plan")["finish"] == "2027-01-23"


def test_past_days_off_answer_what_was_asked(planned: Cli) -> None:
    planned.today = "2027-02-01"
    assert planned.document("next")["unanswered"]
    planned("off", "2027-01-12..2027-01-31")
    document = planned.document("next")
    assert (document["unanswered"], document["finish"]) == ([], "2027-02-11")
    assert planned("next").stderr == ""


def test_a_change_says_what_it_replaces(planned: Cli) -> None:
    assert "replaces" not in planned.said("off", "2027-01-20..2027-01-22")
    said = planned.said("hours", "14", "--from", "2027-01-21", "--to", "2027-01-25")
    assert "This replaces: Thu 21 Jan to Fri 22 Jan: off." in said
    assert "replaces" not in planned.said("hours", "3", "--from", "2027-02-01")
    said = planned.said("hours", "5", "--from", "2027-02-01")
    assert "This replaces: from Mon 1 Feb on: 3h a week" in said
    said = planned.said("off", "2027-01-20", "--remove")
    assert "This replaces: Wed 20 Jan: off." in said
    changes = [(each["from"], each["to"]) for each in planned.document("off")["changes"]]
    assert changes == [("2027-01-21", "2027-01-25"), ("2027-02-01", None)]


def test_what_is_in_force_is_listed_as_ranges(planned: Cli) -> None:
    for dates in ("2027-01-12", "2027-01-14..2027-01-15", "2027-01-13"):
        planned("off", dates)
    planned("off", "2027-01-14", "--remove")
    changes = [(each["from"], each["to"]) for each in planned.document("off")["changes"]]
    assert changes == [("2027-01-12", "2027-01-13"), ("2027-01-15", "2027-01-15")]


def test_without_a_plan_there_is_nothing_to_differ_from(cli: Cli) -> None:
    cli("off", exits=7)
    cli("off", "fri", exits=7)


def test_weeks_are_whole(planned: Cli) -> None:
    assert "Mon 11 Jan to Sun 17 Jan: off" in planned.said("off", "next", "week")
    said = planned.said("hours", "14", "--from", "mon", "--to", "+3w")
    assert "Mon 11 Jan to Sun 31 Jan" in said
    said = planned.said("hours", "14", "--from", "next week", "--to", "next week")
    assert "Mon 11 Jan to Sun 17 Jan" in said


def test_a_break_that_is_over_is_listed_for_four_weeks(cli: Cli) -> None:
    cli("plan", "--hours", "7")
    cli.today = "2027-01-20"
    cli("off", "2027-01-05..2027-01-19")
    assert "5 Jan" in cli.said("off")
    cli.today = "2027-02-17"
    assert "No days differ" in cli.said("off")


@pytest.mark.parametrize("unlogged", ["assumed", "missed"])
def test_who_logs_at_weekends_only_is_shown_how_to_plan_for_it(cli: Cli, unlogged: str) -> None:
    cli("plan", "--hours", "2", "--unlogged", unlogged)
    for week in range(5):
        for day in ("09", "10"):
            saturday = date(2027, 1, int(day)) + timedelta(weeks=week)
            cli.today = str(saturday)
            cli("log", "deep-project", "30m")
    cli.today = "2027-02-09"
    said = cli.said("status")
    assert "you log study on Sat and Sun only" in said
    assert "mlroadmap plan --days sat,sun" in said
    cli("plan", "--days", "sat,sun")
    assert "Weekdays" not in cli.said("status")


def test_days_that_were_said_to_be_studied_are_days_of_study(planned: Cli) -> None:
    for week in range(5):
        day = date(2027, 1, 9) + timedelta(weeks=week)
        planned.today = str(day)
        planned("log", "deep-project", "10m")
        planned("studied", str(day - timedelta(days=3)))
    planned.today = "2027-02-09"
    assert "you log study on Wed and Sat only" in planned.said("status")
