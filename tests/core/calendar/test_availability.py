from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.availability import (
    Availability,
    Pattern,
    StudyDay,
    Week,
    parse_week,
    parse_weekdays,
    spread_week,
)
from mlroadmap.errors import UsageError
from tests.builders import MONDAY, always, start_days, weeks

HOUR_A_DAY: Week = (60, 60, 60, 60, 60, 60, 60)
NO_WEEK: Week = (0, 0, 0, 0, 0, 0, 0)
A_DAY = timedelta(days=1)

some_weekdays = st.lists(st.integers(0, 6), min_size=1, unique=True)


@st.composite
def availabilities(draw: st.DrawFn) -> Availability:
    """Draw several patterns, weeks without any time among them, and exceptions."""
    starts = draw(st.lists(st.integers(-60, 120), max_size=4, unique=True))
    patterns = tuple(
        Pattern(MONDAY + timedelta(days=start), draw(weeks() | st.just(NO_WEEK)))
        for start in sorted(starts)
    )
    days = st.integers(-10, 130).map(lambda day: MONDAY + timedelta(days=day))
    exceptions = draw(st.dictionaries(days, st.sampled_from([0, 0, 25, 600]), max_size=40))
    return Availability(patterns, exceptions)


def days_from(first: date, count: int) -> Iterator[date]:
    return (first + timedelta(days=offset) for offset in range(count))


def naive_minutes(availability: Availability, day: date) -> int:
    """Look the day up in the last pattern that has begun by then."""
    begun = [pattern for pattern in availability.patterns if pattern.since <= day]
    if not begun:
        return 0
    if day in availability.exceptions:
        return availability.exceptions[day]
    return max(begun, key=lambda pattern: pattern.since).week_minutes[day.weekday()]


@given(availabilities(), st.integers(-10, 20))
def test_the_minutes_of_a_week_are_those_of_its_days(
    availability: Availability, number: int
) -> None:
    monday = MONDAY + timedelta(weeks=number)
    week = availability.unreserved_week(monday)
    assert week == tuple(map(availability.unreserved_on, days_from(monday, 7)))


def test_the_last_week_ends_with_the_calendar() -> None:
    monday = date.max - timedelta(days=date.max.weekday())
    assert always(HOUR_A_DAY, MONDAY).unreserved_week(monday) == HOUR_A_DAY
    with_exception = always(HOUR_A_DAY, MONDAY).with_days([date.max], NO_WEEK)
    assert with_exception.unreserved_week(monday) == (60, 60, 60, 60, 0, 0, 0)
    assert Availability().unreserved_week(monday) == NO_WEEK


@given(availabilities())
def test_the_minutes_of_a_day_follow_the_last_pattern_begun(
    availability: Availability,
) -> None:
    for day in days_from(MONDAY - timedelta(days=70), 210):
        assert availability.minutes_on(day) == naive_minutes(availability, day)


@given(availabilities(), st.integers(-70, 130), st.integers(0, 200))
def test_study_days_are_the_days_with_free_minutes(
    availability: Availability, offset: int, spent: int
) -> None:
    first = MONDAY + timedelta(days=offset)
    last = MONDAY + timedelta(days=140)
    expected = []
    for day in days_from(first, (last - first).days):
        whole = naive_minutes(availability, day)
        free = whole - (spent if day == first else 0)
        if free > 0:
            expected.append(StudyDay(day, free, whole))
    found = []
    for study_day in availability.study_days(first, spent):
        if study_day.day >= last:
            break
        found.append(study_day)
    assert found == expected


def test_no_pattern_and_an_empty_one_have_no_study_days() -> None:
    assert list(Availability().study_days(MONDAY)) == []
    assert list(always(NO_WEEK, MONDAY).study_days(MONDAY)) == []


def test_study_days_end_with_the_calendar() -> None:
    availability = always(HOUR_A_DAY, MONDAY)
    last = list(availability.study_days(date.max - 2 * A_DAY))
    assert last == [
        StudyDay(day, 60, 60) for day in (date.max - 2 * A_DAY, date.max - A_DAY, date.max)
    ]
    assert [day.day for day in availability.study_days(date.max)] == [date.max]


@pytest.mark.parametrize(("spent", "free"), [(0, 60), (1, 59), (59, 1)])
def test_minutes_spent_are_taken_from_the_first_day_only(spent: int, free: int) -> None:
    days = list(islice(always(HOUR_A_DAY, MONDAY).study_days(MONDAY, spent), 2))
    assert days == [StudyDay(MONDAY, free, 60), StudyDay(MONDAY + A_DAY, 60, 60)]


@pytest.mark.parametrize("spent", [60, 61, 5000])
def test_a_day_used_up_is_no_study_day(spent: int) -> None:
    first = next(always(HOUR_A_DAY, MONDAY).study_days(MONDAY, spent))
    assert first == StudyDay(MONDAY + A_DAY, 60, 60)


def test_a_new_pattern_replaces_what_was_planned_from_its_day_on() -> None:
    richer: Week = (90, 90, 90, 90, 90, 90, 90)
    availability = (
        always(HOUR_A_DAY, MONDAY)
        .with_pattern(Pattern(MONDAY + 10 * A_DAY, NO_WEEK))
        .with_pattern(Pattern(MONDAY + 5 * A_DAY, NO_WEEK))
        .with_pattern(Pattern(MONDAY + 5 * A_DAY, richer))
    )
    assert [pattern.since for pattern in availability.patterns] == [MONDAY, MONDAY + 5 * A_DAY]
    assert [availability.minutes_on(day) for day in days_from(MONDAY + 4 * A_DAY, 2)] == [
        60,
        90,
    ]


