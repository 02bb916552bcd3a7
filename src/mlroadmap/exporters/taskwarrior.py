"""The topics as tasks that `task import` takes. Importing again updates them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from mlroadmap.core.durations import format_duration
from mlroadmap.core.model import Topic
from mlroadmap.core.progress import TopicProgress
from mlroadmap.core.text import clean
from mlroadmap.exporters.material import Material
from mlroadmap.exporters.parts import nearest_resources, slug

LINKS_SHOWN = 3


def to_taskwarrior(material: Material) -> str:
    """Write a task for each topic; one that is known or skipped is deleted."""
    tasks = [_task(material, topic) for topic in material.roadmap.topics.values()]
    lines = ",\n".join(json.dumps(task, ensure_ascii=False) for task in tasks)
    return f"[\n{lines}\n]\n"


def task_uuid(material: Material, topic_id: str) -> str:
    """Name a topic's task: the same in every export of this log, and in no other."""
    return str(uuid5(NAMESPACE_URL, f"mlroadmap:{material.first_plan.id}:{topic_id}"))


def _task(material: Material, topic: Topic) -> dict[str, Any]:
    outlook = material.outlook
    progress, dates = outlook.progress.topics[topic.id], outlook.plan.dates.get(topic.id)
    stage, _ = material.roadmap.places[topic.id]
    task: dict[str, Any] = {
        "uuid": task_uuid(material, topic.id),
        "description": clean(topic.title),
        "status": _status(progress),
        "entry": _instant(material.first_plan.at),
        "project": f"{slug(material.roadmap.title)}.{stage.id}",
        "tags": [topic.kind],
        "annotations": list(_annotations(material, topic)),
    }
    needs = [need for need in topic.needs if outlook.progress.topics[need].is_counted]
    if needs:
        task["depends"] = [task_uuid(material, need) for need in needs]
    if progress.is_settled:
        task["end"] = _local(progress.done_on or material.today, "12:00")
    elif dates:
        task["scheduled"] = _local(dates.start, "00:00")
        task["due"] = _local(dates.finish, "23:59")
    return task


def _status(progress: TopicProgress) -> str:
    if progress.is_done:
        return "completed"
    return "pending" if progress.is_counted else "deleted"


def _annotations(material: Material, topic: Topic) -> Iterator[dict[str, str]]:
    """Say more about a topic; each line has a second of its own, which Taskwarrior wants."""
    progress = material.outlook.progress.topics[topic.id]
    lines = [f"{format_duration(progress.effort_minutes)} in all", clean(topic.outcome)]
    links = nearest_resources(material.roadmap, topic.id, LINKS_SHOWN)
    lines += [f"{clean(each.title)}: {clean(each.best_url)}" for each in links]
    since = material.first_plan.at.timestamp()
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
