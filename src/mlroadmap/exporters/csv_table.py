"""The roadmap as a table of comma-separated values (RFC 4180), which reads back."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from mlroadmap.core.roadmap.model import Resource, Section, Stage, Topic
from mlroadmap.core.text import clean
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.step_texts import written_steps
from mlroadmap.formats.export_format import CSV_COLUMNS, hours
from mlroadmap.formats.export_links import link_cell
from mlroadmap.formats.export_steps import step_cell
from mlroadmap.formats.formula import protected


def to_csv(export_input: ExportInput) -> str:
    """Write a header and a line for each topic.

    The links of a section and of a stage are in the line of its first topic.
    """
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(CSV_COLUMNS)
    for stage in export_input.roadmap.stages:
        for section in stage.sections:
            for topic in section.topics:
                writer.writerow(map(protected, _cells(export_input, stage, section, topic)))
    return text.getvalue()


def _cells(
    export_input: ExportInput, stage: Stage, section: Section, topic: Topic
) -> Iterator[str]:
    study_state = export_input.study_state
    dates, effort = study_state.plan.dates.get(topic.id), topic.effort
    yield from (clean(stage.title), clean(section.title), topic.id, clean(topic.title))
    yield topic.kind
    efforts = (effort.low_minutes, effort.likely_minutes, effort.high_minutes)
    yield from (hours(minutes) if topic.hours_known else "" for minutes in efforts)
    yield from ("; ".join(topic.needs), clean(topic.outcome))
    yield study_state.progress.topics[topic.id].state
    yield from (str(dates.start), str(dates.finish)) if dates else ("", "")
    is_first = topic is section.topics[0]
    yield _links(topic.resources)
    yield _links(section.resources if is_first else ())
    yield _links(stage.resources if is_first and section is stage.sections[0] else ())
    yield step_cell(written_steps(export_input, topic))


def _links(resources: Iterable[Resource]) -> str:
    return link_cell((clean(each.title), each.best_url) for each in resources)
