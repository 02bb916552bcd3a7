"""The roadmap as Markdown task lists, which `mlroadmap import` reads back."""

from __future__ import annotations

from collections.abc import Iterator

from mlroadmap.core.dates import format_day
from mlroadmap.core.model import Section, Stage, Topic
from mlroadmap.exporters.material import Material
from mlroadmap.exporters.parts import as_markdown, in_hours


def to_markdown(material: Material) -> str:
    """Write a heading for each stage and section, and a box for each topic."""
    return "\n".join(_lines(material)) + "\n"


def is_lone(stage: Stage, section: Section) -> bool:
    """Whether a section is but its stage under the same name, and needs no heading."""
    return len(stage.sections) == 1 and section.title == stage.title


def _lines(material: Material) -> Iterator[str]:
    roadmap = material.roadmap
    yield f"# {as_markdown(roadmap.title)}"
    for stage in roadmap.stages:
        yield from ("", f"## {as_markdown(stage.title)}")
        yield from _stage_dates(material, stage)
        for section in stage.sections:
            if not is_lone(stage, section):
                yield from ("", f"### {as_markdown(section.title)}")
            yield ""
            for topic in section.topics:
                yield from _topic_lines(material, topic)


def _stage_dates(material: Material, stage: Stage) -> Iterator[str]:
    """Say when a stage is studied: not topic by topic, where it would come back as a remark."""
    outlook = material.outlook
    topics = [
        topic.id for topic in stage.topics if outlook.progress.topics[topic.id].is_counted
    ]
    dates = [
        outlook.plan.dates[topic_id] for topic_id in topics if topic_id in outlook.plan.dates
    ]
    if dates:
        first, last = min(each.start for each in dates), max(each.finish for each in dates)
        yield from ("", f"{format_day(first)} to {format_day(last)}")


def _topic_lines(material: Material, topic: Topic) -> Iterator[str]:
    progress = material.outlook.progress.topics[topic.id]
    box = "x" if progress.is_done or progress.state == "known" else " "
    title = as_markdown(topic.title)
    name = f"~~{title}~~" if progress.state == "skipped" else title
    yield f"- [{box}] {name} ({in_hours(topic.effort.likely_minutes)})"
    if topic.needs:
        titles = [as_markdown(material.roadmap.topics[need].title) for need in topic.needs]
        yield f"  - Prerequisites: {'; '.join(titles)}"
    if topic.outcome:
        yield f"  - Outcome: {as_markdown(topic.outcome)}"
