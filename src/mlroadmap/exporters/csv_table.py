"""The roadmap as a table of comma-separated values (RFC 4180), which reads back."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from mlroadmap.core.model import Section, Stage, Topic
from mlroadmap.core.text import clean
from mlroadmap.exporters.material import Material
from mlroadmap.exporters.parts import hours

COLUMNS = (
    "stage",
    "section",
    "id",
    "title",
    "hours low",
    "hours likely",
    "hours high",
    "needs",
    "outcome",
    "state",
    "start",
    "finish",
)

# What makes spreadsheets take a cell for a formula, in ASCII and in full width. The
# apostrophe is among them so that protecting a cell can be undone.
FORMULA_STARTS = ("=", "+", "-", "@", "'", "＝", "＋", "－", "＠")  # noqa: RUF001 - as they are


def to_csv(material: Material) -> str:
    """Write a header and a line for each topic."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for stage in material.roadmap.stages:
        for section in stage.sections:
            for topic in section.topics:
                writer.writerow(map(protect, _cells(material, stage, section, topic)))
    return text.getvalue()


def protect(cell: str) -> str:
    """Keep a spreadsheet from running a cell, by an apostrophe before it."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _cells(material: Material, stage: Stage, section: Section, topic: Topic) -> Iterator[str]:
    outlook = material.outlook
    dates, effort = outlook.plan.dates.get(topic.id), topic.effort
    yield from (clean(stage.title), clean(section.title), topic.id, clean(topic.title))
    yield from map(hours, (effort.low_minutes, effort.likely_minutes, effort.high_minutes))
    yield from ("; ".join(topic.needs), clean(topic.outcome))
    yield outlook.progress.topics[topic.id].state
    yield from (str(dates.start), str(dates.finish)) if dates else ("", "")
