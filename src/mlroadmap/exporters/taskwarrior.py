"""The topics as tasks that `task import` takes. Importing again updates them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.progress.topic_progress import TopicProgress
from mlroadmap.core.roadmap.model import Topic
from mlroadmap.core.text import clean
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.markdown_text import slug
from mlroadmap.exporters.material import study_links

LINKS_SHOWN = 3


def to_taskwarrior(export_input: ExportInput) -> str:
    """Write a task for each topic; those known, skipped or removed are deleted."""
    tasks = [_task(export_input, topic) for topic in export_input.roadmap.topics.values()]
    tasks += [_deleted(export_input, name) for name in export_input.former_ids]
    lines = ",\n".join(json.dumps(task, ensure_ascii=False) for task in tasks)
    return f"[\n{lines}\n]\n"


def task_uuid(export_input: ExportInput, lasting_id: str) -> str:
    """Name a topic's task: the same in every export of this log, and in no other."""
    return str(uuid5(NAMESPACE_URL, f"mlroadmap:{export_input.identity}:{lasting_id}"))


def _uuid(export_input: ExportInput, topic_id: str) -> str:
    topic = export_input.roadmap.topics[topic_id]
    return task_uuid(export_input, export_input.lasting_id(topic))


def _task(export_input: ExportInput, topic: Topic) -> dict[str, Any]:
    study_state = export_input.study_state
    progress, dates = (
        study_state.progress.topics[topic.id],
        study_state.plan.dates.get(topic.id),
    )
    stage, _ = export_input.roadmap.places[topic.id]
    task: dict[str, Any] = {
        "uuid": _uuid(export_input, topic.id),
        "description": clean(topic.title),
        "status": _status(progress),
        "entry": _instant(export_input.first_plan.at),
        "project": f"{slug(export_input.roadmap.title)}.{stage.id}",
        "tags": [topic.kind],
        "annotations": list(_annotations(export_input, topic)),
    }
    needs = [need for need in topic.needs if study_state.progress.topics[need].is_counted]
    if needs:
        task["depends"] = [_uuid(export_input, need) for need in needs]
    if progress.is_settled:
        task["end"] = _local(progress.done_on or export_input.today, "12:00")
    elif dates:
        task["scheduled"] = _local(dates.start, "00:00")
        task["due"] = _local(dates.finish, "23:59")
    return task


def _deleted(export_input: ExportInput, lasting_id: str) -> dict[str, Any]:
    """Take back the task of a topic that is no longer in the roadmap."""
    return {
        "uuid": task_uuid(export_input, lasting_id),
        "description": clean(
            export_input.history.title(lasting_id, export_input.roadmap.shape)
        ),
        "status": "deleted",
        "entry": _instant(export_input.first_plan.at),
        "end": _local(export_input.today, "12:00"),
    }


def _status(progress: TopicProgress) -> str:
    if progress.is_done:
        return "completed"
    return "pending" if progress.is_counted else "deleted"


def _annotations(export_input: ExportInput, topic: Topic) -> Iterator[dict[str, str]]:
    """Say more about a topic; each line has a second of its own, which Taskwarrior wants."""
    progress = export_input.study_state.progress.topics[topic.id]
    lines = [f"{format_duration(progress.whole_minutes)} in all", clean(topic.outcome)]
    links = study_links(export_input.roadmap, topic.id, LINKS_SHOWN)
    lines += [f"{clean(each.title)}: {clean(each.best_url)}" for each in links]
    since = export_input.first_plan.at.timestamp()
    for second, line in enumerate(filter(None, lines)):
        yield {
            "entry": _instant(datetime.fromtimestamp(since + second, UTC)),
            "description": line,
        }


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _local(day: date, clock: str) -> str:
    """Write a time of the learner's own clock, which Taskwarrior takes for local."""
    return f"{day}T{clock}:00"
