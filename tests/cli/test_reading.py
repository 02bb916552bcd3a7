"""Commands that only read: next, status, topics, show, history, check, paths."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Cli, read_only

READING = {
    "plan": ("plan", "--dry-run"),
    "next": ("next",),
    "status": ("status",),
    "today": ("today",),
    "week": ("week", "-1"),
    "forecast": ("forecast",),
    "forecast score": ("forecast", "--score"),
    "topics": ("topics",),
    "show topic": ("show", "vectors"),
    "show section": ("show", "mathematics"),
    "show stage": ("show", "2"),
    "history": ("history",),
    "check": ("check",),
    "paths": ("paths",),
}


@pytest.mark.parametrize("words", READING.values(), ids=READING)
def test_every_reading_command_has_a_document(planned: Cli, words: tuple[str, ...]) -> None:
    assert planned.document(*words)["schema_version"] == 2


@pytest.mark.parametrize("words", READING.values(), ids=READING)
def test_every_reading_command_works_on_a_read_only_state(
    planned: Cli, words: tuple[str, ...]
) -> None:
    planned("next")  # what is computed once is in the cache from here on
    with read_only(planned.state):
        planned(*words)


def test_the_bare_command_is_next(planned: Cli) -> None:
    assert planned().stdout == planned("next").stdout
    assert planned("--json").stdout == planned("next", "--json").stdout


def test_next_document(planned: Cli) -> None:
    planned("plan", "--review", "off")
    planned("done", "networks")
    planned.today = "2027-01-07"
    document = planned.document("next")
    assert [s["topic"] for s in document["sessions"]] == ["vectors"]
    assert document["sessions"][0]["completes"] is True
    assert [r["title"] for r in document["sessions"][0]["resources"]] == [
        "A Free Book",
        "A Paid Course",
    ]
    assert document["upcoming"]["date"] == "2027-01-08"
    assert [s["topic"] for s in document["upcoming"]["sessions"]] == ["calculus"]
    assert document["progress"] == {
        "done_topics": 1,
        "topics": 5,
        "done_minutes": 360,
        "total_minutes": 1110,
        "percent": 32,
        "logged_minutes": 0,
        "assumed_minutes": 180,
        "former_topics": {},
    }
    assert document["awaiting"] == document["unanswered"] == []


def test_next_document_when_all_is_done(planned: Cli) -> None:
    planned("done", "vectors", "calculus", "networks", "flat", "deep")
    document = planned.document("next")
    assert document["sessions"] == document["upcoming"]["sessions"] == []
    assert document["upcoming"]["date"] is None
    assert document["progress"]["percent"] == 100
    assert document["finish"] == "2027-01-04"


def test_topics_left_out_are_not_counted(planned: Cli) -> None:
    planned("skip", "vectors")
    assert "0 of 4 topics" in planned.said("next")
    assert "0 of 4 topics" in planned.said("status")


def test_status_document(planned: Cli) -> None:
    document = planned.document("status")
    assert [stage["topics"] for stage in document["stages"]] == [2, 2, 1]
    assert document["original_finish"] == document["finish"] == "2027-01-22"


def test_show_finds_topics_sections_and_stages(planned: Cli) -> None:
    assert planned.document("show", "vectors")["topic"]["outcome"].startswith("Can add")
    assert planned.document("show", "maths")["section"]["title"] == "Mathematics"
    assert planned.document("show", "practice")["stage"]["number"] == 2
    assert "Keep it small." in planned.said("show", "flat")
    assert "Mathematics" in planned.said("show", "maths")
    assert "No topic is called" in planned("show", "nothing", exits=3).stderr


def test_history_can_be_cut_short(planned: Cli) -> None:
    planned("log", "vectors", "10m")
    assert len(planned.document("history", "--limit", "1")["entries"]) == 1
    assert "plan of 7h a week" not in planned.said("history", "--limit", "1")
    planned("history", "--limit", "0", exits=2)


def test_history_tells_ranges_of_days(planned: Cli) -> None:
    planned.today = "2027-01-11"
    planned("missed", "2027-01-04..2027-01-05", "2027-01-08")
    assert planned.document("history")["entries"][-1]["what"] == (
        "missed Mon 4 Jan 2027 to Tue 5 Jan 2027, Fri 8 Jan 2027"
    )


def test_a_topic_that_the_roadmap_lost_keeps_its_entries(planned: Cli) -> None:
    planned("done", "flat-project")
    smaller = planned.state / "smaller.yaml"
    text = planned.roadmap.read_text()
    start, end = text.index("      - id: flat-project"), text.index("  - id: depth")
    smaller.write_text(text[:start].rstrip(" ") + text[end:])
    planned.roadmap = smaller
    assert planned.document("history")["entries"][-1]["what"] == "Flat Project done"
    progress = planned.document("next")["progress"]
    assert progress["topics"] == 4
    assert progress["former_topics"] == {"flat-project": "Flat Project"}


def test_show_lists_all_that_was_said_about_a_topic(planned: Cli) -> None:
    planned("start", "calculus")
    planned("stop", "--time", "5m", "--note", "by the clock")
    planned("left", "calculus", "3h")
    planned("skip", "calculus")
    planned("reopen", "analysis")
    planned("log", "vectors", "7m")
    planned("done", "calculus")
    planned("undo")
    shown = planned("show", "calculus").stdout
    said = shown[shown.index("Entries") :].removeprefix("Entries").partition("\n\n")[0]
    assert [line.strip() for line in said.splitlines()] == [
        "Mon 4 Jan: timer started on Calculus",
        "Mon 4 Jan: Calculus studied for 5m (by the clock)",
        "Mon 4 Jan: Calculus: 3h left",
        "Mon 4 Jan: Calculus skipped",
        "Mon 4 Jan: Calculus reopened",
    ]


def test_check_praises_a_good_file(cli: Cli) -> None:
    said = cli("check", str(cli.roadmap)).stdout
    assert said.endswith("no problems. 3 stages, 5 topics, 18h 30m likely.\n")


def test_check_lists_every_problem_with_its_place(cli: Cli, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        "format: 1\n"
        "title: no\n"
        "stages:\n"
        "  - id: A\n"
        "    title: Stage\n"
        "    topics:\n"
        "      - {id: a, title: A, hours: 12:30, needs: [b]}\n"
        "      - {id: b, titel: B, title: B, hours: 1, needs: [a]}\n"
    )
    result = cli("check", str(bad), exits=4)
    lines = result.stdout.splitlines()
    places = [line.removeprefix(f"{bad}:").split(":")[0] for line in lines[:-1]]
    assert places == sorted(places, key=int)
    for code in ("yaml-surprise", "bad-id", "unknown-key", "cycle"):
        assert code in result.stdout
    document = cli("check", str(bad), "--json", exits=4).stdout
    assert '"code": "cycle"' in document


def test_check_of_a_directory_or_nothing(cli: Cli, tmp_path: Path) -> None:
    assert "directory" in cli("check", str(tmp_path), exits=4).stdout
    assert "no such file" in cli("check", str(tmp_path / "none"), exits=4).stdout


def test_a_broken_roadmap_stops_every_command_with_its_problems(planned: Cli) -> None:
    bad = planned.state / "bad.yaml"
    bad.write_text("format: 1\n")
    planned.roadmap = bad
    result = planned("next", exits=4)
    assert f"{bad}:1:1" in result.stderr
    assert "mlroadmap check" in result.stderr


def test_paths_are_under_the_state_directory(planned: Cli) -> None:
    paths = planned.document("paths")["paths"]
    assert Path(paths["log"]) == planned.state / "log"
    assert Path(paths["roadmap"]) == planned.roadmap
    assert str(planned.state) in "".join(planned("paths").stdout.split())


def test_without_a_state_directory_the_platform_decides(cli: Cli) -> None:
    cli("plan", "--hours", "7", MLROADMAP_STATE="")
    log = cli.document("paths")["paths"]["log"]
    assert Path(log) == cli.state / "log"
    assert (Path(os.environ["HOME"]) / ".local/share/mlroadmap/log").is_dir()


def test_nothing_is_left_but_a_topic_that_awaits_done(cli: Cli, tmp_path: Path) -> None:
    """Its time is used up, so no session follows; every command says so."""
    file = tmp_path / "short.yaml"
    topic = "{id: one, title: One, hours: 2}"
    file.write_text(f"format: 1\ntitle: X\nstages: [{{id: a, title: A, topics: [{topic}]}}]\n")
    short = ("--roadmap", str(file))
    cli(*short, "plan", "--hours", "7")
    cli.today = "2027-01-09"
    assert cli.said(*short, "next", "--short") == "done? One"
    assert "Is One done?" in cli.said(*short, "next")
    assert "All planned time is up. Are these done: One?" in cli.said(*short, "plan")
    for words in (("status",), ("week",), ("forecast",), ("whatif", "--hours", "3")):
        cli(*short, *words)
