"""The order of topics: goals, tracks and milestones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Cli

ROADMAP = """\
format: 1
title: Two tracks
milestones:
- {title: First code, topic: code, at: start}
- {title: First project, topic: project}
stages:
- id: base
  title: Base
  sections:
  - {id: s1, title: S1, track: mathematics, topics: [{id: maths, title: Maths, hours: 40}]}
  - {id: s2, title: S2, track: programming, topics: [{id: code, title: Code, hours: 10}]}
- id: work
  title: Work
  topics:
  - {id: more, title: More, hours: 20}
  - {id: project, title: Project, hours: 5, needs: [code]}
  - {id: later, title: Later, hours: 1, after: 2028-01-01}
"""


@pytest.fixture
def tracks(cli: Cli, tmp_path: Path) -> Cli:
    cli.roadmap = tmp_path / "tracks.yaml"
    cli.roadmap.write_text(ROADMAP)
    cli("plan", "--hours", "7")
    return cli


def dates(cli: Cli) -> dict[str, str]:
    return {each["title"]: each["date"] for each in cli.document("plan")["milestones"]}


def first_topics(cli: Cli, count: int) -> list[str]:
    sessions = cli.document("plan")["sessions"]
    return [session["topic"] for session in sessions[:count]]


def test_the_tracks_of_a_stage_take_turns(tracks: Cli) -> None:
    assert first_topics(tracks, 4) == ["maths", "code", "maths", "code"]
    tracks("plan", "--tracks", "1")
    assert first_topics(tracks, 4) == ["maths"] * 4
    assert tracks.document("plan")["tracks"] == 1
    tracks("plan", "--tracks", "2")
    assert first_topics(tracks, 2) == ["maths", "code"]


def test_the_first_plan_names_the_milestones(cli: Cli, tmp_path: Path) -> None:
    cli.roadmap = tmp_path / "tracks.yaml"
    cli.roadmap.write_text(ROADMAP)
    said = cli.said("plan", "--hours", "7")
    assert "First code Tue 5 Jan" in said
    assert "First project by Mon 18 Jan, with the same finish:" in said
    assert "mlroadmap plan --first project" in said
    assert "Milestones" not in cli.said("plan")
    assert dates(cli)["First code"] == "2027-01-05"


def test_a_goal_comes_first_and_the_finish_stays(tracks: Cli) -> None:
    finish = tracks.document("plan")["finish"]
    said = tracks.said("plan", "--first", "project")
    assert "still on course" in said
    plan = tracks.document("plan")
    assert (plan["first"], plan["finish"]) == (["project"], finish)
    assert dates(tracks) == {"First code": "2027-01-04", "First project": "2027-01-18"}
    assert first_topics(tracks, 1) == ["code"]
    tracks("plan", "--first", "s1, 2")
    assert tracks.document("plan")["first"] == ["maths", "more", "project", "later"]
    tracks("plan", "--first", "none")
    assert tracks.document("plan")["first"] == []
    assert tracks("plan", "--first", "nothing", exits=3).stdout == ""


def test_only_what_a_goal_needs_is_planned_and_counted(tracks: Cli) -> None:
    said = tracks.said("plan", "--only", "project")
    assert "2 topics and 15h of study remaining" in said
    states = {each["id"]: each["state"] for each in tracks.document("plan")["topics"]}
    assert states["maths"] == states["more"] == "aside"
    assert tracks.document("status")["progress"]["topics"] == 2
    assert "Two tracks" in tracks.said("topics")
    tracks("known", "maths")
    tracks("reopen", "more")
    assert tracks.document("status")["progress"]["topics"] == 3
    tracks("plan", "--only", "none")
    assert tracks.document("status")["progress"]["topics"] == 4


def test_orders_are_compared_and_nothing_is_stored(tracks: Cli) -> None:
    before = tracks.document("history")
    document = tracks.document("whatif", "--first", "project,2")
    assert document["goals"] == [
        {"id": "project", "title": "Project"},
        {"id": "work", "title": "Work"},
    ]
    present, project, work = document["orders"]
    assert (present["present"], present["first"]) == (True, None)
    assert project["reached"]["project"] == "2027-01-18" < present["reached"]["project"]
    assert work["first"] == "work"
    assert present["finish"] == project["finish"] == work["finish"]
    said = tracks.said("whatif", "--first", "project", "--hours", "14")
    assert "As it is now" in said
    assert "Mon 11 Jan" in said
    assert "Work Sat 1 Jan 2028" in tracks.said("whatif", "--first", "project,2")
    assert tracks.document("history") == before
    tracks("known", "project")
    assert "nothing left" in tracks.said("whatif", "--first", "project")
    refused = tracks("whatif", "--first", "more", "--hours", "5,10", exits=2)
    assert "Give one number of hours" in refused.stderr


def test_why_explains_tracks_goals_and_dates(tracks: Cli) -> None:
    assert "It is another track's turn: Maths." in tracks.said("why", "code")
    tracks("log", "maths", "1h")
    said = tracks.said("why", "maths")
    assert "The tracks of its stage take turns." in said
    assert "mlroadmap plan --tracks 1" in said
    assert "lets it start on Sat 1 Jan 2028 at the earliest." in tracks.said("why", "later")
    tracks("plan", "--first", "project")
    said = tracks.said("why", "maths")
    assert "You put Project first." in said
    assert "mlroadmap plan --first none" in said


def test_a_topic_that_only_waits_for_its_date_says_so(tracks: Cli) -> None:
    tracks("known", "maths", "code", "more", "project")
    assert "lets it start on Sat 1 Jan 2028 at the earliest." in tracks.said("why", "later")


def test_a_date_that_cannot_be_kept_offers_plans_in_the_same_order(tracks: Cli) -> None:
    words = ("--first", "project", "--only", "more,project", "--tracks", "1")
    refused = tracks("plan", *words, "--hours", "1", "--finish-by", "2027-02-01", exits=5)
    assert "--first project --only more,project --tracks 1" in refused.stderr


def test_no_forecast_is_before_an_earliest_date(tracks: Cli) -> None:
    assert tracks.document("forecast")["p10"] >= "2028-01-01"
    assert "Not before Sat 1 Jan 2028" in tracks.said("show", "later")


def test_catching_up_changes_no_order(tracks: Cli) -> None:
    tracks("plan", "--catch-up", "--first", "project", exits=2)


def test_what_is_set_aside_is_shown_as_such(tracks: Cli) -> None:
    tracks("plan", "--only", "maths")
    status = tracks.said("status")
    assert "2 Work set aside" in status
    assert "0/0" not in status
    assert "set aside" in tracks.said("plan")
    assert "○ set aside" in tracks.said("show", "project")
    tracks("plan", "--only", "none")
    tracks("skip", "2")
    assert "2 Work skipped" in tracks.said("status")
