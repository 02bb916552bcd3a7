"""The roadmap as Markdown task lists, which `mlroadmap import` reads back."""

from __future__ import annotations

from collections.abc import Iterator

from mlroadmap.core.model import Topic
from mlroadmap.exporters.material import Material
from mlroadmap.exporters.parts import as_markdown, in_hours
from mlroadmap.exporters.task_lists import task_lists


def to_markdown(material: Material) -> str:
    """Write a heading for each stage and section, and a box for each topic."""
    return task_lists(material, _topic_lines)


def _topic_lines(material: Material, topic: Topic) -> Iterator[str]:
    progress = material.outlook.progress.topics[topic.id]
    box = "x" if progress.is_done or progress.state == "known" else " "
    title = as_markdown(topic.title)
    name = f"~~{title}~~" if progress.state == "skipped" else title
    hours = f" ({in_hours(topic.effort.likely_minutes)})" if topic.hours_known else ""
    yield f"- [{box}] {name}{hours}"
    if topic.needs:
        titles = [as_markdown(material.roadmap.topics[need].title) for need in topic.needs]
        yield f"  - Prerequisites: {'; '.join(titles)}"
    if topic.outcome:
        yield f"  - Outcome: {as_markdown(topic.outcome)}"
