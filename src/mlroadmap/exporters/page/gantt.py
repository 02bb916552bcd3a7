"""The plan as a Gantt chart that is a table: every bar stands in the row of its topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.progress.progress import TopicProgress
from mlroadmap.core.roadmap.model import Stage, Topic
from mlroadmap.core.schedule.plan import TopicDates
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.page.markup import Element, element, line, percent, svg
from mlroadmap.exporters.page.scale import LAST_LABEL, Scale
from mlroadmap.exporters.page.words import state_mark

BAR_HEIGHT, STAGE_BAR_HEIGHT = 10, 2
LEAST_WIDTH = 0.004


def gantt(export_input: ExportInput) -> Element:
    """Draw a row for each topic, under its stage.

    Roles are said in so many words: on a phone, rows are laid out as blocks, and some
    browsers then forget that they belong to a table.
    """
    scale = _scale(export_input)
    return element(
        "table",
        element("caption", "Every topic with its dates"),
        _head(export_input, scale),
        *(_stage(export_input, stage, scale) for stage in export_input.roadmap.stages),
        class_="gantt",
        role="table",
    )


def _scale(export_input: ExportInput) -> Scale:
    dates = export_input.study_state.plan.dates.values()
    first = min((days.start for days in dates), default=export_input.today)
    return Scale(
        min(first, export_input.today),
        max(export_input.study_state.plan.finish, export_input.today),
    )


def _head(export_input: ExportInput, scale: Scale) -> Element:
    names = [("Topic", None), ("From and to", None), ("Effort", "number")]
    heads = [
        element("th", name, scope="col", role="columnheader", class_=kind)
        for name, kind in names
    ]
    axis = element("td", _axis(export_input, scale), role="cell", class_="bar")
    return element("thead", element("tr", *heads, axis, role="row"), role="rowgroup")


def _axis(export_input: ExportInput, scale: Scale) -> Element:
    """Draw the names of months or years; the grid that every row uses is defined here."""
    marks = scale.marks()
    lines = [line(share, class_="grid") for share, _ in marks]
    grid = element(
        "g", *lines, line(scale.start(export_input.today), class_="today"), id="grid"
    )
    names = [
        element("text", name, x=percent(share), y="13")
        for share, name in marks
        if share < LAST_LABEL
    ]
    return svg(element("defs", grid), *names, height="18", aria_hidden="true")


def _stage(export_input: ExportInput, stage: Stage, scale: Scale) -> Element:
    dates = _whole([_dates(export_input, topic) for topic in stage.topics])
    title = f"{stage.number}. {stage.title}"
    head = element(
        "tr",
        element("th", title, scope="rowgroup", role="rowheader"),
        element("td", *_span(dates), role="cell", class_="when"),
        element("td", role="cell", class_="number"),
        element("td", _bars(_stage_bar(dates, scale)), role="cell", class_="bar"),
        class_="stage",
        role="row",
    )
    rows = [_row(export_input, topic, scale) for topic in stage.topics]
    return element("tbody", head, *rows, role="rowgroup")


def _row(export_input: ExportInput, topic: Topic, scale: Scale) -> Element:
    progress = export_input.study_state.progress.topics[topic.id]
    dates = _dates(export_input, topic)
    name = element("span", topic.title, class_="name")
    return element(
        "tr",
        element("th", state_mark(progress.state), " ", name, scope="row", role="rowheader"),
        element("td", *_span(dates), role="cell", class_="when"),
        element("td", format_duration(progress.effort_minutes), role="cell", class_="number"),
        element("td", _bars(_topic_bars(progress, dates, scale)), role="cell", class_="bar"),
        class_=progress.state,
        role="row",
    )


def _dates(export_input: ExportInput, topic: Topic) -> TopicDates | None:
    is_counted = export_input.study_state.progress.topics[topic.id].is_counted
    return export_input.study_state.plan.dates.get(topic.id) if is_counted else None


def _whole(dates: Sequence[TopicDates | None]) -> TopicDates | None:
    known = [each for each in dates if each]
    if not known:
        return None
    return TopicDates(min(each.start for each in known), max(each.finish for each in known))


def _span(dates: TopicDates | None) -> Iterator[Element | str]:
    if dates is None:
        return
    yield _time(dates.start)
    if dates.finish != dates.start:
        yield " to "
        yield _time(dates.finish)


def _time(day: date) -> Element:
    return element("time", format_day(day), datetime=day.isoformat())


def _bars(bars: Iterable[Element]) -> Element:
    return svg(element("use", href="#grid"), *bars, height="100%", aria_hidden="true")


def _stage_bar(dates: TopicDates | None, scale: Scale) -> Iterator[Element]:
    if dates:
        start, width = _place(dates, scale)
        yield _bar(start, width, STAGE_BAR_HEIGHT, "span")


def _topic_bars(
    progress: TopicProgress, dates: TopicDates | None, scale: Scale
) -> Iterator[Element]:
    """Draw the time of a topic, and as much of it in full as is done."""
    if dates:
        start, width = _place(dates, scale)
        yield _bar(start, width, BAR_HEIGHT, "rest")
        done = progress.achieved_minutes / progress.effort_minutes
        if done:
            yield _bar(start, width * done, BAR_HEIGHT, "full")


def _place(dates: TopicDates, scale: Scale) -> tuple[float, float]:
    """Give where a bar begins and how wide it is: wide enough to be seen."""
    start = scale.start(dates.start)
    width = max(LEAST_WIDTH, scale.end(dates.finish) - start)
    return min(start, 1 - width), width


def _bar(start: float, width: float, height: int, kind: str) -> Element:
    return element(
        "rect",
        x=percent(start),
        y="50%",
        width=percent(width),
        height=str(height),
        transform=f"translate(0 {-height / 2})",
        class_=kind,
    )
