"""Commands that log something: done, log, left, undo and redo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.clock import Clock
from tests.conftest import Cli


def topic(cli: Cli, name: str) -> dict[str, object]:
    topics = cli.document("plan")["topics"]
    return next(entry for entry in topics if entry["id"] == name)


def history(cli: Cli) -> list[str]:
    return [entry["what"] for entry in cli.document("history")["entries"]]


def test_done_moves_the_plan_on(planned: Cli) -> None:
    said = planned.said("done", "vectors")
    assert "✓ Vectors [bold]not markup[/bold]: done on Mon 4 Jan." in said
    assert "3 days earlier" in said
    assert "Next, Tue: Calculus 1h (1 of 3)" in said
    assert topic(planned, "vectors")["state"] == "done"


def test_done_takes_several_topics_by_prefix_and_words(planned: Cli) -> None:
    planned("done", "vec", "Networks", "flat project", "analysis")
    states = {entry["id"]: entry["state"] for entry in planned.document("plan")["topics"]}
    assert states == {
        "vectors": "done",
        "networks": "done",
        "flat-project": "done",
        "calculus": "done",
        "deep-project": "todo",
    }


def test_done_out_of_order_is_allowed_with_a_word(planned: Cli) -> None:
    said = planned.said("done", "deep-project")
    assert "Deep Project builds on topics that are not done yet: Networks." in said


def test_done_twice_changes_nothing_and_says_so(planned: Cli) -> None:
    planned("done", "vectors")
    before = history(planned)
    said = planned.said("done", "vectors")
    assert "was done on Mon 4 Jan already. To correct its entry" in said
    assert "find the id in: mlroadmap history" in said
    assert history(planned) == before


def test_done_again_with_another_logs_only_the_other(planned: Cli) -> None:
    planned("done", "vectors")
    said = planned.said("done", "vectors", "calculus")
    assert "Vectors [bold]not markup[/bold] was done on Mon 4 Jan already." in said
    assert "✓ Calculus: done" in said
    assert history(planned)[-1] == "Calculus done"


def test_done_with_time_on_a_day_with_a_note(planned: Cli) -> None:
    planned.today = "2027-01-06"
    planned("done", "vectors", "--time", "1:30", "--on", "yesterday", "--note", "nice")
    assert topic(planned, "vectors")["logged_minutes"] == 90
    assert topic(planned, "vectors")["finish"] == "2027-01-05"
    assert "nice" in planned.said("show", "vectors")


@pytest.mark.parametrize(
    ("words", "exits", "said"),
    [
        (("vectors", "--on", "tomorrow"), 2, "in the future"),
        (("vectors", "--on", "1/2/2027"), 2, "two ways"),
        (("vectors", "--time", "0m"), 2, "out of range"),
        (("vectors", "--time", "0"), 2, "out of range"),
        (("vectors", "--time", ""), 2, "not a length of time"),
        (("vectors", "--on", ""), 2, "not a day"),
        (("vectors", "--time", "25h"), 2, "out of range"),
        (("vectors", "--time", "9"), 2, "Write it as 9m or 9h"),
        (("vectors", "calculus", "--time", "1h"), 2, "--time is for one topic"),
        (("vectos",), 3, "Did you mean vectors"),
        (("project",), 3, "deep-project, flat-project or projects (section)"),
        (("vectors", "nonsense"), 3, "No topic is called 'nonsense'"),
        (("--time", "1h"), 2, "--time and --on need a topic"),
    ],
)
def test_what_done_refuses_changes_nothing(
    planned: Cli, words: tuple[str, ...], exits: int, said: str
) -> None:
    result = planned("done", *words, exits=exits)
    assert said in result.stderr
    assert result.stdout == ""
    assert len(history(planned)) == 1


def test_log_counts_towards_the_topic_and_today(planned: Cli) -> None:
    said = planned.said("log", "vectors", "45m")
    assert "45m logged on Mon 4 Jan, 3h 15m left" in said
    assert [s["minutes"] for s in planned.document("next")["sessions"]] == [15]


def test_log_past_the_estimate_says_so(planned: Cli) -> None:
    assert "48m left, over its estimate" in planned.said("log", "vectors", "5h")


def test_a_day_has_no_more_than_24_hours(planned: Cli) -> None:
    planned("log", "vectors", "20h")
    said = planned("log", "calculus", "5h", exits=2).stderr
    assert "Mon 4 Jan 2027 already has 20h logged" in said
    planned("done", "calculus", "--time", "4h")


@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31", "2028-02-29", "2027-01-01"])
def test_the_night_belongs_to_the_day_before(cli: Cli, clock: Clock, day: str) -> None:
    """Both changes of summer time, a leap day and the turn of a year among them."""
    before = str(date.fromisoformat(day) - timedelta(days=1))
    clock.set(f"{before}T23:59", "Europe/Berlin")
    cli("plan", "--hours", "7")
    for wall, minutes in (("00:00", "1m"), ("03:59", "10m"), ("04:00", "20m")):
        clock.set(f"{day}T{wall}", "Europe/Berlin")
        cli("log", "vectors", minutes)
    logged = {
        each["date"]: each["logged_minutes"]
        for week in (before, day)
        for each in cli.document("week", week)["days"]
    }
    assert (logged[before], logged[day]) == (11, 20)


def test_a_day_that_comes_twice_on_a_flight_is_one_day(cli: Cli, clock: Clock) -> None:
    clock.set("2027-01-06T20:00", "Asia/Tokyo")
    cli("plan", "--hours", "7")
    cli("log", "vectors", "20m")
    clock.pass_by(hours=13)
    assert cli.document("today")["today"] == "2027-01-07"
    clock.travel("America/New_York")
    assert cli.document("today")["today"] == "2027-01-06"
    cli("log", "vectors", "15m")
    assert cli.document("today")["logged_minutes"] == 35
    assert [session["minutes"] for session in cli.document("next")["sessions"]] == [25]


def test_logging_after_the_end_says_so(planned: Cli) -> None:
    planned("done", "vectors", "calculus", "networks", "flat-project", "deep-project")
    assert "finished already" in planned.said("log", "vectors", "5m")


def test_left_replaces_what_was_estimated(planned: Cli) -> None:
    said = planned.said("left", "vectors", "6h")
    assert "6h left" in said
    assert topic(planned, "vectors")["remaining_minutes"] == 360


def test_left_of_a_topic_that_is_done_is_refused(planned: Cli) -> None:
    planned("done", "vectors")
    assert "is done" in planned("left", "vectors", "1h", exits=2).stderr


def test_undo_and_redo_take_one_command_each(planned: Cli) -> None:
    before = planned("plan", "--json", "--dry-run").stdout
    planned("done", "vectors", "calculus")
    after = planned("plan", "--json", "--dry-run").stdout
    assert "Calculus done. To bring it back: mlroadmap redo" in planned.said("undo")
    assert planned("plan", "--json", "--dry-run").stdout == before
    assert "Calculus done. To take it back: mlroadmap undo" in planned.said("redo")
    assert planned("plan", "--json", "--dry-run").stdout == after
    assert "nothing to redo" in planned.said("redo")


def test_undoing_the_plan_leaves_none(planned: Cli) -> None:
    assert "There is no plan now" in planned.said("undo")
    planned("next", exits=7)
    assert "nothing to undo" in planned.said("undo")
    said = planned.said("redo")
    assert "You finish on Fri 22 Jan" in said
    planned("next")


@pytest.mark.parametrize(
    "words",
    [
        ("next",),
        ("status",),
        ("done", "vectors"),
        ("log", "vectors", "1h"),
        ("missed", "today"),
        ("left", "vectors", "1h"),
    ],
)
def test_without_a_plan_the_command_that_makes_one_is_named(
    cli: Cli, words: tuple[str, ...]
) -> None:
    assert "mlroadmap plan --hours 10" in cli(*words, exits=7).stderr


def test_undoing_the_last_topic_says_what_is_to_be_studied_again(planned: Cli) -> None:
    planned("done", "vectors", "calculus", "networks", "flat-project", "deep-project")
    said = planned.said("undo")
    assert "finished already" not in said
    assert "Next, today:" in said


def test_a_weekday_that_is_a_week_ago_says_so(planned: Cli) -> None:
    a_week_ago = "on Mon 28 Dec 2026, a week ago"
    assert a_week_ago in planned.said("log", "vectors", "30m", "--on", "mon")
    assert a_week_ago in planned.said("done", "vectors", "--on", "last mon")
    said = planned.said("log", "calculus", "90", "--on", "thu")
    assert "1h 30m logged on Thu 31 Dec 2026, " in said


def test_a_time_without_its_option_is_shown_with_it(planned: Cli) -> None:
    refused = planned("done", "vectors", "1h30", exits=2).stderr
    assert "mlroadmap done vectors --time 1h30\n" in refused


def test_time_of_a_topic_that_is_done_leaves_nothing(planned: Cli) -> None:
    planned("done", "vectors")
    assert "logged on Mon 4 Jan. Still" in planned.said("log", "vectors", "30m")


def test_what_several_topics_build_on_is_named_once(planned: Cli) -> None:
    said = planned.said("done", "deep-project", "calculus")
    assert "These build on topics that are not done yet: Networks." in said
