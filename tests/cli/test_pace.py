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
    assert "(from 3 topics); not yet used in the plan" in logging.said("status")
    document = logging.document("status")["pace"]
    assert document["topics"] == 3
    assert not document["helps"]
    assert document["percent"] == {"study": 100, "project": 100}


def test_the_plan_reckons_with_a_pace_that_helps_and_says_so(logging: Cli) -> None:
    said = finish(logging, 5)
    assert "Your pace is 1.76 times" in said
    assert "from 5 topics; the plan follows it." in said
    assert "(from 5 topics); the plan reckons with it" in logging.said("status")
    percent = logging.document("status")["pace"]["percent"]["study"]
    topic = logging.document("plan")["topics"][9]
    assert topic["estimate_minutes"] == 60
    assert topic["pace_percent"] == percent
    assert topic["effort_minutes"] == round(0.6 * percent)
    assert "planned as 1h" in logging.said("show", "t9")
    assert "at your pace" in logging.said("show", "t9")


def test_an_effort_in_the_learners_words_is_shown_as_such(logging: Cli) -> None:
    logging("left", "t9", "5h")
    assert "planned as 5h, in your words" in logging.said("show", "t9")


def test_undo_takes_the_pace_back(logging: Cli) -> None:
    finish(logging, 5)
    assert "the plan leaves it" in logging.said("undo")
    assert logging.document("plan")["topics"][9]["effort_minutes"] == 60
