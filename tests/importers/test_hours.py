from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.importers.hours import hours_from_numbers, read_hours, split_hours, with_unit
from mlroadmap.importers.raw import RawHours


def hours(found: RawHours | None) -> tuple[float, float, float] | None:
    if found is None:
        return None
    return found.low_minutes / 60, found.likely_minutes / 60, found.high_minutes / 60


@pytest.mark.parametrize(
    ("text", "low", "likely", "high"),
    [
        ("8 hours", 8, 8, 8),
        ("~8h", 8, 8, 8),
        ("12+ hrs", 12, 12, 12),
        ("1.5-2 h", 1.5, 1.75, 2),
        ("4–6 hours", 4, 5, 6),
        ("10 to 20 hours", 10, 15, 20),
        ("6-4 hours", 4, 5, 6),
        ("90 min", 1.5, 1.5, 1.5),
        ("1h 30m", 1.5, 1.5, 1.5),
        ("6-10 hours/week x 14 weeks", 84, 112, 140),
        ("14 weeks, 6-10 hours per week", 84, 112, 140),
        ("4-6 weeks at 5 hours a week", 20, 25, 30),
        ("2 hours/day for 5 days", 10, 10, 10),
        ("20 hours in all, 5 hours/week", 20, 20, 20),
        ("2 hours 30 minutes", 2.5, 2.5, 2.5),
        ("1 hour and 15 mins", 1.25, 1.25, 1.25),
        ("1h30", 1.5, 1.5, 1.5),
        ("2h30m", 2.5, 2.5, 2.5),
        ("20 - 30 hours", 20, 25, 30),
        ("1,5 hours", 1.5, 1.5, 1.5),
        ("1,200 hours", 1200, 1200, 1200),
        ("1,000-2,000 h", 1000, 1500, 2000),
    ],
)
def test_hours_that_are_said(text: str, low: float, likely: float, high: float) -> None:
    assert hours(read_hours(text)) == (low, likely, high)


@pytest.mark.parametrize(
    "text",
    ["", "14 weeks", "3 months", "10 hours/week", "20 minutes a day", "some time", "0 hours",
     "1000000 hours", "v2.5h5", "5 lectures"],
)  # fmt: skip
def test_what_says_no_hours(text: str) -> None:
    assert read_hours(text) is None


def test_a_rate_and_a_duration_may_stand_in_two_texts() -> None:
    found = read_hours("13 weeks", "8-10 hours/week")
    assert hours(found) == (104, 117, 130)
    assert found is not None
    assert found.words == "13 weeks; 8-10 hours/week"


def test_a_bare_number_takes_the_unit_of_its_column() -> None:
    assert with_unit(" 6-8 ", "weeks") == "6-8 weeks"
    assert with_unit("6 hours", "weeks") == "6 hours"
    assert with_unit("6", "") == "6"


@pytest.mark.parametrize(
    ("title", "rest", "low", "high"),
    [
        ("Vectors (8 hours)", "Vectors", 8, 8),
        ("Vectors [2h]", "Vectors", 2, 2),
        ("Vectors (approx. 3-5 h)", "Vectors", 3, 5),
        ("Vectors - 3 hours", "Vectors", 3, 3),
        ("Vectors (about 5 hours of video) and more", "Vectors and more", 5, 5),
        ("Course (6-10 hours/week x 14 weeks)", "Course", 84, 140),
        ("Course (2024) (1h)", "Course (2024)", 1, 1),
        ("Course (20 - 30 hours)", "Course", 20, 30),
        ("Course (1,000 hours)", "Course", 1000, 1000),
        ("Course: 8 hours", "Course", 8, 8),
        ("Course (10 weeks at 5 hrs/week)", "Course", 50, 50),
        ("Course (\u23f1\ufe0f 10 hours)", "Course", 10, 10),
        ("Course (2 hours 60 minutes)", "Course", 3, 3),
        ("Course (1h60m)", "Course", 2, 2),
    ],
)
def test_hours_are_taken_out_of_a_title(title: str, rest: str, low: int, high: int) -> None:
    found, effort = split_hours(title)
    assert found == rest
    assert effort is not None
    assert (effort.low_minutes, effort.high_minutes) == (low * 60, high * 60)


@pytest.mark.parametrize(
    "title",
    ["24 Hours of Python", "Analysis in 18 minutes (video)", "X (start at 15m 32s)", "X (13 weeks)",
     "(8 hours)", "1h: X", "X (5)", "(" + "1 " * 300],
)  # fmt: skip
def test_a_title_is_left_alone(title: str) -> None:
    assert split_hours(title) == (title, None)


def test_three_numbers() -> None:
    assert hours(hours_from_numbers("1", "2.5", "4")) == (1, 2.5, 4)
    assert hours(hours_from_numbers("", "3", "")) == (3, 3, 3)
    assert hours(hours_from_numbers("9", "3", "1")) == (3, 3, 3)
    assert hours_from_numbers("1", "", "4") is None


@given(st.text(alphabet="0123456789.,-–/x hoursweekmin()~+", max_size=120))
def test_an_effort_is_in_order_whatever_is_written(text: str) -> None:
    for found in (read_hours(text), split_hours(f"a ({text})")[1]):
        if found:
            assert 0 < found.low_minutes <= found.likely_minutes <= found.high_minutes
