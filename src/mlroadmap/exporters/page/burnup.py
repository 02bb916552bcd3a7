"""The burn-up: effort done and planned over time, with the range of the forecast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, groupby
from operator import itemgetter

from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.page.markup import Element, element, line, percent, plane, svg
from mlroadmap.exporters.page.scale import LAST_LABEL, Scale

HEIGHT, BASE = 240, 215
HEADROOM = 1.12
MOST_POINTS = 300

Point = tuple[date, int]


def burn_up(export_input: ExportInput) -> Element:
    """Draw the chart, with its text alternative as caption."""
    scale, total = _scale(export_input), max(1, export_input.study_state.progress.total_minutes)
    drawing = svg(
        element("title", "Effort done and planned over time", id="burn-up-title"),
        plane(*_curves(export_input, scale, total), height=str(BASE)),
        *_labels(export_input, scale, total),
        height=str(HEIGHT),
        role="img",
        class_="chart",
        aria_labelledby="burn-up-title burn-up-words",
    )
    words = element("figcaption", *_words(export_input), id="burn-up-words")
    return element("figure", drawing, _legend(export_input), words)


def done_so_far(export_input: ExportInput) -> list[Point]:
    """Give the effort achieved by the end of each day on which there was any.

    A topic that is finished before its time brings all of its effort.
    """
    gains = sorted(_gains(export_input), key=itemgetter(0))
    days = [
        (day, sum(map(itemgetter(1), group))) for day, group in groupby(gains, itemgetter(0))
    ]
    sums = accumulate(minutes for _, minutes in days)
    return [(day, total) for (day, _), total in zip(days, sums, strict=True)]


def _gains(export_input: ExportInput) -> Iterator[Point]:
    left = {
        topic_id: topic.effort_minutes
        for topic_id, topic in export_input.study_state.progress.topics.items()
        if topic.is_counted
    }
    for day, entries in export_input.study_state.progress.studied.items():
        for entry in entries:
            gain = min(entry.minutes, left.get(entry.topic, 0))
            if gain:
                left[entry.topic] -= gain
                yield day, gain
    for topic_id, minutes in left.items():
        topic = export_input.study_state.progress.topics[topic_id]
        if topic.done_on:
            yield topic.done_on, minutes


def _planned(export_input: ExportInput, total: int) -> list[Point]:
    """Give the effort that will be done by the end of each day ahead."""
    sessions = export_input.study_state.plan.sessions
    start = export_input.study_state.progress.achieved_minutes
    sums = accumulate((session.minutes for session in sessions), initial=start)
    days = [export_input.today, *(session.day for session in sessions)]
    points = [(day, min(total, done)) for day, done in zip(days, sums, strict=True)]
    return _thinned(points)


def _thinned(points: list[Point]) -> list[Point]:
    """Keep as many points as a chart can show, the last one among them."""
    step = -(-len(points) // MOST_POINTS)
    return [*points[:-1:step], *points[-1:]]


def _scale(export_input: ExportInput) -> Scale:
    """Take in the forecast up to 80%; the unlikely rest would press all else into a corner."""
    days = [day for day, _ in done_so_far(export_input)]
    first = min([export_input.began, export_input.today, *days])
    last = max(export_input.study_state.plan.finish, export_input.today, *days)
    return Scale(first, max(last, export_input.drawn.p80) if export_input.drawn else last)


def _curves(export_input: ExportInput, scale: Scale, total: int) -> Iterator[Element]:
    done = [(scale.first, 0), *done_so_far(export_input)]
    now = (export_input.today, export_input.study_state.progress.achieved_minutes)
    if export_input.drawn:
        low, high = export_input.drawn.percentile(5), export_input.drawn.p95
        wedge = _points([now, (low, total), (high, total)], scale, total)
        yield element("polygon", points=wedge, class_="range")
        middle = _points([now, (export_input.drawn.p50, total)], scale, total)
        yield element("polyline", points=middle, class_="middle")
    planned = _planned(export_input, total)
    yield element("polyline", points=_points(planned, scale, total), class_="planned")
    yield element(
        "polyline", points=_points(_steps(_thinned([*done, now])), scale, total), class_="done"
    )


def _steps(points: Sequence[Point]) -> Iterator[Point]:
    """Keep a curve level until the day on which it rises."""
    previous = points[0]
    for point in points:
        yield point[0], previous[1]
        yield point
        previous = point


def _points(points: Iterable[Point], scale: Scale, total: int) -> str:
    return " ".join(
        f"{1000 * scale.end(day):.1f},{1000 - 1000 * minutes / (HEADROOM * total):.1f}"
        for day, minutes in points
    )


def _labels(export_input: ExportInput, scale: Scale, total: int) -> Iterator[Element]:
    """Draw the total, today and the months; text keeps its size at any width."""
    top = f"{BASE * (1 - 1 / HEADROOM):.1f}"
    yield element("line", x1="0", x2="100%", y1=top, y2=top, class_="total")
    words = f"{format_duration(total)} in all"
    yield element("text", words, x="100%", y="16", text_anchor="end")
    yield element("line", x1="0", x2="100%", y1=str(BASE), y2=str(BASE), class_="axis")
    yield line(scale.end(export_input.today), class_="today")
    marks = [(share, name) for share, name in scale.marks() if share < LAST_LABEL]
    for share, name in marks:
        yield element("text", name, x=percent(share), y=str(HEIGHT - 8))
        yield element(
            "line",
            x1=percent(share),
            x2=percent(share),
            y1=str(BASE),
            y2=str(BASE + 6),
            class_="axis",
        )


def _legend(export_input: ExportInput) -> Element:
    entries = [("done", "done"), ("planned", "planned")]
    if export_input.drawn:
        entries += [("middle", "median forecast"), ("range", "9 in 10 outcomes")]
    items = [element("li", _key(kind), f" {words}", class_="key") for kind, words in entries]
    return element("ul", *items, class_="legend")


def _key(kind: str) -> Element:
    """Draw a piece of a curve for the legend."""
    shape = (
        element("rect", class_=kind, width="28", height="12")
        if kind == "range"
        else element("line", class_=kind, x1="0", x2="28", y1="6", y2="6")
    )
    return element("svg", shape, width="28", height="12", aria_hidden="true")


def _words(export_input: ExportInput) -> Iterator[str]:
    study_state, plan = export_input.study_state, export_input.study_state.plan
    left = format_duration(study_state.progress.remaining_minutes)
    yield f"{study_state.percent}% is done, {left} of study remaining. "
    if not plan.is_finished:
        yield f"At your planned hours, you finish on {format_day(plan.finish)}. "
    if export_input.drawn:
        days = [export_input.drawn.p50, export_input.drawn.p80, export_input.drawn.p95]
        half, likely, latest = map(format_day, days)
        yield f"Forecast: a 50% chance by {half}, 80% by {likely}, 95% by {latest}."
