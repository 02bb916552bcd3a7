"""Logs of other versions: newer ones, each that was released, and what nobody knows."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from .harness import SAMPLE, Learner, notes_in, records_in, sealed

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    learner = Learner(tmp_path)
    learner.plan()
    learner.log("before")
    return learner


def add(learner: Learner, **changes: Any) -> dict[str, Any]:
    """Put a record of another device into the log directory."""
    record = records_in(learner.logs)[-1] | {"dev": "other", "n": 1} | changes
    record["id"] = f"00000000-0000-4000-8000-{len(learner.logs):012}"
    place = learner.state / "log" / f"other{len(learner.logs)}.jsonl"
    place.write_bytes(sealed(record))
    place.chmod(0o600)
    return record


def test_a_newer_log_is_shown_and_not_written(learner: Learner) -> None:
    add(learner, v=2, more={"new": True}, p={"topic": "vectors", "minutes": 7, "note": "n"})
    before = {log: log.read_bytes() for log in learner.logs}
    shown = json.loads(learner.run("show", "vectors", "--json").out)
    assert shown["topic"]["logged_minutes"] == 8
    for words in (("undo",), ("log", "vectors", "1m"), ("doctor", "--fix")):
        outcome = learner.run(*words)
        assert outcome.code == 6, words
        assert "pip install --upgrade mlroadmap" in outcome.err + outcome.out
    assert {log: log.read_bytes() for log in learner.logs} == before


def test_a_newer_event_that_cannot_be_read_is_no_damage(learner: Learner) -> None:
    add(learner, v=3, at="tomorrow")
    assert learner.run("next").code == 0
    assert learner.log("refused").code == 6
    codes = [f["code"] for f in json.loads(learner.run("doctor", "--json").out)["findings"]]
    assert codes == ["newer"]


@pytest.mark.campaign
def test_unknown_kinds_are_kept(learner: Learner) -> None:
    add(learner, k="mood", p={"how": "good"})
    assert learner.run("doctor").code == 0
    assert learner.run("next").err == ""
    learner.check()
    assert learner.run("backup", str(learner.root / "b.zip")).code == 0
    other = Learner(learner.root / "other")
    assert other.run("restore", str(learner.root / "b.zip")).code == 0
    assert records_in(other.logs) == records_in(learner.logs)


@pytest.mark.campaign
def test_a_topic_that_the_roadmap_lost_keeps_its_entries(learner: Learner) -> None:
    other = learner.root / "other.yaml"
    other.write_text(SAMPLE.read_text("utf-8").replace("vectors", "arrows"), "utf-8")
    for words in (("next",), ("status",), ("history",), ("topics",)):
        assert learner.run("--roadmap", str(other), *words).code == 0
    shown = learner.run("--roadmap", str(other), "doctor")
    assert shown.code == 6
    assert "'vectors'" in shown.out
    renamed = "id: arrows\n            aliases: [vectors]"
    other.write_text(other.read_text("utf-8").replace("id: arrows", renamed, 1), "utf-8")
    assert learner.run("--roadmap", str(other), "doctor").code == 0
    topic = json.loads(learner.run("--roadmap", str(other), "show", "arrows", "--json").out)
    assert topic["topic"]["logged_minutes"] == 1


@pytest.mark.parametrize("log", sorted(GOLDEN.glob("*.jsonl")), ids=lambda path: path.stem)
def test_logs_of_every_released_format_are_understood(log: Path, tmp_path: Path) -> None:
    """A golden log is never changed; a new format adds one, with what it must show."""
    learner = Learner(tmp_path)
    place = learner.state / "log" / "a1b2c3d4.jsonl"
    place.parent.mkdir(parents=True, mode=0o700)
    shutil.copy(log, place)
    place.chmod(0o600)
    expected = json.loads(log.with_suffix(".json").read_text("utf-8"))
    learner.environ["MLROADMAP_TODAY"] = expected["today"]
    assert what_is_shown(learner) == expected
    assert learner.run("doctor").code == 0
    learner.attempted = list(notes_in([log]))
    learner.check()
    assert place.read_bytes() == log.read_bytes()


def what_is_shown(learner: Learner) -> dict[str, Any]:
    """What no later version may see otherwise: the steps, and what was logged."""
    entries = json.loads(learner.run("history", "--json").out)["entries"]
    plan = json.loads(learner.run("plan", "--json").out)
    return {
        "today": plan["today"],
        "weekly_minutes": plan["weekly_minutes"],
        "entries": [[each["day"], each["kind"], each["undone"]] for each in entries],
        "topics": {
            topic["id"]: [topic["state"], topic["logged_minutes"]] for topic in plan["topics"]
        },
    }
