"""The learner's pace, where it is told and where it is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Cli

ROADMAP = """\
format: 1
title: Ten
stages:
  - id: one
    title: One
    sections:
      - id: all
        title: All
        topics:
"""


@pytest.fixture
def logging(cli: Cli, tmp_path: Path) -> Cli:
    """A learner of ten topics of an hour, who logs all minutes."""
    topics = "".join(
        f"          - {{id: t{number}, title: Topic {number}, outcome: can do it,"
        f" hours: {{low: 0.5, likely: 1, high: 2}}}}\n"
        for number in range(10)
    )
    cli.roadmap = tmp_path / "ten.yaml"
    cli.roadmap.write_text(ROADMAP + topics, encoding="utf-8")
    cli("plan", "--hours", "14", "--unlogged", "missed")
    return cli


def finish(cli: Cli, topics: int) -> str:
    said = ""
    for number in range(topics):
        cli.today = f"2027-01-{4 + number:02d}"
        said = cli.said("done", f"t{number}", "--time", "2h")
    return said


def test_a_pace_is_shown_before_it_is_used(logging: Cli) -> None:
    assert "Pace" not in logging.said("status")
    finish(logging, 3)
    assert "(3 topics); the plan adjusts after 2 more" in logging.said("status")
    document = logging.document("status")["pace"]
    assert document["topics"] == 3
    assert not document["helps"]
    assert document["percent"] == {"study": 100, "project": 100}


def test_the_plan_reckons_with_a_pace_that_helps_and_says_so(logging: Cli) -> None:
    said = finish(logging, 5)
    assert "You take 1.65 times the estimated time (5 topics); the plan now uses this." in said
    assert "(5 topics); the plan uses it" in logging.said("status")
    percent = logging.document("status")["pace"]["percent"]["study"]
    topic = logging.document("plan")["topics"][9]
    assert topic["estimate_minutes"] == 60
    assert topic["pace_percent"] == percent
    assert topic["effort_minutes"] == round(0.6 * percent)
    assert "planned as 1h" in logging.said("show", "t9")
    assert "at your pace" in logging.said("show", "t9")


def test_an_effort_in_the_learners_words_is_shown_as_such(logging: Cli) -> None:
    logging("left", "t9", "5h")
    assert "planned as 5h, your own estimate" in logging.said("show", "t9")


def test_undo_takes_the_pace_back(logging: Cli) -> None:
    finish(logging, 5)
    assert "the plan no longer uses this" in logging.said("undo")
    assert logging.document("plan")["topics"][9]["effort_minutes"] == 60


@pytest.mark.parametrize(
    ("pace", "minutes", "said"),
    [
        ("1.3", 78, "the plan takes 1.3 times the estimates"),
        ("off", 60, "the plan does not use it (plan --pace off)"),
    ],
)
def test_the_pace_can_be_set_by_hand(logging: Cli, pace: str, minutes: int, said: str) -> None:
    finish(logging, 5)
    logging("plan", "--pace", pace)
    assert logging.document("plan")["topics"][9]["effort_minutes"] == minutes
    assert said in logging.said("status")
    assert f", pace {pace}" in logging.said("history")
    logging("plan", "--pace", "on")
    assert logging.document("plan")["topics"][9]["effort_minutes"] > 90


@pytest.mark.parametrize("pace", ["fast", "0", "11", "nan", "inf"])
def test_what_is_no_pace_is_refused(logging: Cli, pace: str) -> None:
    assert "is not a pace" in logging("plan", "--pace", pace, exits=2).stderr


def test_a_pace_like_the_estimates_is_of_no_use(logging: Cli) -> None:
    for number in range(6):
        logging.today = f"2027-01-{4 + number:02d}"
        logging("done", f"t{number}", "--time", "1h")
    said = logging.said("status")
    assert "You take about the estimated time (6 topics); the plan keeps the estimates" in said


def test_who_studies_at_weekends_is_told_how_to_plan_them(logging: Cli) -> None:
    for day in ("09", "10", "16", "17", "23", "24", "30", "31"):
        logging.today = f"2027-01-{day}"
        logging("log", "t9", "1h")
    logging.today = "2027-02-03"
    assert "mlroadmap plan --days sat,sun" in logging.said("status")


def test_what_is_done_is_shown_as_long_as_it_took(planned: Cli) -> None:
    planned("log", "vectors", "3h")
    planned("done", "vectors", "--time", "2h")
    planned("log", "calculus", "2h30m")
    planned("done", "calculus")
    for words in ((), ("--pace", "3"), ("--pace", "0.5")):
        planned("plan", *words)
        assert "Rests on 7h 30m" in planned.said("plan", COLUMNS="200")
        assert "Vectors [bold]not markup[/bold] 5h vectors" in planned.said("topics")
        assert "it took 5h" in planned.said("show", "vectors")
    assert "of study remaining" in planned.said("status")


def test_what_is_done_without_any_time_is_shown_as_estimated(planned: Cli) -> None:
    planned("plan", "--pace", "3")
    planned("done", "deep-project")
    assert "Deep Project 6h deep-project" in planned.said("topics")
    assert "it took" not in planned.said("show", "deep-project")
