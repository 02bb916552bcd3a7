"""import --progress."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mlroadmap.cli.app import app
from tests.conftest import Cli


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tasks.json"


def completed(cli: Cli, **ends: str) -> list[dict[str, Any]]:
    """Give the exported tasks, those of the titles completed at an instant."""
    tasks: list[dict[str, Any]] = json.loads(cli("export", "taskwarrior").stdout)
    for task in tasks:
        end = ends.get(task["description"].split()[0])
        if end:
            task |= {"status": "completed", "end": end}
    return tasks


def test_completed_tasks_are_done_on_their_days(planned: Cli, file: Path) -> None:
    planned.today = "2027-01-07"
    tasks = completed(planned, Vectors="20270106T013000Z", Calculus="20270107T090000Z")
    other = {"uuid": "0000", "status": "completed", "end": "20270105T000000Z"}
    file.write_text(json.dumps([*tasks, other]), encoding="utf-8")
    document = planned.document("import", "--progress", str(file))
    # Half past one at night belongs to the day before.
    assert document["done"] == [
        {"topic": "vectors", "day": "2027-01-05"},
        {"topic": "calculus", "day": "2027-01-07"},
    ]
    assert document["other_tasks"] == 1
    states = {each["id"]: each["state"] for each in planned.document("plan")["topics"]}
    assert states["vectors"] == states["calculus"] == "done"
    after = json.loads(planned("export", "taskwarrior").stdout)
    assert [each["status"] for each in after][:2] == ["completed", "completed"]


def test_it_says_what_is_done_and_what_was_left_out(planned: Cli, file: Path) -> None:
    tasks = completed(planned, Vectors="20990106T013000Z", Calculus="")
    file.write_text(
        json.dumps([*tasks, {"uuid": "0", "status": "completed"}]), encoding="utf-8"
    )
    said = planned.said("import", "--progress", str(file))
    assert "✓ Vectors [bold]not markup[/bold]: done on Mon 4 Jan." in said
    assert "1 completed task left out: not a topic of this plan." in said
    assert "No topic" in planned.said("import", "--progress", str(file))


def test_tasks_are_read_from_stdin(planned: Cli) -> None:
    tasks = json.dumps(completed(planned, Vectors="nonsense"))
    env = {"MLROADMAP_STATE": str(planned.state), "MLROADMAP_TODAY": planned.today}
    env |= {"MLROADMAP_ROADMAP": str(planned.roadmap)}
    result = CliRunner().invoke(app, ["import", "--progress", "-"], input=tasks, env=env)
    assert result.exit_code == 0
    assert "✓ Vectors" in result.stdout


def test_known_and_skipped_topics_stay_so(planned: Cli, file: Path) -> None:
    tasks = completed(planned, Vectors="20270104T120000Z")
    planned("known", "vectors")
    file.write_text(json.dumps(tasks), encoding="utf-8")
    assert planned.document("import", "--progress", str(file))["done"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere.json",), "no such file"),
        (("tasks.json", "-o", "x.yaml"), "makes no roadmap"),
        (("tasks.json", "--default-hours", "2"), "makes no roadmap"),
        (("tasks.json",), "not the JSON array"),
    ],
)
def test_what_cannot_be_is_refused(
    planned: Cli, file: Path, words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    file.write_text("no tasks", encoding="utf-8")
    stderr = planned("import", "--progress", *words, exits=2).stderr
    assert said in " ".join(stderr.split())
    assert "task export" in stderr


def test_a_plan_is_needed(cli: Cli, file: Path) -> None:
    file.write_text("[]", encoding="utf-8")
    assert "no plan yet" in cli("import", "--progress", str(file), exits=7).stderr
