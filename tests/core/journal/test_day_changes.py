from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.availability import Week
from mlroadmap.core.calendar.dates import days_between
from mlroadmap.core.journal.actions import DaysChanged
from mlroadmap.core.journal.day_changes import in_force
from tests.builders import MONDAY

OFF: Week = (0,) * 7
BUSY: Week = (60,) * 7


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


some_days = st.integers(0, 12).map(day)
some_changes = st.builds(DaysChanged, some_days, some_days, st.sampled_from([None, OFF, BUSY]))


@given(st.lists(some_changes, max_size=15))
def test_the_last_change_of_a_day_is_in_force(changes: list[DaysChanged]) -> None:
    expected: dict[date, Week] = {}
    for change in changes:
        assert change.last
        for each in days_between(change.first, change.last):
            expected.pop(each, None)
            if change.week_minutes is not None:
                expected[each] = change.week_minutes
    found: dict[date, Week] = {}
    parts = in_force(changes)
    for part in parts:
        assert part.last
        assert part.week_minutes is not None
        for each in days_between(part.first, part.last):
            assert each not in found
            found[each] = part.week_minutes
    assert found == expected
    assert list(parts) == sorted(parts, key=lambda part: part.first)


@given(st.lists(some_changes, max_size=15))
def test_neighbours_with_the_same_hours_are_one_range(changes: list[DaysChanged]) -> None:
    parts = in_force(changes)
    for before, after in itertools.pairwise(parts):
        touch = before.last is not None and after.first == before.last + timedelta(days=1)
        assert not (touch and before.week_minutes == after.week_minutes)


def test_named_days_stay_apart() -> None:
    changes = [DaysChanged(day(n), day(n), OFF) for n in range(3)]
    assert in_force(changes) == (DaysChanged(day(0), day(2), OFF),)
    assert in_force(changes, apart={day(1)}) == tuple(changes)


def test_hours_taken_on_to_catch_up_stay_apart() -> None:
    caught_up = DaysChanged(day(2), day(3), BUSY, 30)
    changes = [DaysChanged(day(0), day(1), BUSY), caught_up, DaysChanged(day(4), day(5), BUSY)]
    assert in_force(changes) == tuple(changes)


def test_changes_for_good_stand_by_their_first_day() -> None:
    for_good = DaysChanged(day(7), None, BUSY)
    ranges = DaysChanged(day(0), day(9), OFF)
    assert in_force([for_good, ranges]) == (ranges, for_good)
    assert in_force([for_good, DaysChanged(day(7), None, None)]) == ()
    assert in_force([for_good, DaysChanged(day(7), None, OFF)])[0].week_minutes == OFF


def test_a_range_beyond_a_lifetime_is_no_change_of_days() -> None:
    with pytest.raises(ValueError, match="are more than"):
        DaysChanged(day(0), date(2227, 1, 1), OFF)


def test_ranges_that_touch_for_longer_than_a_lifetime_are_not_one() -> None:
    years = [DaysChanged(date(2027 + n, 1, 1), date(2027 + n, 12, 31), OFF) for n in range(150)]
    joined = in_force(years)
    assert [(each.first.year, each.last.year) for each in joined if each.last] == [
        (2027, 2127),
        (2128, 2176),
    ]
