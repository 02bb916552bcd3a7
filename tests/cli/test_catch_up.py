"""plan --catch-up."""

from __future__ import annotations

from tests.conftest import Cli


def test_what_was_missed_is_spread_over_the_rest_of_the_week(planned: Cli) -> None:
    baseline = planned.document("plan")["finish"]
    planned.today = "2027-01-06"
    planned("missed", "mon..tue")
    assert planned.document("plan")["finish"] > baseline
    said = planned.said("plan", "--catch-up")
    assert "Added to this week: Wed 25m, " in said
    assert planned.document("plan")["finish"] == baseline
    assert "Nothing of this week is left to catch up on." in planned.said("plan", "--catch-up")
    assert "Wed 6 Jan to Sun 10 Jan" in planned.said("off")
    planned("undo")
    assert planned.document("plan")["finish"] > baseline


def test_a_limit_leaves_the_rest_to_move_on(planned: Cli) -> None:
    planned.today = "2027-01-09"
    planned("missed", "mon..fri")
    assert "have no room" not in planned.said("plan", "--catch-up", "--limit", "2h")
    assert planned.document("plan")["sessions"][0]["date"] == "2027-01-09"
    planned("undo")
    assert "has no room for the 5h" in planned.said("plan", "--catch-up", "--limit", "1h")
    said = planned.said("plan", "--catch-up", "--limit", "90m")
    assert "4h did not fit and will be rescheduled." in said


def test_it_goes_with_no_other_settings(planned: Cli) -> None:
    assert "--catch-up" in planned("plan", "--limit", "2h", exits=2).stderr
    planned("plan", "--catch-up", "--hours", "3", exits=2)
    planned("plan", "--catch-up", "--dry-run", exits=2)
    planned("plan", "--catch-up", "--limit", "0h", exits=2)


def test_it_needs_a_plan(cli: Cli) -> None:
    cli("plan", "--catch-up", exits=7)
