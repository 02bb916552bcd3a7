"""Habits at the command line: `next`, `done`, `week`, exports and the documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.roadmap_texts import HEAD

ROADMAP = (
    HEAD
    + """\
stages:
- id: s
  title: S
  topics:
  - {id: a, title: A, hours: 1}
  - {id: c, title: C, hours: 10}
  - id: b
    title: B
    hours: 2
    steps:
    - {id: one, title: One, minutes: 20}
    - {id: two, title: Two, minutes: 100}
habits:
- id: smell
  title: Smell
  topic: b
  rule: FREQ=DAILY
  minutes: 10
  from: a
  times: 40
- id: taste
  title: Taste
  topic: b
  rule: FREQ=WEEKLY;BYDAY=TU
  minutes: 5
  from: a
"""
)


@pytest.fixture
def baker(cli: Cli, tmp_path: Path) -> Cli:
    """A learner with an hour a day who finished the first topic on the day before."""
    cli.roadmap = tmp_path / "my.yaml"
    cli.roadmap.write_text(ROADMAP, encoding="utf-8")
    cli.today = "2027-01-04"
    cli("plan", "--hours", "7")
    cli("done", "a", "--yes")
    cli.today = "2027-01-05"
    return cli


def habits(cli: Cli) -> list[tuple[str, int]]:
    sessions = cli.document("next")["sessions"]
    return [(each["habit"], each["minutes"]) for each in sessions if each["habit"]]


def test_next_begins_with_the_habits_of_today(baker: Cli) -> None:
    said = baker.said("next")
    assert "Smell 10m a habit: B" in said
    assert "Taste 5m a habit: B" in said
    assert "One (10m of 20m)" in said or "One" in said
    assert baker.said("next", "--short").startswith("Smell 10m, Taste 5m, C 45m")
    assert habits(baker) == [("smell", 10), ("taste", 5)]
    first = baker.document("next")["sessions"][0]
    assert (first["title"], first["topic"], first["kind"]) == ("Smell", "b", "habit")
    assert [each["id"] for each in first["steps"]] == ["one"]
    assert "done smell" in said


def test_done_marks_one_habit_or_all_of_today(baker: Cli) -> None:
    said = baker.said("done", "smell", "--note", "mild")
    assert "✓ Smell: done on Tue 5 Jan" in said
    assert "the finish" not in said or "stays" in said
    assert habits(baker) == [("taste", 5)]
    assert "Smell: studied in 10m (mild)" in baker.said("history")
    assert "✓ Taste" in baker.said("done", "--yes")
    assert habits(baker) == []
    baker("undo")
    baker("undo")
    assert habits(baker)


def test_a_habit_that_was_not_planned_may_be_taken_too(baker: Cli) -> None:
    baker.today = "2027-01-06"
    baker("done", "TASTE", "--time", "20m")
    baker("done", "taste", "--on", "yesterday")
    topics = {each["id"]: each for each in baker.document("plan")["topics"]}
    assert topics["b"]["logged_minutes"] == 20
    assert habits(baker) == [("smell", 10)]


def test_a_habit_of_a_settled_topic_is_refused(baker: Cli) -> None:
    baker("known", "b")
    assert habits(baker) == []
    assert "mlroadmap reopen b" in baker("done", "smell", exits=2).stderr


def test_today_and_week_show_habits(baker: Cli) -> None:
    assert "Smell 10m" in baker.said("week")
    assert "Taste" in baker.said("today")
    topics = baker.document("week")["days"][1]["topics"]
    assert [(each["habit"], each["title"]) for each in topics][:2] == [
        ("smell", "Smell"),
        ("taste", "Taste"),
    ]
    baker("done", "smell")
    topics = baker.document("week")["days"][1]["topics"]
    assert [(each["habit"], each["topic"]) for each in topics][:2] == [
        (None, "b"),
        ("taste", "b"),
    ]


def test_a_plan_and_a_silent_day_are_as_without_habits(baker: Cli) -> None:
    finish = baker.document("plan")["finish"]
    baker.today = "2027-01-08"
    assert baker.document("plan")["finish"] == finish
    assert baker.roadmap is not None
    baker.roadmap.write_text(ROADMAP.partition("habits:")[0], encoding="utf-8")
    assert baker.document("plan")["finish"] == finish


def test_calendars_have_habits(baker: Cli) -> None:
    calendar = baker("export", "ics").stdout
    assert "SUMMARY:Smell" in calendar
    assert "Taste: 5m\\, of B" in calendar.replace("\r\n ", "")


def test_a_habit_that_left_the_roadmap_is_a_part_of_its_topic(baker: Cli) -> None:
    baker("done", "smell")
    assert baker.roadmap is not None
    baker.roadmap.write_text(ROADMAP.partition("habits:")[0], encoding="utf-8")
    assert "B 10m" in baker.said("week")


def test_several_habits_are_one_entry_and_names_are_found(baker: Cli) -> None:
    said = baker.said("done", "Smell", "taste")
    assert "✓ Smell" in said
    assert "✓ Taste" in said
    assert habits(baker) == []
    baker("undo")
    assert len(habits(baker)) == 2
    assert "one habit" in baker("done", "smell", "taste", "--time", "20m", exits=2).stderr
    assert "together" in baker("done", "smell", "c", exits=2).stderr
    assert "a part of the topic b" in baker("known", "smell", exits=3).stderr


def test_a_habit_has_more_time_than_it_is_planned_to(baker: Cli) -> None:
    baker("done", "smell", "--time", "40m")
    topics = {each["id"]: each for each in baker.document("plan")["topics"]}
    assert topics["b"]["remaining_minutes"] == 80
    assert "One" not in baker.said("next")


def test_days_without_an_entry_count_without_their_habits(baker: Cli) -> None:
    baker.today = "2027-01-08"
    said = baker.said("next")
    assert "not their habits" in said
    assert "mlroadmap done smell --on DATE" in said
    baker("done", "smell", "--on", "2027-01-06")
    said = baker.said("studied", "2027-01-05..2027-01-07")
    assert "Habits are not counted with that: Smell (2 days), Taste (1 day)." in said
    assert "mlroadmap done smell --on 2027-01-05" in said
    baker("done", "smell")
    assert "not their habits" not in baker.said("next")


def test_days_studied_without_habits_need_no_word_on_them(baker: Cli) -> None:
    assert "Habits" not in baker.said("studied", "2027-01-04")


def test_a_habit_is_done_once_a_day(baker: Cli) -> None:
    baker("done", "smell")
    refused = baker("done", "taste", "smell", exits=2).stderr
    assert "Smell was done on Tue 5 Jan" in refused
    assert "mlroadmap log b 30m" in refused
    assert habits(baker) == [("taste", 5)]


def test_a_habit_out_of_its_time_is_marked_and_said_to_be(baker: Cli) -> None:
    assert baker.roadmap is not None
    written = ROADMAP.replace("times: 40", "times: 1\n  until: 2027-01-06")
    baker.roadmap.write_text(written, encoding="utf-8")
    assert "The roadmap" not in baker.said("done", "smell")
    baker.today = "2027-01-07"
    said = baker.said("done", "smell")
    assert "That is 2 times; the roadmap has 1." in said
    assert "has it end before that day" in said
    assert "before the first plan" in baker.said("done", "taste", "--on", "2027-01-02")
    baker.roadmap.write_text(ROADMAP.replace("from: a\n", "from: c\n"), encoding="utf-8")
    assert "begin once c is finished" in baker.said("done", "taste")
