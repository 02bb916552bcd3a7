from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.durations import (
    format_duration,
    is_duration,
    is_zero,
    parse_duration,
    parse_weekly_hours,
    typed_duration,
)
from mlroadmap.errors import UsageError

UNREADABLE = [
    "",
    "   ",
    "h",
    "m",
    "hm",
    "9",
    "1.5",
    "12,5",
    "90.5",
    "-5m",
    "-1h",
    "+1h",
    "1h-30m",
    "nan",
    "nanh",
    "inf",
    "infm",
    "1e3m",
    "1e3",
    "0x10m",
    "1_000m",
    "1,000m",
    "1,500h",
    ",5h",
    ".5h",
    "1.h",
    "1..5h",
    "30m1h",
    "1h5",
    "1h60",
    "1 30",
    "90 45m",
    "1h 30m 10s",
    "1:5",
    "1:60",
    "1:300",
    ":30",
    "1:",
    "1:30:00",
    "-1:30",
    "1:30h",
    "1d",
    "2weeks",
    "5 minuten",
    "2 hrsh",
    "9999999m",
    pytest.param("9" * 5000 + "h", id="a huge number"),
    pytest.param("1." + "0" * 5000 + "h", id="a long fraction"),
    "\u0663h",
    "\u0661:\u0663\u0660",
    "\uff11h",
    "\u00bdh",
    "\u221em",
]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90m", 90),
        ("90min", 90),
        ("1h", 60),
        ("1.5h", 90),
        ("1h30m", 90),
        ("1H 30M", 90),
        (" 1 h 30 min ", 90),
        ("1:30", 90),
        ("01:05", 65),
        ("0:01", 1),
        ("0h1m", 1),
        ("1h90m", 150),
        ("0.75h", 45),
        ("1.5h0.5m", 91),
        ("000001h", 60),
        ("24h", 1440),
        ("24:00", 1440),
        ("1440m", 1440),
        ("23h60m", 1440),
        ("1h30", 90),
        ("1h05", 65),
        ("1 h 30", 90),
        ("1,5h", 90),
        ("0,25 h", 15),
        ("45 min", 45),
        ("45 mins", 45),
        ("1 hour 30 minutes", 90),
        ("2 hours", 120),
        ("1hr", 60),
        ("2 hrs 1 minute", 121),
        ("90", 90),
        (" 10 ", 10),
        ("1440", 1440),
    ],
)
def test_durations_are_read_as_minutes(text: str, minutes: int) -> None:
    assert parse_duration(text) == minutes


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1.4m", 1),
        ("0.5m", 1),
        ("1.5m", 2),
        ("2.5m", 3),
        ("0.125h", 8),
        ("0.375h", 23),
        ("1.333333h", 80),
        ("0.999999m", 1),
        ("1440.4m", 1440),
    ],
)
def test_a_duration_is_rounded_to_the_nearest_minute_and_halves_up(
    text: str, minutes: int
) -> None:
    assert parse_duration(text) == minutes


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_duration_is_refused_with_the_limit(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_duration(text)
    assert caught.value.message == f"{text!r} is not a length of time."
    assert "at most 24h" in caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "0m",
        "0h",
        "0h0m",
        "0:00",
        "0.4m",
        "0.001h",
        "24h1m",
        "24:01",
        "1441m",
        "24.01h",
        "1441",
        "999999h",
    ],
)
def test_a_duration_out_of_range_is_refused_with_the_limit(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_duration(text)
    assert caught.value.message == f"{text!r} is out of range."
    assert "between 1m and 24h" in caught.value.hint


def test_a_bare_number_is_told_both_units() -> None:
    with pytest.raises(UsageError) as caught:
        parse_duration(" 9 ")
    assert "9m or 9h" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("1h 30m", True),
        ("9000h", True),
        ("90", True),
        ("0m", False),
        ("1 2", False),
        ("", False),
    ],
)
def test_a_text_is_a_duration_or_not(text: str, is_one: bool) -> None:
    assert is_duration(text) is is_one


@pytest.mark.parametrize("text", ["0", "0h", " 0 m", "0.0h", "0,0", "0:00", "00 min"])
def test_nothing_is_zero(text: str) -> None:
    assert is_zero(text)
    assert not is_zero(f"{text}5")
    assert not is_zero(f"1{text}")


def test_the_limit_can_be_another() -> None:
    assert parse_duration("100h", limit_minutes=6000) == 6000
    with pytest.raises(UsageError) as caught:
        parse_duration("101h", limit_minutes=6000)
    assert "between 1m and 100h" in caught.value.hint


@given(st.integers(1, 1440))
def test_a_duration_written_is_read_back(minutes: int) -> None:
    assert parse_duration(format_duration(minutes)) == minutes
    assert parse_duration(f"{minutes}m") == minutes
    assert parse_duration(f"{minutes // 60}:{minutes % 60:02d}") == minutes


@given(st.text(max_size=12) | st.text("0123456789.:hm +-e", max_size=12))
def test_any_text_is_a_duration_or_a_usage_error(text: str) -> None:
    for parse, limit in ((parse_duration, 1440), (parse_weekly_hours, 10_080)):
        with suppress(UsageError):
            assert 0 < parse(text) <= limit


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("10", 600),
        (" 7.5 ", 450),
        ("2.5", 150),
        ("0.02", 1),
        ("168", 10_080),
        ("10h", 600),
        ("1h30m", 90),
        ("1:30", 90),
        ("45m", 45),
        ("168:00", 10_080),
        ("10 hours", 600),
        ("7,5h", 450),
    ],
)
def test_weekly_hours_are_read_as_minutes(text: str, minutes: int) -> None:
    assert parse_weekly_hours(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "0.0",
        "0.001",
        "-1",
        "168.1",
        "169",
        "168h1m",
        "999999",
        "9999999",
        "nan",
        "inf",
        "-inf",
        "1e1",
        "ten",
        "7,5",
        "\u0661\u0660",
        pytest.param("9" * 5000, id="a huge number"),
    ],
)
def test_weekly_hours_that_cannot_be_are_refused_with_the_limit(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_weekly_hours(text)
    assert caught.value.message == f"{text!r} is not a number of hours a week."
    assert "at most 168" in caught.value.hint
    if "," in text:
        assert "Write 7.5," in caught.value.hint


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0m"),
        (1, "1m"),
        (59, "59m"),
        (60, "1h"),
        (65, "1h 05m"),
        (90, "1h 30m"),
        (120, "2h"),
        (1440, "24h"),
        (63_075, "1051h 15m"),
    ],
)
def test_durations_are_written_in_hours_and_minutes(minutes: int, text: str) -> None:
    assert format_duration(minutes) == text


@given(st.integers(1, 24 * 60))
def test_a_typed_duration_is_one_word_that_reads_back(minutes: int) -> None:
    assert " " not in typed_duration(minutes)
    assert parse_duration(typed_duration(minutes)) == minutes
