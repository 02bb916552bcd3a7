"""today and week."""

from __future__ import annotations

import pytest

from tests.clock import Clock
from tests.conftest import Cli


@pytest.fixture
def midweek(planned: Cli) -> Cli:
    """A learner on Thursday, who logged a part of Monday and missed Tuesday."""
    planned("log", "vectors", "45m")
    planned.today = "2027-01-07"
    planned("missed", "tue")
    return planned


def test_today_and_the_week_agree(midweek: Cli) -> None:
    midweek("log", "vectors", "20m")
    today, week = midweek.document("today"), midweek.document("week")
    thursday = week["days"][3]
    assert thursday["date"] == today["today"] == "2027-01-07"
    assert {key: today[key] for key in thursday if key != "date"} == {
        key: thursday[key] for key in thursday if key != "date"
    }
    assert today["week"] == {key: week[key] for key in today["week"]}
    assert (today["planned_minutes"], today["logged_minutes"], today["left_minutes"]) == (
        59,
        20,
        39,
    )


def test_the_week_in_numbers(midweek: Cli) -> None:
    week = midweek.document("week")
    assert (week["year"], week["week"]) == (2027, 1)
    assert (week["planned_minutes"], week["logged_minutes"]) == (419, 45)
    assert [day["spilled_minutes"] for day in week["days"]] == [0, 60, 0, 0, 0, 0, 0]
    assert [day["assumed_minutes"] for day in week["days"]] == [15, 0, 60, 0, 0, 0, 0]
    assert week["left_minutes"] == 239


def test_missed_days_are_told_without_blame(midweek: Cli) -> None:
    told = midweek.said("week")
    assert ", 1h not done" in told
    assert "missed" not in told


@pytest.mark.parametrize(
    ("which", "first"),
    [
        ("+1", "2027-01-11"),
        ("-1", "2026-12-28"),
        ("+0", "2027-01-04"),
        ("+2w", "2027-01-18"),
        ("-7d", "2026-12-28"),
        ("2027-03-07", "2027-03-01"),
        ("mon", "2027-01-11"),
        ("today", "2027-01-04"),
        ("+60", "2028-02-28"),
    ],
)
def test_a_week_is_named_by_distance_or_by_a_day(planned: Cli, which: str, first: str) -> None:
    planned.today = "2027-01-07"
    assert planned.document("week", which)["days"][0]["date"] == first


@pytest.mark.parametrize("which", ["1", "w1", "--bogus", "2027-02-30", "-99999", "1/2/2027"])
def test_what_is_no_week_is_refused(planned: Cli, which: str) -> None:
    assert planned("week", which, exits=2).stdout == ""


def test_the_last_week_of_a_year_with_53(cli: Cli) -> None:
    cli.today = "2026-12-28"
    cli("plan", "--hours", "7")
    cli.today = "2027-01-02"
    assert "Week 53 of 2026" in cli.said("week")
    assert "Week 1 of 2027" in cli.said("week", "+1")
    assert "Week 52 of 2026" in cli.said("week", "-1")


def test_before_the_first_plan_there_is_no_week(cli: Cli) -> None:
    cli("week", exits=7)
    cli("today", exits=7)


def test_the_days_are_the_learner_s_own(cli: Cli, clock: Clock) -> None:
    clock.set("2028-02-28T10:00", "Asia/Tokyo")
    cli("plan", "--hours", "7")
    clock.set("2028-03-01T02:00", "Asia/Tokyo")
    assert cli.document("today")["today"] == "2028-02-29"
    clock.travel("America/New_York")  # noon of the same learner's day
    assert cli.document("today")["today"] == "2028-02-29"
    clock.travel("Pacific/Honolulu")
    cli("log", "vectors", "30m")
    clock.travel("Asia/Tokyo")
    clock.pass_by(hours=3)
    week = cli.document("week")
    assert week["today"] == "2028-03-01"
    assert [day["date"] for day in week["days"]][1:3] == ["2028-02-29", "2028-03-01"]
    assert week["logged_minutes"] == 30
