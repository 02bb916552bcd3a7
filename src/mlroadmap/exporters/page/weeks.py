"""The weeks around today, at a scale on which a day can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mlroadmap.core.roadmap.model import Topic
from mlroadmap.core.text import count
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.page.bars import chart, dates_of, topic_row
from mlroadmap.exporters.page.markup import Element, element
from mlroadmap.exporters.page.scale import Scale, short_day

WEEKS_BEFORE, WEEKS_AHEAD = 1, 5
MOST_ROWS = 15


def weeks_section(export_input: ExportInput) -> Iterator[Element]:
    """Draw the topics of the last week, this one and the next ones, those ahead first."""
    scale = around(export_input.today)
    found = sorted(_found(export_input, scale))
    shown = sorted((start, number) for _, start, number in found[:MOST_ROWS])
    if not shown:
        yield element("p", "There is no study in these weeks.")
        return
    topics = list(export_input.roadmap.topics.values())
    rows = [topic_row(export_input, topics[number], scale) for _, number in shown]
    yield chart(scale, export_input.today, rows)
    yield element("p", "The upright line is today.", class_="quiet")
    if len(found) > len(shown):
        rest = count(len(found) - len(shown), "more topic")
        until = short_day(scale.last)
        yield element("p", f"And {rest} until {until}: see the plan below.", class_="quiet")


def around(today: date) -> Scale:
    """Give whole weeks, from a Monday to a Sunday; the calendar has no day before its first."""
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=WEEKS_BEFORE)
    return Scale(first, monday + timedelta(weeks=WEEKS_AHEAD + 1, days=-1))


def _found(export_input: ExportInput, scale: Scale) -> Iterator[tuple[bool, date, int]]:
    """Give topics of these weeks: whether they are done, their start and their number."""
    for number, topic in enumerate(export_input.roadmap.topics.values()):
        dates = dates_of(export_input, topic)
        if dates and scale.shows(dates.start, dates.finish):
            yield _is_done(export_input, topic), dates.start, number


def _is_done(export_input: ExportInput, topic: Topic) -> bool:
    return export_input.study_state.progress.topics[topic.id].is_done
