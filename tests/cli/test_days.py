"""off and hours."""

from __future__ import annotations

import pytest

from tests.conftest import Cli


def capacity(cli: Cli, day: str) -> int:
    sessions = cli.document("plan")["sessions"]
    return sum(session["minutes"] for session in sessions if session["date"] == day)


def test_days_off_move_the_work(planned: Cli) -> None:
    said = planned.said("off", "2027-01-06..2027-01-08")
    assert "Wed 06 Jan 2027 to Fri 08 Jan 2027: off." in said
    assert "3 days later" in said
    assert capacity(planned, "2027-01-07") == 0
    assert capacity(planned, "2027-01-09") == 60


def test_days_off_are_listed_and_taken_back(planned: Cli) -> None:
    assert "All weeks are as planned" in planned.said("off")
    planned("off", "fri")
    planned("off", "2027-01-12..2027-01-13")
    planned("off", "2027-01-12..2027-01-14", "--remove")
    assert [change["from"] for change in planned.document("off")["changes"]] == ["2027-01-08"]
    assert "Fri 08 Jan 2027 off" in planned.said("hours")
    planned.today = "2027-01-10"
    assert planned.document("off")["changes"] == []


def test_one_undo_takes_back_a_whole_range(planned: Cli) -> None:
    planned("off", "2027-01-06..2027-01-08")
    assert "Undone: Wed 06 Jan 2027 to Fri 08 Jan 2027: off" in planned.said("undo")
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
    assert "from Mon 11 Jan 2027 on" in planned.said("hours")
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
        (("off", "yesterday"), "is past"),
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


def test_without_a_plan_there_is_nothing_to_differ_from(cli: Cli) -> None:
    cli("off", exits=7)
    cli("off", "fri", exits=7)
