from __future__ import annotations

from datetime import date, timedelta
from itertools import takewhile

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.calendar.availability import NO_WEEK, Availability, Pattern, Week
from mlroadmap.core.calendar.dates import days_between
from mlroadmap.core.calendar.day_hours import DayHours, DayRanges
from mlroadmap.core.calendar.hours import Hours
from tests.builders import MONDAY, weeks

Change = Pattern | date | tuple[date, date, Week | None]

A_DAY = timedelta(days=1)
HOUR_A_DAY: Week = (60, 60, 60, 60, 60, 60, 60)

some_days = st.integers(0, 60).map(lambda day: MONDAY + timedelta(days=day))
some_weeks = weeks() | st.just(NO_WEEK)
begun = st.builds(Pattern, some_days, some_weeks, st.booleans())
changed = st.tuples(
    some_days,
    some_days,
    st.none() | some_weeks,
)


def slowly(availability: Availability, change: Change) -> Availability:
    """Make a new value of a change, from all there was before."""
    if isinstance(change, Pattern):
        return availability.with_pattern(change)
    if isinstance(change, date):
        kept = [pattern for pattern in availability.patterns if pattern.since != change]
        return replace(availability, patterns=tuple(kept))
    first, last, week = change
    return availability.with_days(days_between(first, last), week)


def enter(hours: Hours, change: Change) -> None:
    if isinstance(change, Pattern):
        hours.begin(change)
    elif isinstance(change, date):
        hours.take_back(change)
    else:
        hours.change(*change)


@given(st.lists(begun | some_days | changed, max_size=15), some_days, st.integers(0, 60))
def test_hours_added_up_are_those_of_one_value_after_another(
    changes: list[Change], first: date, spent: int
) -> None:
    hours, availability = Hours(), Availability()
    until = first + timedelta(days=20)
    for change in changes:
        enter(hours, change)
        availability = slowly(availability, change)
        days = takewhile(lambda each: each.day < until, availability.study_days(first, spent))
        assert list(hours.study_days(first, until, spent)) == list(days)
    assert hours.availability() == availability


def test_hours_that_were_read_stay_as_they_were() -> None:
    hours = Hours()
    hours.begin(Pattern(MONDAY, HOUR_A_DAY))
    read = hours.availability()
    hours.change(MONDAY, MONDAY, NO_WEEK)
    assert read.minutes_on(MONDAY) == 60
    assert not list(hours.study_days(MONDAY, MONDAY + A_DAY))


@given(st.lists(changed, max_size=5), st.lists(changed, max_size=10))
def test_what_is_corrected_stays_as_it_is(
    corrections: list[tuple[date, date, Week | None]],
    changes: list[tuple[date, date, Week | None]],
) -> None:
    corrected = DayRanges()
    slow: dict[date, Week | None] = {}
    for first, last, week in corrections:
        corrected.put(first.toordinal(), last.toordinal(), week)
        slow |= dict.fromkeys(days_between(first, last), week)
    hours, fixed = DayHours(DayRanges(), corrected), frozenset(slow)
    for first, last, week in changes:
        hours.change(first, last, week)
        slow |= dict.fromkeys(set(days_between(first, last)) - fixed, week)
    wanted = {day: week[day.weekday()] for day, week in slow.items() if week is not None}
    assert hours.as_dict() == dict(hours) == wanted
    assert len(hours) == len(wanted)
    assert bool(hours) == bool(wanted)
