"""The roadmap as Markdown task lists, which `mlroadmap import` reads back."""

from __future__ import annotations

from collections.abc import Iterator

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
        for section in stage.sections:
            if not is_lone(stage, section):
                yield from ("", f"### {as_markdown(section.title)}")
            yield ""
            for topic in section.topics:
                yield from _topic_lines(material, topic)


def _topic_lines(material: Material, topic: Topic) -> Iterator[str]:
    outlook = material.outlook
    progress, dates = outlook.progress.topics[topic.id], outlook.plan.dates.get(topic.id)
    box = "x" if progress.is_done or progress.state == "known" else " "
    title = as_markdown(topic.title)
    name = f"~~{title}~~" if progress.state == "skipped" else title
    yield f"- [{box}] {name} ({in_hours(topic.effort.likely_minutes)})"
    if topic.needs:
        titles = [as_markdown(material.roadmap.topics[need].title) for need in topic.needs]
        yield f"  - Prerequisites: {'; '.join(titles)}"
    if topic.outcome:
        yield f"  - Outcome: {as_markdown(topic.outcome)}"
    if dates and progress.is_counted:
        said = "Studied" if progress.is_done else "Planned"
        yield f"  - {said}: {dates.start} to {dates.finish}"
