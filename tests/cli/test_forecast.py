"""forecast."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from mlroadmap.storage.roadmap_file import builtin_roadmap_path
from tests.conftest import SAMPLE, Cli
from tests.storage.test_record import sealed


def days(cli: Cli) -> list[date]:
    document = cli.document("forecast")
    return [date.fromisoformat(document[key]) for key in ("p50", "p80", "p90")]


def test_the_finish_is_a_range_that_is_never_past(planned: Cli) -> None:
    assert days(planned) == sorted(days(planned))
    assert days(planned)[0] >= date(2027, 1, 4)
    planned.today = "2027-09-01"
    assert days(planned)[0] >= date(2027, 9, 1)


def test_the_same_log_gives_the_same_forecast(planned: Cli) -> None:
    planned.columns = 60
    narrow = days(planned)
    planned.columns = 140
    assert days(planned) == narrow


def test_the_forecast_says_what_it_rests_on(planned: Cli) -> None:
    assert "This is a wide guess until" in planned.said("forecast")
    for day, topic in (("08", "vectors"), ("18", "calculus")):
        planned.today = f"2027-01-{day}"
        planned("done", topic, "--time", "2h")
    said = planned.said("forecast")
    assert "Based on the 2 topics you have done." in said
    assert "As planned" in said
    assert "Original finish Fri 22 Jan" in said


def test_the_document_has_all_that_the_picture_shows(planned: Cli) -> None:
    document = planned.document("forecast")
    finish = [document[f"p{percent}"] for percent in (10, 50, 80, 90)]
    assert finish == sorted(finish)
    assert 0 <= document["chance_of_finish"] == document["chance_of_original_finish"] <= 1
    assert [stage["id"] for stage in document["stages"]] == ["begin", "practice", "depth"]
    last = {"id": "practice"} | {f"p{n}": document[f"p{n}"] for n in (10, 50, 80, 90, 95)}
    assert last in document["stages"]


def test_what_is_all_but_sure_is_told_after_five_topics(cli: Cli) -> None:
    cli.roadmap = builtin_roadmap_path()
    cli("plan", "--hours", "10")
    assert cli.document("forecast")["p95"] is None
    assert cli.document("forecast")["stages"][0]["p95"] is None
    assert cli.document("whatif", "--hours", "5")["scenarios"][0]["p95"] is None
    for topic in [each["id"] for each in cli.document("plan")["topics"]][:5]:
        cli("done", topic, "--time", "1h")
    assert cli.document("forecast")["p95"] is not None


def test_nothing_is_forecast_once_all_is_done(planned: Cli) -> None:
    planned("done", "vectors", "calculus", "networks", "flat-project", "deep-project")
    assert "nothing left to forecast" in planned.said("forecast")
    assert planned.document("forecast")["p80"] is None


def test_every_line_fits_sixty_columns(planned: Cli) -> None:
    planned.columns = 60
    lines = planned("forecast").stdout.splitlines()
    assert max(len(line) for line in lines) <= 60
    assert not any("…" in line for line in lines)


def log_of(cli: Cli) -> str:
    return "".join(file.read_text() for file in sorted((cli.state / "log").glob("*.jsonl")))


def kept(cli: Cli) -> int:
    return log_of(cli).count('"k":"forecast"')


def test_a_forecast_is_kept_once_a_day_while_the_log_says_the_same(planned: Cli) -> None:
    planned("forecast")
    planned("forecast", "--json")
    planned("forecast", "--score")
    assert kept(planned) == 1
    planned.today = "2027-01-05"
    planned("forecast", "--json")
    assert kept(planned) == 2
    planned.today = "2027-01-04"
    planned("forecast")
    assert kept(planned) == 2
    planned("log", "vectors", "20m")
    planned("forecast")
    assert kept(planned) == 3


def test_a_kept_forecast_changes_nothing_else(planned: Cli) -> None:
    planned("log", "vectors", "20m")
    planned("undo")
    commands = [("status",), ("plan",), ("next",), ("history",), ("topics",)]
    before = [planned(*words).stdout for words in commands]
    said = planned("forecast").stdout
    assert kept(planned) == 1
    assert [planned(*words).stdout for words in commands] == before
    assert planned("forecast").stdout == said


def test_undo_passes_over_a_kept_forecast(planned: Cli) -> None:
    planned("log", "vectors", "20m")
    planned("forecast")
    planned("undo")
    assert "20m logged" not in planned.said("status")
    planned("forecast")
    planned("redo")
    assert "20m logged" in planned.said("status")


def test_a_forecast_works_where_nothing_can_be_kept(planned: Cli) -> None:
    shown = planned("forecast").stdout
    planned.today = "2027-01-05"
    before = log_of(planned)
    [log] = (planned.state / "log").glob("*.jsonl")
    for lock in (log, planned.state / "state" / "turn"):
        with lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            result = planned("forecast")
            assert result.stderr == ""
            assert len(result.stdout.splitlines()) == len(shown.splitlines())
    assert log_of(planned) == before


def test_a_newer_log_is_forecast_and_not_written(planned: Cli) -> None:
    (planned.state / "log" / "ffffffff.jsonl").write_bytes(sealed(v=2) + b"\n")
    before = log_of(planned)
    assert "As planned" in planned.said("forecast")
    assert log_of(planned) == before


def test_a_forecast_for_another_roadmap_is_not_kept(planned: Cli, tmp_path: Path) -> None:
    planned.roadmap = tmp_path / "other.yaml"
    planned.roadmap.write_text(SAMPLE.read_text("utf-8").replace("hours: 3", "hours: 4"))
    planned("forecast")
    assert kept(planned) == 0


def test_two_terminals_keep_one_forecast(planned: Cli) -> None:
    words = ["--state", str(planned.state), "--roadmap", str(SAMPLE), "--today", "2027-01-04"]
    command = [sys.executable, "-m", "mlroadmap", *words, "forecast"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    shown = {process.communicate()[0] for process in running}
    assert len(shown) == 1
    assert kept(planned) == 1


def test_the_score_of_nothing_says_so(planned: Cli) -> None:
    assert "No forecast has been stored yet" in planned.said("forecast", "--score")
    planned("forecast")
    assert "None of them can be compared with what happened yet" in planned.said(
        "forecast", "--score"
    )
    document = planned.document("forecast", "--score")
    assert (document["forecasts"], document["open_milestones"]) == (1, 4)
    assert document["total"]["forecasts"] == 0


def test_a_forecast_and_its_score_need_a_plan(cli: Cli) -> None:
    cli("forecast", exits=7)
    cli("forecast", "--score", exits=7)


def test_a_promise_that_is_past_is_shown_as_such(planned: Cli) -> None:
    planned.today = "2027-09-01"
    said = planned.said("forecast")
    assert "original finish" in said
    assert "▽ Original finish Fri 22 Jan past less than 1 in 10" in said
    assert "no topic is done yet" in said


def test_without_a_promise_none_is_shown(planned: Cli) -> None:
    everything = ("1", "2", "3")
    planned("known", *everything)
    planned("plan", "--hours", "8")
    planned("reopen", *everything)
    assert "romised" not in planned.said("forecast")
    assert planned.document("forecast")["chance_of_original_finish"] is None


def test_the_score_compares_with_what_happened(planned: Cli) -> None:
    planned("forecast")
    planned.today = "2027-01-08"
    planned("done", "vectors", "calculus", "networks")
    document = planned.document("forecast", "--score")
    assert document["open_milestones"] == 2
    stage, other = document["milestones"]
    assert (stage["stage"], stage["reached"], stage["forecasts"]) == ("begin", "2027-01-08", 1)
    assert document["total"]["p10_to_p90"] == stage["p10_to_p90"] + other["p10_to_p90"]


@pytest.mark.parametrize("columns", [40, 60])
def test_every_line_of_the_score_fits(planned: Cli, columns: int) -> None:
    planned("forecast")
    planned.today = "2027-01-08"
    planned("done", "vectors", "calculus", "networks", "flat-project", "deep-project")
    planned.columns = columns
    lines = planned("forecast", "--score").stdout.splitlines()
    assert max(len(line) for line in lines) <= columns
