"""The roadmap as Markdown task lists, which `mlroadmap import` reads back."""

from __future__ import annotations

from collections.abc import Iterator

from mlroadmap.core.model import Topic
from mlroadmap.core.own_exports import MARKDOWN_MARK, length_behind
from mlroadmap.core.text import clean
from mlroadmap.exporters.material import Material
from mlroadmap.exporters.parts import as_item, as_markdown
from mlroadmap.exporters.task_lists import task_lists


def to_markdown(material: Material) -> str:
    """Write a mark, a heading for each stage and section, and a box for each topic."""
    return f"{MARKDOWN_MARK}\n\n{task_lists(material, _topic_lines)}"


def _topic_lines(material: Material, topic: Topic) -> Iterator[str]:
    progress = material.outlook.progress.topics[topic.id]
    box = "x" if progress.is_done or progress.state == "known" else " "
    title = as_markdown(topic.title)
    name = f"~~{title}~~" if progress.state == "skipped" else title
    minutes = topic.effort.likely_minutes if topic.hours_known else None
    length = length_behind("" if progress.state == "skipped" else clean(topic.title), minutes)
    yield f"- [{box}] {name}{length}"
    if topic.needs:
        yield "  - Prerequisites:"
        titles = (material.roadmap.topics[need].title for need in topic.needs)
        yield from (f"    - {as_item(title)}" for title in titles)
    if topic.kind == "project":
        yield "  - Kind: project"
    if topic.outcome:
        yield f"  - Outcome: {as_markdown(topic.outcome)}"
