from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.views.timeline import Timeline
from tests.builders import MONDAY


def line(days: int, width: int = 60) -> Timeline:
    return Timeline(MONDAY, MONDAY + timedelta(days=days), width)


spans = st.integers(1, 40_000)
widths = st.integers(40, 100)
moments = st.lists(st.integers(0, 40_000), min_size=4, max_size=4).map(sorted)


@given(spans, widths, moments)
def test_every_line_has_its_width(days: int, width: int, moments: list[int]) -> None:
    timeline = line(days, width)
    marks = [MONDAY + timedelta(days=min(days, moment)) for moment in moments]
    assert len(timeline.band(marks, "░▒▓█")) == width
    labels = timeline.labels([(day, f"{n} %") for n, day in enumerate(marks, 10)]).plain
    assert labels.split() == ["10", "%", "11", "%", "12", "%", "13", "%"]
    for row in (labels, *(text.plain for text in timeline.axis())):
        assert len(row) <= width


@given(spans, widths, st.integers(-500, 50_000))
def test_a_marker_points_at_its_day(days: int, width: int, moment: int) -> None:
    timeline = line(days, width)
    day = MONDAY + timedelta(days=moment)
    drawn = timeline.marker(day, "▼", "as planned").plain
    assert len(drawn) <= width
    assert drawn.index("▼" if moment >= 0 else "◁") == timeline.cell(day)
    assert "as planned" in drawn


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (1, "today"),
        (4, "today 5 Jan 6 Jan 7 Jan"),
        (30, "today 11 Jan 18 Jan 25 Jan 1 Feb"),
        (100, "today Feb 2027 Mar 2027 Apr 2027"),
        (900, "today Jul 2027 Jan 2028 Jul 2028 Jan 2029"),
        (40_000, "today 2050 2100"),
    ],
)
def test_the_axis_has_a_few_labels(days: int, labels: str) -> None:
    assert " ".join(line(days).axis()[1].plain.split()) == labels


def test_the_calendars_end_has_an_axis() -> None:
    timeline = Timeline(date(9000, 1, 1), date.max, 60)
    assert timeline.cell(date.max) == 59
    assert "today" in timeline.axis()[1].plain