def test_a_new_pattern_keeps_the_exceptions() -> None:
    availability = Availability().with_days([MONDAY], NO_WEEK)
    assert availability.with_pattern(Pattern(MONDAY, HOUR_A_DAY)).minutes_on(MONDAY) == 0


def test_exceptions_have_the_minutes_of_their_weekday_until_they_are_taken_back() -> None:
    usual = always(HOUR_A_DAY, MONDAY)
    days = [MONDAY, MONDAY + A_DAY]
    other = usual.with_days(days, (5, 10, 15, 20, 25, 30, 35))
    assert [other.minutes_on(day) for day in days_from(MONDAY, 3)] == [5, 10, 60]
    assert other.with_days([*days, MONDAY + 9 * A_DAY], None) == usual


@given(some_weekdays, st.data())
def test_r2_a_spread_week_has_exactly_its_minutes_as_even_as_can_be(
    weekdays: list[int], data: st.DataObject
) -> None:
    weekly = data.draw(st.integers(0, 1440 * len(weekdays)))
    week = spread_week(weekly, weekdays)
    chosen = [week[day] for day in sorted(weekdays)]
    assert sum(week) == sum(chosen) == weekly
    assert max(chosen) - min(chosen) <= 5
    assert sum(minutes % 5 > 0 for minutes in chosen) == (weekly % 5 > 0)
    if weekly % 5 == 0:
        assert chosen == sorted(chosen, reverse=True)


@given(some_weekdays, st.data())
def test_r8_a_minute_more_takes_none_from_any_day(
    weekdays: list[int], data: st.DataObject
) -> None:
    weekly = data.draw(st.integers(0, 1440 * len(weekdays) - 1))
    less, more = spread_week(weekly, weekdays), spread_week(weekly + 1, weekdays)
    assert sorted(after - before for before, after in zip(less, more, strict=True)) == (
        [0, 0, 0, 0, 0, 0, 1]
    )


@pytest.mark.parametrize(
    ("weekly", "weekdays", "week"),
    [
        (150, [0, 2, 4], (50, 0, 50, 0, 50, 0, 0)),
        (7, [5, 6], (0, 0, 0, 0, 0, 5, 2)),
        (601, range(7), (90, 86, 85, 85, 85, 85, 85)),
        (10_080, range(7), (1440,) * 7),
        (10, [6, 6, 0], (5, 0, 0, 0, 0, 0, 5)),
        (0, range(7), NO_WEEK),
    ],
)
def test_a_week_is_spread_over_the_days_chosen(
    weekly: int, weekdays: list[int], week: Week
) -> None:
    assert spread_week(weekly, weekdays) == week


@given(some_weekdays, st.integers(1, 10_000))
def test_no_day_has_more_than_its_24_hours(weekdays: list[int], beyond: int) -> None:
    with pytest.raises(UsageError, match="which has 24h"):
        spread_week(1440 * len(weekdays) + beyond, weekdays)


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("sat,sun", (5, 6)),
        ("mon wed fri", (0, 2, 4)),
        (" Wednesday , MON ", (0, 2)),
        ("fri-mon", (0, 4, 5, 6)),
        ("sun-sat", (0, 1, 2, 3, 4, 5, 6)),
        ("tue-tue", (1,)),
        ("mon,mon,mon-tue", (0, 1)),
        ("mon-sun", (0, 1, 2, 3, 4, 5, 6)),
    ],
)
def test_weekdays_are_read_as_numbers_in_order(text: str, weekdays: tuple[int, ...]) -> None:
    assert parse_weekdays(text) == weekdays


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        ",",
        "-",
        "mon-",
        "-fri",
        "mon-tue-wed",
        "mon - fri",
        "mo",
        "1-5",
        "mon;fri",
        "mon,xyz",
        "weekdays",
    ],
)
def test_what_names_no_weekdays_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_weekdays(text)
    assert caught.value.message == f"{text!r} does not name weekdays."
    assert "--days mon-fri" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("mon=1h tue=90m sat=4h", (60, 90, 0, 0, 0, 240, 0)),
        ("mon-fri=1h, sun=1:30", (60, 60, 60, 60, 60, 0, 90)),
        ("SAT-MON=24h", (1440, 0, 0, 0, 0, 1440, 1440)),
        ("wed=1m", (0, 0, 1, 0, 0, 0, 0)),
    ],
)
def test_a_week_is_read_from_weekdays_with_durations(text: str, week: Week) -> None:
    assert parse_week(text) == week


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        ",",
        "mon",
        "mon=",
        "=1h",
        "mon=1",
        "mon=0h",
        "mon=-1h",
        "mon=nan",
        "mon=24h1m",
        "mon = 1h",
        "mon=1h tue",
        "mon=1h=2h",
        "xyz=1h",
        "mon-=1h",
        "mon,tue=1h",
    ],
)
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_week(text)


@pytest.mark.parametrize("text", ["mon=1h mon=2h", "mon-wed=1h tue=2h", "tue=1h sat-tue=1h"])
def test_a_weekday_given_twice_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="twice"):
        parse_week(text)


@given(weeks(), start_days())
def test_a_full_week_holds_the_weekly_minutes(week: Week, first: date) -> None:
    availability = always(week, first)
    assert sum(availability.minutes_on(day) for day in days_from(first, 7)) == sum(week)


def test_a_range_of_weekdays_may_be_written_like_a_range_of_dates() -> None:
    assert parse_weekdays("mon..fri") == parse_weekdays("mon-fri")
