"""plan --finish-by, its ways out, and the slack."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest

from tests.conftest import Cli


def ways_out(cli: Cli, *words: str) -> dict[str, Any]:
    result = cli("plan", *words, "--json", exits=5)
    assert result.stdout == ""
    return {way["kind"]: way for way in json.loads(result.stderr)["error"]["ways_out"]}


def run(cli: Cli, command: str) -> None:
    """Run what a message says to type."""
    for words in command.split(" && "):
        program, *arguments = shlex.split(words)
        assert program == "mlroadmap"
        cli(*arguments)


def test_the_fewest_hours_that_finish_by_a_date(cli: Cli) -> None:
    result = cli("plan", "--finish-by", "2027-01-24")
    assert "a week to finish by Sun 24 Jan." in result.stderr
    document = cli.document("plan")
    assert document["finish"] <= document["finish_by"] == "2027-01-24"
    fewer = document["weekly_minutes"] - 5
    cli("plan", "--hours", f"{fewer}m", "--finish-by", "2027-01-24", exits=5)


def test_the_fewest_hours_keep_to_the_weekdays(cli: Cli) -> None:
    cli("plan", "--days", "sat,sun", "--finish-by", "2027-01-31")
    capacity = cli.document("plan")["capacity"]
    assert [day for day, minutes in capacity.items() if minutes] == ["sat", "sun"]
    cli("plan", "--finish-by", "2027-02-28")
    capacity = cli.document("plan")["capacity"]
    assert [day for day, minutes in capacity.items() if minutes] == ["sat", "sun"]


@pytest.mark.parametrize("kind", ["hours", "skip", "date"])
@pytest.mark.parametrize("hours", [("--hours", "4"), ("--days", "mon=1h sat=3h")])
@pytest.mark.parametrize("planned_before", [True, False])
def test_every_way_out_does_what_it_says(
    cli: Cli, kind: str, hours: tuple[str, str], *, planned_before: bool
) -> None:
    if planned_before:
        cli("plan", "--hours", "2")
    way = ways_out(cli, *hours, "--finish-by", "2027-01-24")[kind]
    run(cli, way["command"])
    document = cli.document("plan")
    assert document["finish"] <= document["finish_by"]
    assert kind == "date" or document["finish_by"] == "2027-01-24"


def test_a_date_that_cannot_be_kept_stores_nothing(planned: Cli) -> None:
    before = planned.document("plan")
    said = planned("plan", "--hours", "1", "--finish-by", "+2w", exits=5).stderr
    assert "With 1h a week you finish on" in said
    assert "not by Mon 18 Jan 2027." in said
    assert "instead:\n  mlroadmap plan --hours 1h --finish-by" in said
    assert planned.document("plan") == before


def test_even_whole_days_may_be_too_few(planned: Cli) -> None:
    planned("left", "vectors", "100h")
    ways = ways_out(planned, "--finish-by", "tomorrow")
    assert "hours" not in ways
    run(planned, ways["date"]["command"])


def test_a_date_is_kept_in_mind_and_given_up(cli: Cli) -> None:
    cli("plan", "--hours", "7", "--finish-by", "2027-03-01")
    assert "to finish by Mon 1 Mar" in cli.said("history")
    assert "Your date Mon 1 Mar" in cli.said("status")
    cli("plan", "--hours", "5")
    assert cli.document("plan")["finish_by"] == "2027-03-01"
    cli("plan", "--finish-by", "none")
    document = cli.document("status")
    assert document["finish_by"] is document["slack_days"] is None
    assert "Slack" not in cli.said("status")


def test_past_days_and_nonsense_are_refused(planned: Cli) -> None:
    assert "in the past" in planned("plan", "--finish-by", "2027-01-03", exits=2).stderr
    planned("plan", "--finish-by", "soon", exits=2)


def test_a_slack_is_shown_for_the_plan_and_each_stage(cli: Cli) -> None:
    cli("plan", "--hours", "7", "--finish-by", "2027-02-01")
    document = cli.document("status")
    days = document["slack_days"]
    assert days > 3
    assert document["stages"][0]["slack_days"] == days
    assert f"you can miss {days} study days" in cli.said("status")
    assert "Slack" not in cli("status").stdout.splitlines()[2]
    cli("off", f"2027-01-04..2027-01-{4 + days - 1:02d}")
    assert cli.document("plan")["finish"] <= "2027-02-01"
    assert "missing a day moves the finish past your date" in cli.said("status")
    cli("off", f"2027-01-{4 + days:02d}")
    assert cli.document("plan")["finish"] > "2027-02-01"
    assert "short of your date" in cli.said("status")


def test_known_and_skip_work_before_the_first_plan(cli: Cli) -> None:
    assert "skipped" in cli.said("skip", "flat-project")
    cli("plan", "--hours", "7")
    topics = {topic["id"]: topic for topic in cli.document("plan")["topics"]}
    assert topics["flat-project"]["state"] == "skipped"


def test_the_ways_out_keep_to_what_was_asked(cli: Cli) -> None:
    cli("plan", "--hours", "5", "--start", "2027-02-01")
    words = ("--hours", "3", "--start", "today", "--unlogged", "missed")
    for way in ways_out(cli, *words, "--finish-by", "2027-01-17").values():
        assert "--start 2027-01-04 --unlogged missed" in way["command"]
        run(cli, way["command"])
        document = cli.document("plan")
        assert document["start"] == "2027-01-04"
        assert document["finish"] <= document["finish_by"]
        cli("undo")
        cli("reopen", "flat-project", "deep-project", "networks", "calculus", "vectors")


def test_a_date_before_the_start_is_refused_as_such(cli: Cli) -> None:
    result = cli("plan", "--start", "+2w", "--finish-by", "+1w", exits=2)
    assert "The plan starts on Mon 18 Jan 2027, after Mon 11 Jan 2027." in result.stderr


def test_nobody_is_told_to_study_day_and_night(cli: Cli) -> None:
    cli("plan", "--hours", "5")
    cli("left", "deep-project", "100h")
    for words in (("--finish-by", "tomorrow"), ("--hours", "6", "--finish-by", "+1w")):
        ways = ways_out(cli, *words)
        assert "hours" not in ways
        assert "skip" not in ways
        assert "--hours 168h" not in ways["date"]["command"]
    said = cli("plan", "--finish-by", "tomorrow", exits=5).stderr
    assert "No hours are enough for Tue 5 Jan 2027; with 5h a week you finish on" in said
    run(cli, ways_out(cli, "--finish-by", "tomorrow")["date"]["command"])
    assert cli.document("plan")["weekly_minutes"] == 300


def test_before_the_first_plan_a_later_date_is_one_of_sensible_hours(cli: Cli) -> None:
    ways = ways_out(cli, "--days", "sun", "--finish-by", "2027-01-09")
    assert "--hours 24h --days sun" in ways["date"]["command"]
    run(cli, ways["date"]["command"])


@pytest.mark.parametrize("sure", [(), ("--sure", "80")])
def test_where_all_is_skipped_the_hours_stay(planned: Cli, sure: tuple[str, ...]) -> None:
    planned("skip", "1", "2", "3")
    result = planned("plan", "--finish-by", "2027-06-01", "--days", "sat,sun", *sure)
    assert "No study is left to plan, so your 7h a week stay as they are." in result.stderr
    capacity = planned.document("plan")["capacity"]
    assert [day for day, minutes in capacity.items() if minutes] == ["sat", "sun"]
    assert planned.document("plan")["weekly_minutes"] == 420


def test_before_the_first_plan_with_all_skipped_hours_are_asked_for(cli: Cli) -> None:
    cli("skip", "1", "2", "3")
    assert "How many hours" in cli("plan", "--finish-by", "2027-06-01", exits=7).stderr
