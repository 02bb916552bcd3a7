"""Rows of bars over a scale of days: a name, what there is to say, and the bar itself.

A list with one drawing for the lines behind all of its rows keeps a row below 200 bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.roadmap.model import Topic
from mlroadmap.core.schedule.plan import TopicDates
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.page.markup import Element, element, line, percent, svg
from mlroadmap.exporters.page.scale import LAST_LABEL, Scale
from mlroadmap.exporters.page.words import STATE_WORDS, period

LEAST_WIDTH = 0.006


def chart(scale: Scale, today: date, rows: Iterable[Element], tag: str = "ol") -> Element:
    """Draw rows under an axis, with lines for its marks and for today."""
    role = "list" if tag == "ol" else None
    return element(
        "div",
        _axis(scale),
        element("div", _lines(scale, today), element(tag, *rows, role=role), class_="rows"),
        class_="bars",
    )


def topic_row(export_input: ExportInput, topic: Topic, scale: Scale) -> Element:
    """Draw a topic: its state in a word, its dates, its length, and as much as is done."""
    progress = export_input.study_state.progress.topics[topic.id]
    dates = dates_of(export_input, topic)
    said = (
        STATE_WORDS[progress.state],
        period(dates),
        format_duration(progress.whole_minutes),
    )
    share = progress.achieved_minutes / progress.effort_minutes
    return element(
        "li",
        element("b", topic.title),
        element("span", ", ".join(filter(None, said))),
        bars(dates, share, scale),
        class_=None if progress.state == "todo" else progress.state,
    )


def bars(dates: TopicDates | None, share: float, scale: Scale) -> Element | None:
    """Draw the time between two days, and the share of it that is done in full."""
    if dates is None or not scale.shows(dates.start, dates.finish):
        return None
    start, end = scale.start(dates.start), scale.end(dates.finish)
    right = min(1, max(end, start + LEAST_WIDTH))
    left = max(0, min(start, right - LEAST_WIDTH))
    done = right if share == 1 else start + (end - start) * share
    return svg(*_rects(left, right, done), aria_hidden="true")


def dates_of(export_input: ExportInput, topic: Topic) -> TopicDates | None:
    """Give the dates of a topic that is neither known nor skipped."""
    is_counted = export_input.study_state.progress.topics[topic.id].is_counted
    return export_input.study_state.plan.dates.get(topic.id) if is_counted else None


def _rects(left: float, right: float, done: float) -> Iterator[Element]:
    """Draw what is seen of a bar that is done up to a place."""
    if done < right:
        yield element("rect", x=percent(left), width=percent(right - left))
    if done > left:
        width = percent(min(done, right) - left)
        yield element("rect", x=percent(left), width=width, class_="full")


def _axis(scale: Scale) -> Element:
    names = [
        element("text", name, x=percent(share), y="12")
        for share, name in scale.marks()
        if share < LAST_LABEL
    ]
    return svg(*names, class_="axis", aria_hidden="true")


def _lines(scale: Scale, today: date) -> Element:
    lines = [line(share) for share, _ in scale.marks()]
    if scale.first <= today <= scale.last:
        lines.append(line(scale.start(today), class_="today"))
    return svg(*lines, class_="grid", aria_hidden="true")
