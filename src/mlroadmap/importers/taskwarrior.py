"""Completed tasks out of what `task export` prints."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from mlroadmap.importers.raw import SourceError

_INSTANT = "%Y%m%dT%H%M%SZ"


class CompletedTask(Struct, frozen=True):
    """A task that was completed, by its uuid; `end` is aware, None where it is not known."""

    uuid: str
    end: datetime | None


class _Task(Struct):
    uuid: str = ""
    status: str = ""
    end: str = ""


def completed_tasks(text: str) -> tuple[CompletedTask, ...]:
    """List the completed tasks in the order of the export.

    Raises SourceError for anything but a JSON array of tasks.
    """
    try:
        tasks = msgspec.json.decode(text, type=list[_Task])
    except (ValueError, RecursionError) as error:
        raise SourceError(
            "This is not the JSON array of tasks that task export prints."
        ) from error
    return tuple(
        CompletedTask(task.uuid.lower(), _instant(task.end))
        for task in tasks
        if task.status == "completed"
    )


def _instant(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _INSTANT).replace(tzinfo=UTC)
    except ValueError:
        return None
