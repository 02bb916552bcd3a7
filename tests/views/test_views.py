"""Every view, to the letter, at the widths that people have, with and without colour."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.clock import Clock
from tests.conftest import Cli

pytestmark = pytest.mark.usefixtures("entry_ids")

Golden = Callable[[str, str], None]

_LINK_ID = re.compile(r"id=\d+")

VIEWS: dict[str, tuple[str, ...]] = {
    "plan": ("plan",),
    "plan-full": ("plan", "--full"),
    "next": ("next",),
    "status": ("status",),
    "forecast": ("forecast",),
    "topics": ("topics",),
    "show-topic": ("show", "vectors"),
    "steps": ("steps", "vectors", "--answers"),
    "show-stage": ("show", "practice"),
    "history": ("history",),
    "whatif": ("whatif", "--hours", "3.5,14"),
    "why": ("why", "networks"),
    "why-day": ("why", "2027-01-10"),
    "today": ("today",),
    "week": ("week",),
    "week-ahead": ("week", "+1"),
}


@pytest.fixture
def midway(planned: Cli) -> Cli:
    """A learner in the second week: things done, logged, missed and undone."""
    planned.today = "2027-01-07"
    planned("done", "vectors", "--time", "50m", "--note", "at [last]")
    planned.today = "2027-01-09"
    planned("log", "networks", "20m", "--on", "fri")
    planned("missed", "yesterday")
    planned("left", "calculus", "3h")
    planned("undo")
    return planned


@pytest.mark.parametrize("columns", [60, 80, 140])
@pytest.mark.parametrize("color", ["never", "always"])
@pytest.mark.parametrize("view", VIEWS)
def test_view(midway: Cli, golden: Golden, view: str, columns: int, color: str) -> None:
    midway.columns = columns
    text = midway(*VIEWS[view], "--color", color).stdout
    golden(f"{view}-{columns}-{color}.txt", _LINK_ID.sub("id=0", text))


@pytest.mark.parametrize("view", VIEWS)
def test_lines_fit_the_terminal_but_for_what_is_copied(midway: Cli, view: str) -> None:
    midway.columns = 60
    lines = midway(*VIEWS[view]).stdout.splitlines()
    long = [line.strip() for line in lines if len(line) > 60]
    assert [line for line in long if not line.startswith(("https://", "mlroadmap "))] == []


@pytest.mark.parametrize("view", VIEWS)
def test_plain_output_has_no_escape_codes(midway: Cli, view: str) -> None:
    assert "\x1b" not in midway(*VIEWS[view]).stdout
    assert "\x1b" in midway(*VIEWS[view], "--color", "always").stdout


def test_next_on_a_day_off(cli: Cli, golden: Golden) -> None:
    cli("plan", "--days", "mon=2h wed=1h")
    cli.today = "2027-01-05"
    golden("next-day-off.txt", cli("next").stdout)


def test_next_when_the_day_is_done(planned: Cli, golden: Golden) -> None:
    planned("log", "vectors", "1h")
    golden("next-day-done.txt", planned("next").stdout)


def test_next_before_the_start(cli: Cli, golden: Golden) -> None:
    cli("plan", "--hours", "7", "--start", "+1w")
    golden("next-before-start.txt", cli("next").stdout)


def test_next_asks_about_an_awaiting_topic(planned: Cli, golden: Golden) -> None:
    planned.today = "2027-02-01"
    golden("next-awaiting.txt", planned("next").stdout)
    golden("status-awaiting.txt", planned("status").stdout)


def test_next_over_its_estimate(planned: Cli, golden: Golden) -> None:
    planned("log", "vectors", "5h")
    planned.today = "2027-01-05"
    golden("next-over.txt", planned("next").stdout)


def test_a_week_with_more_than_planned_and_a_day_off(cli: Cli, golden: Golden) -> None:
    cli("plan", "--days", "mon=2h wed=1h", "--unlogged", "missed")
    cli("log", "vectors", "3h")
    cli.today = "2027-01-05"
    golden("today-day-off.txt", cli("today").stdout)
    golden("week-extra.txt", cli("week").stdout)


def test_a_timer_that_runs(midway: Cli, clock: Clock, golden: Golden) -> None:
    clock.set("2027-01-09T19:04", "Europe/Berlin")
    midway("start", "networks")
    clock.pass_by(minutes=75)
    midway.columns = 60
    golden("next-timer.txt", midway("next").stdout)
    golden("start-running.txt", midway("start").stdout)
    golden("stop.txt", midway("stop").stdout)


def test_everything_done(planned: Cli, golden: Golden) -> None:
    said = planned("done", "vectors", "calculus", "networks", "flat", "deep")
    golden("done-last.txt", said.stdout)
    golden("next-finished.txt", planned("next").stdout)
    golden("status-finished.txt", planned("status").stdout)
    golden("plan-finished.txt", planned("plan").stdout)
    golden("today-finished.txt", planned("today").stdout)
    golden("week-finished.txt", planned("week").stdout)
    document = planned.document("status")
    assert document["finish"] <= document["original_finish"]
    golden("forecast-finished.txt", planned("forecast").stdout)


def test_the_forecasts_score(planned: Cli, golden: Golden) -> None:
    golden("score-empty.txt", planned("forecast", "--score").stdout)
    for day in ("04", "07"):
        planned.today = f"2027-01-{day}"
        planned("forecast")
    golden("score-open.txt", planned("forecast", "--score").stdout)
    planned.today = "2027-01-11"
    planned("done", "vectors", "calculus", "networks")
    for columns in (60, 80, 140):
        planned.columns = columns
        golden(f"score-{columns}.txt", planned("forecast", "--score").stdout)


def test_topics_before_any_plan(cli: Cli, golden: Golden) -> None:
    golden("topics-unplanned.txt", cli("topics").stdout)
    golden("show-unplanned.txt", cli("show", "networks").stdout)
    golden("history-empty.txt", cli("history").stdout)
