from __future__ import annotations

from datetime import time

import pytest

from mlroadmap.core.calendar.clock_time import parse_time
from mlroadmap.errors import UsageError


@pytest.mark.parametrize(
    ("text", "expected"),
    [("19:00", time(19)), (" 7:30 ", time(7, 30)), ("00:00", time(0)), ("23:59", time(23, 59))],
)
def test_times_of_the_day(text: str, expected: time) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize("text", ["", "19", "24:00", "7:60", "7pm", "-1:00", "1:2", "١٩:00"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="not a time"):
        parse_time(text)
