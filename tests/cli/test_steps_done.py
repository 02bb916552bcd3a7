"""`done` for today and for one step, and the steps that `next` shows."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from mlroadmap.cli import closing_check, prompts
from tests.conftest import Cli

ROADMAP = """\
format: 1
title: Bread
library:
  flour: {title: Flour and Water, url: https://example.org/flour, free: true}
stages:
  - id: bread
    title: Bread
    topics:
      - id: dough
        title: Make a dough
        outcome: Can tell by touch when a dough is ready.
        hours: 2
        steps:
          - {id: mix, title: Mix, minutes: 30, resource: flour, where: Chapter 1,
             check: Is it wet?}
          - {id: knead, title: Knead by hand, minutes: 75, kind: exercise,
             check: Does it tear?}
          - {id: prove, title: Prove it, minutes: 15, kind: check,
             check: Show the window.}
      - id: loaf
        title: Bake a loaf
        hours: 1
"""


@pytest.fixture
def baker(cli: Cli, tmp_path: Path) -> Cli:
    cli.roadmap = tmp_path / "bread.yaml"
    cli.roadmap.write_text(ROADMAP, "utf-8")
    cli("plan", "--hours", "7")
    return cli


def next_day(cli: Cli) -> None:
    cli.today = str(date.fromisoformat(cli.today) + timedelta(days=1))


def shown(cli: Cli) -> list[tuple[str, int, int]]:
    """Give today's steps with the minutes of each and what is left of it."""
    return [
        (step["id"], step["minutes"], step["left_minutes"])
        for session in cli.document("next")["sessions"]
        for step in session["steps"]
    ]


def test_next_shows_the_steps_of_today_with_place_link_and_check(baker: Cli) -> None:
    said = baker("next").stdout
    assert "read      Mix  30m" in said
    assert "Flour and Water: Chapter 1" in said
    assert "https://example.org/flour" in said
    assert "Done when: Is it wet?" in said
    assert "Knead by hand  the first 30m of 1h 15m" in said
    assert shown(baker) == [("mix", 30, 0), ("knead", 30, 45)]


def test_done_alone_completes_what_is_shown_for_today(baker: Cli) -> None:
    said = baker.said("done")
    assert "✓ Make a dough, 1h: Mix, part of Knead by hand." in said
    assert "Nothing is left for today" in baker.said("done")
    next_day(baker)
    assert shown(baker) == [("knead", 45, 0), ("prove", 15, 0)]
    assert "the remaining 45m" in baker.said("next")
    assert "✓ Make a dough: done." in baker.said("done")
    next_day(baker)
    assert shown(baker) == []
    assert "✓ Bake a loaf: done." in baker.said("done")
    assert "finished the roadmap" in baker.said("next")
    assert "Nothing is left to study." in baker.said("done")


def test_one_step_can_be_done_early_and_leaves_the_others(baker: Cli) -> None:
    assert "Make a dough, Knead by hand: done" in baker.said("done", "dough/kn")
    states = {s["id"]: s["state"] for s in baker.document("steps", "dough")["steps"]}
    assert states == {"mix": "todo", "knead": "done", "prove": "todo"}
    assert baker.document("show", "dough")["topic"]["remaining_minutes"] == 45
    assert "is already done" in baker.said("done", "dough/2")
    baker("undo")
    assert baker.document("show", "dough")["topic"]["remaining_minutes"] == 120


def test_several_steps_are_one_entry(baker: Cli) -> None:
    before = baker.document("status")["progress"]
    said = baker.said("done", "dough/mix", "dough/prove", "dough/1", "--note", "soft")
    assert said.count("Mix: done on") == 1
    assert "Prove it: done on" in said
    states = {s["id"]: s["state"] for s in baker.document("steps", "dough")["steps"]}
    assert states == {"mix": "done", "knead": "todo", "prove": "done"}
    said = baker.said("done", "dough/mix", "dough/knead")
    assert "Mix is already done" in said
    assert "That was its last step" in said
    baker("undo")
    entry = baker.document("history")["entries"][-2]["id"]
    refused = baker("edit", entry, "--time", "1h", exits=2).stderr
    assert "about several topics or steps" in refused
    baker("undo")
    assert baker.document("status")["progress"] == before


@pytest.mark.parametrize(
    "words", [("mix", "knead"), ("prove", "mix"), ("prove", "knead", "mix")]
)
@pytest.mark.parametrize("on", ["today", "yesterday", "-2d"])
@pytest.mark.parametrize("logged", ["", "20m", "100m"])
def test_steps_at_once_are_the_same_as_one_after_the_other(
    baker: Cli, words: tuple[str, ...], on: str, logged: str
) -> None:
    if logged:
        baker("log", "dough", logged)
    for _ in range(2):
        next_day(baker)

    def stands() -> tuple[object, ...]:
        return (
            baker.document("show", "dough"),
            baker.document("steps", "dough"),
            baker.document("status"),
        )

    baker("done", *(f"dough/{step}" for step in words), "--on", on)
    at_once = stands()
    baker("undo")
    for step in words:
        baker("done", f"dough/{step}", "--on", on)
    assert stands() == at_once


def test_done_alone_uses_up_the_day_after_time_was_logged(baker: Cli) -> None:
    baker("done")
    next_day(baker)
    baker("log", "dough", "10m")
    assert "✓ Make a dough: done." in baker.said("done")
    assert shown(baker) == []
    assert baker.document("week")["days"][1]["left_minutes"] == 0


def test_a_topic_done_by_name_uses_up_its_session_though_another_was_logged(
    baker: Cli,
) -> None:
    baker("plan", "--hours", "21")
    baker("log", "loaf", "20m")
    baker("done", "dough")
    today = baker.document("next")
    assert [each["minutes"] for each in today["sessions"]] == [40]


def test_one_undo_takes_back_all_that_was_done_at_once(baker: Cli) -> None:
    baker("plan", "--hours", "21")
    before = baker.document("status")["progress"]
    said = baker.said("done")
    assert "Make a dough" in said
    assert "Bake a loaf" in said
    assert "Make a dough" in baker.said("undo")
    assert baker.document("status")["progress"] == before


def test_a_step_is_marked_for_the_day_on_which_it_was_done(baker: Cli) -> None:
    for _ in range(2):
        next_day(baker)
    finish = baker.document("status")["finish"]
    assert "Mix: done on" in baker.said("done", "dough/mix", "--on", "-2d")
    states = {s["id"]: s["state"] for s in baker.document("steps", "dough")["steps"]}
    assert (states["mix"], states["prove"]) == ("done", "assumed")
    assert baker.document("status")["finish"] == finish


def test_marking_a_step_takes_no_logged_time_from_the_others(baker: Cli) -> None:
    baker("log", "dough", "2h")
    finish = baker.document("status")["finish"]
    baker("done", "dough/mix")
    assert baker.document("status")["finish"] == finish


def test_an_entry_with_steps_has_its_time_corrected_and_not_its_topic(baker: Cli) -> None:
    baker("done", "dough/mix", "--time", "20m")
    entry = baker.document("history")["entries"][-1]["id"]
    assert "in 40m" in baker.said("edit", entry, "--time", "40m")
    assert baker.document("show", "dough")["topic"]["remaining_minutes"] == 90
    assert "--topic does not fit" in baker("edit", entry, "--topic", "loaf", exits=2).stderr
    assert "--on does not fit" in baker("edit", entry, "--on", "yesterday", exits=2).stderr


def test_the_last_step_asks_for_the_topic(baker: Cli) -> None:
    baker("done", "dough/mix", "--time", "20m")
    baker("done", "dough/knead", "--on", "today")
    assert "mlroadmap done dough" in baker.said("done", "dough/prove", "--note", "soft")
    assert baker.document("next")["awaiting"] == ["dough"]
    assert "done dough" in baker.said("next")
    assert "soft" in baker.said("history", "--notes")


def test_the_last_note_comes_back(baker: Cli) -> None:
    baker("log", "dough", "10m", "--note", "the flour was old")
    assert "Last time  the flour was old" in baker("next").stdout


def test_next_for_a_time_shows_what_fits(baker: Cli) -> None:
    said = baker("next", "--for", "35m").stdout
    assert "Mix" in said
    assert "Knead" not in said
    assert "No step of today's topics fits into 5m." in baker.said("next", "--for", "5m")


@pytest.mark.parametrize(
    ("words", "exits", "reason"),
    [
        (("done", "--time", "1h"), 2, "need a topic"),
        (("done", "dough/mix", "loaf"), 2, "mlroadmap done dough/mix\nmlroadmap done loaf"),
        (
            ("done", "dough/mix", "dough/2", "--time", "1h"),
            2,
            "mlroadmap done dough/mix --time 1h",
        ),
        (("done", "dough/crumb"), 3, "no step 'crumb'"),
        (("done", "dough/"), 3, "no step ''"),
        (("done", "dough/m n"), 3, "no step"),
        (("done", "loaf/1"), 3, "no step '1'"),
    ],
)
def test_what_cannot_be_is_refused(
    baker: Cli, words: tuple[str, ...], exits: int, reason: str
) -> None:
    assert reason in baker(*words, exits=exits).stderr


def test_steps_of_a_settled_topic_are_refused(baker: Cli) -> None:
    baker("skip", "dough")
    assert "mlroadmap reopen dough" in baker("done", "dough/mix", exits=2).stderr


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    waiting = iter(answers)
    monkeypatch.setattr(closing_check, "can_ask", lambda: True)
    monkeypatch.setattr(prompts, "_prompt", lambda _: next(waiting))


def test_the_end_of_a_topic_shows_the_closing_check(
    baker: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "no", "yes")
    kept = baker("done", "dough")
    assert "Show the window." in kept.stderr
    assert "mlroadmap left dough 30m" in kept.stdout
    assert "done on" in baker.said("done", "dough")


def test_done_today_asks_before_the_end_of_a_topic(
    baker: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    baker("done")
    next_day(baker)
    answer(monkeypatch, "n")
    assert "stays open" in baker.said("done")
    assert baker.document("show", "dough")["topic"]["state"] == "active"
    assert "done." in baker.said("done", "--yes")


def test_logged_time_is_not_called_assumed(baker: Cli) -> None:
    baker("log", "dough", "30m")
    assert "Mix 30m, time logged" in baker.said("steps", "dough")
    next_day(baker)
    next_day(baker)
    assert "Mix 30m, partly assumed" in baker.said("steps", "dough")


def test_assumed_steps_are_called_so(baker: Cli) -> None:
    next_day(baker)
    assert "Mix 30m, assumed (no entry)" in baker.said("steps", "dough")


def test_a_session_longer_than_its_steps_says_why(baker: Cli) -> None:
    baker("plan", "--days", "mon=110m tue=110m")
    said = baker.said("next")
    assert (
        "Make a dough 1h 50m part 1 of 2 1h 45m of steps, as short ones are not split" in said
    )


def test_an_effort_after_steps_done_early_is_not_called_a_pace(baker: Cli) -> None:
    baker("done", "dough/mix", "--time", "10m")
    assert "at your pace" not in baker.said("show", "dough")
    baker("plan", "--pace", "1.5")
    assert "as set with plan --pace" in baker.said("show", "loaf")


def test_a_topic_done_moves_to_another_day_without_the_plan_of_today(baker: Cli) -> None:
    baker("done")
    next_day(baker)
    baker("log", "loaf", "10m")
    baker("done", "dough")
    baker("done", "dough", "--on", "yesterday")
    assert baker.document("week")["days"][0]["assumed_minutes"] == 60
    assert baker.document("show", "dough")["topic"]["assumed_minutes"] == 60
