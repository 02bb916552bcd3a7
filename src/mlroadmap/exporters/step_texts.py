"""The steps of a topic in the formats that import back."""

from __future__ import annotations

from collections.abc import Iterator

from mlroadmap.core.roadmap.model import Topic
from mlroadmap.core.text import clean
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.markdown_text import as_markdown, linked
from mlroadmap.formats.export_steps import CHECK, LINK, WHERE, WrittenStep, step_line


def written_steps(export_input: ExportInput, topic: Topic) -> Iterator[WrittenStep]:
    """Give steps with what a learner needs of them; their lengths where hours are known."""
    for each in export_input.steps_of(topic.id):
        step = each.step
        resource = export_input.roadmap.library.get(step.resource)
        yield WrittenStep(
            step.kind,
            clean(step.title),
            step.minutes if topic.hours_known else None,
            (clean(resource.title), clean(resource.best_url)) if resource else None,
            clean(step.where),
            clean(step.check),
        )


def step_boxes(export_input: ExportInput, topic: Topic) -> Iterator[str]:
    """Write steps as boxes in Markdown, with what is known of each below it."""
    states = export_input.steps_of(topic.id)
    for each, step in zip(states, written_steps(export_input, topic), strict=True):
        box = "x" if each.state == "done" else " "
        yield f"- [{box}] {step_line(step.kind, as_markdown(step.title), step.minutes)}"
        if step.link:
            yield f"  - {LINK}{linked(*step.link)}"
        if step.where:
            yield f"  - {WHERE}{as_markdown(step.where)}"
        if step.check:
            yield f"  - {CHECK}{as_markdown(step.check)}"
