"""`task import`, twice: once as planned, once after something was done."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mlroadmap.core.text import clean
from mlroadmap.exporters.taskwarrior import to_taskwarrior
from tests.clients.conftest import exported, program
from tests.conftest import Cli
from tests.exporters.materials import HOSTILE_TITLES, export_input, titled

pytestmark = pytest.mark.clients

Task = Callable[..., str]


@pytest.fixture
def task(tmp_path: Path) -> Task:
    settings = tmp_path / "taskrc"
    settings.write_text(f"data.location={tmp_path}/tasks\nconfirmation=no\n")

    def run(*words: str, text: str = "") -> str:
        environment = {**os.environ, "TASKRC": str(settings)}
        return subprocess.run(
            [program("task"), *words],
            input=text,
            env=environment,
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout

    return run


def held(task: Task) -> dict[str, dict[str, Any]]:
    return {each["description"]: each for each in json.loads(task("export"))}


def test_importing_again_updates(planned: Cli, task: Task) -> None:
    task("import", "-", text=exported(planned, "taskwarrior"))
    before = held(task)
    assert len(before) == 5
    assert before["Flat Project"]["status"] == "pending"
    assert len(before["Flat Project"]["depends"]) == 2
    planned("done", "calculus")
    planned("skip", "vectors")
    planned("plan", "--hours", "14")
    task("import", "-", text=exported(planned, "taskwarrior"))
    after = held(task)
    assert {each["uuid"] for each in after.values()} == {
        each["uuid"] for each in before.values()
    }
    assert after["Calculus"]["status"] == "completed"
    assert after["Vectors [bold]not markup[/bold]"]["status"] == "deleted"
    assert after["Deep Project"]["due"] < before["Deep Project"]["due"]


def test_what_is_completed_there_stays_completed(
    planned: Cli, task: Task, tmp_path: Path
) -> None:
    task("import", "-", text=exported(planned, "taskwarrior"))
    task(held(task)["Calculus"]["uuid"], "done")
    task("add", "Buy bread")
    task("Buy", "done")
    tasks = tmp_path / "tasks.json"
    tasks.write_text(task("export"), encoding="utf-8")
    said = planned("import", "--progress", str(tasks)).stdout
    assert "✓ Calculus: done on " in said
    assert "1 completed task left out" in said
    task("import", "-", text=exported(planned, "taskwarrior"))
    assert held(task)["Calculus"]["status"] == "completed"
    assert held(task)["Buy bread"]["status"] == "completed"
    assert planned.document("import", "--progress", str(tasks))["done"] == []


def test_any_title_survives(task: Task) -> None:
    names = [clean(name) for name in HOSTILE_TITLES if clean(name)]
    task("import", "-", text=to_taskwarrior(export_input(titled(*names))))
    assert sorted(held(task)) == sorted(set(names))
