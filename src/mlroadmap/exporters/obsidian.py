"""The roadmap as tasks of the Tasks plugin for Obsidian, in its emoji format.

The plugin reads its fields from a line's end. The length, in brackets, ends the title, so
that nothing in a title is taken for a field.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlroadmap.core.progress.topic_progress import TopicProgress
from mlroadmap.core.roadmap.model import Topic
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.markdown_text import as_markdown
from mlroadmap.exporters.step_texts import step_boxes
from mlroadmap.exporters.task_lists import task_lists
from mlroadmap.formats.export_format import in_hours

_ID, _NEEDS, _START, _DUE, _DONE = "🆔", "⛔", "🛫", "📅", "✅"


def to_obsidian(export_input: ExportInput) -> str:
    """Write a heading for each stage and section, and a task for each topic and its steps."""
    return task_lists(export_input, _task)


def _task(export_input: ExportInput, topic: Topic) -> Iterator[str]:
    progress = export_input.study_state.progress.topics[topic.id]
    length = f"({in_hours(progress.effort_minutes)})"
    words = [f"- [{_status(progress)}]", as_markdown(topic.title), length, _ID, topic.id]
    if topic.needs:
        words += [_NEEDS, ",".join(topic.needs)]
    dates = export_input.study_state.plan.dates.get(topic.id)
    if dates and progress.is_counted:
        words += [_START, str(dates.start), _DUE, str(dates.finish)]
    if progress.done_on:
        words += [_DONE, str(progress.done_on)]
    yield " ".join(words)
    yield from (f"  {line}" for line in step_boxes(export_input, topic))


def _status(progress: TopicProgress) -> str:
    if progress.is_done:
        return "x"
    return " " if progress.is_counted else "-"
