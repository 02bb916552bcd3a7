"""What `task export` prints, read for completed tasks."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.importers.raw import SourceError
from mlroadmap.importers.taskwarrior import CompletedTask, completed_tasks


def test_completed_tasks_have_their_uuid_and_their_end() -> None:
    tasks = [
        {"uuid": "A1", "status": "completed", "end": "20270105T213000Z", "urgency": 5.2},
        {"uuid": "b2", "status": "pending"},
        {"uuid": "c3", "status": "completed", "end": "yesterday"},
        {"uuid": "d4", "status": "deleted", "end": "20270105T213000Z"},
    ]
    assert completed_tasks(json.dumps(tasks)) == (
        CompletedTask("a1", datetime(2027, 1, 5, 21, 30, tzinfo=UTC)),
        CompletedTask("c3", None),
    )


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"uuid": 1}]', "[" * 100_000, "# Notes"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="task export"):
        completed_tasks(text)


@given(st.text())
def test_no_text_is_a_bug(text: str) -> None:
    try:
        completed_tasks(text)
    except SourceError:
        return
