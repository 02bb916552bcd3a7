"""The roadmap as Markdown task lists, which `mlroadmap import` reads back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlroadmap.core.roadmap.model import Topic
from mlroadmap.core.text import clean
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.markdown_text import as_item, as_markdown, resource_items
from mlroadmap.exporters.step_texts import step_boxes
from mlroadmap.exporters.task_lists import task_lists
from mlroadmap.formats.export_format import MARKDOWN_MARK, length_behind
from mlroadmap.formats.export_steps import STEPS_LABEL


def to_markdown(export_input: ExportInput) -> str:
    """Write a mark, a heading for each stage and section, and a box for each topic."""
    return f"{MARKDOWN_MARK}\n\n{task_lists(export_input, _topic_lines, resource_items)}"


def _topic_lines(export_input: ExportInput, topic: Topic) -> Iterator[str]:
    progress = export_input.study_state.progress.topics[topic.id]
    box = "x" if progress.is_done or progress.state == "known" else " "
    title = as_markdown(topic.title)
    name = f"~~{title}~~" if progress.state == "skipped" else title
    minutes = topic.effort.likely_minutes if topic.hours_known else None
    length = length_behind("" if progress.state == "skipped" else clean(topic.title), minutes)
    yield f"- [{box}] {name}{length}"
    if topic.needs:
        yield "  - Prerequisites:"
        titles = (export_input.roadmap.topics[need].title for need in topic.needs)
        yield from (f"    - {as_item(title)}" for title in titles)
    if topic.kind == "project":
        yield "  - Kind: project"
    if topic.outcome:
        yield f"  - Outcome: {as_markdown(topic.outcome)}"
    yield from (f"  {line}" for line in resource_items(topic.resources, "-"))
    steps = () if progress.state == "skipped" else tuple(step_boxes(export_input, topic))
    yield from (f"  {line}" for line in _below_label(steps))


def _below_label(steps: Sequence[str]) -> Iterator[str]:
    if steps:
        yield f"- {STEPS_LABEL}"
    yield from (f"  {line}" for line in steps)
