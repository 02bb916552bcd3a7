"""The outline that Markdown formats share: headings, dates, and a list for each section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.roadmap.model import Resource, Section, Stage, Topic
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.markdown_text import as_markdown

TopicLines = Callable[[ExportInput, Topic], Iterable[str]]
ResourceLines = Callable[[Iterable[Resource]], Iterable[str]]


def _no_lines(_: Iterable[Resource]) -> Iterable[str]:
    return ()


def task_lists(
    export_input: ExportInput,
    lines_of: TopicLines,
    resource_lines: ResourceLines = _no_lines,
) -> str:
    """Write a heading for each stage and section, and below it the lines of the topics.

    `resource_lines` writes what a stage and a section have to learn from.
    """
    return "\n".join(_lines(export_input, lines_of, resource_lines)) + "\n"


def _lines(
    export_input: ExportInput, lines_of: TopicLines, resource_lines: ResourceLines
) -> Iterator[str]:
    yield f"# {as_markdown(export_input.roadmap.title)}"
    for stage in export_input.roadmap.stages:
        yield from ("", f"## {as_markdown(stage.title)}")
        yield from _stage_dates(export_input, stage)
        yield from _block(resource_lines(stage.resources))
        for section in stage.sections:
            if not _is_lone(stage, section):
                yield from ("", f"### {as_markdown(section.title)}")
            yield from _block(resource_lines(section.resources))
            yield ""
            for topic in section.topics:
                yield from lines_of(export_input, topic)


def _block(lines: Iterable[str]) -> Iterator[str]:
    """Part lines from what is above them, where there are any."""
    block = tuple(lines)
    yield from ("", *block) if block else ()


def _is_lone(stage: Stage, section: Section) -> bool:
    """Whether a section is but its stage under the same name, and needs no heading."""
    return len(stage.sections) == 1 and section.title == stage.title


def _stage_dates(export_input: ExportInput, stage: Stage) -> Iterator[str]:
    """Say when a stage is studied: not topic by topic, where it would come back as a remark."""
    study_state = export_input.study_state
    counted = [
        topic.id for topic in stage.topics if study_state.progress.topics[topic.id].is_counted
    ]
    dates = [
        study_state.plan.dates[topic_id]
        for topic_id in counted
        if topic_id in study_state.plan.dates
    ]
    if dates:
        first, last = min(each.start for each in dates), max(each.finish for each in dates)
        yield from ("", f"{format_day(first)} to {format_day(last)}")
