from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.availability import NO_WEEK, Availability, Week
from mlroadmap.core.review.budget import (
    cards_within,
    most_cards,
    reserved_minutes,
    review_minutes,
    takes_new_cards,
)
from tests.builders import MONDAY, always, weeks

HOUR: Week = (60,) * 7


def after(days: int) -> date:
    return MONDAY + timedelta(days=days)


due = st.dictionaries(st.integers(-30, 90).map(after), st.integers(1, 60), max_size=15)


def test_a_dozen_cards_take_eight_minutes() -> None:
    assert review_minutes(12) == 8
    assert cards_within(10) == 15
    assert most_cards(60) == 13


@given(st.integers(0, 1440))
def test_reviews_take_at_most_their_share_of_a_day(minutes: int) -> None:
    assert 100 * review_minutes(most_cards(minutes)) <= 15 * minutes
    assert 100 * (review_minutes(most_cards(minutes)) + 1) > 15 * minutes


def test_what_a_day_may_not_hold_waits() -> None:
    found = reserved_minutes(
        {after(-5): 10, after(0): 10, after(9): 1}, always(HOUR, MONDAY).study_days, MONDAY, 0
    )
    assert found == {after(0): 9, after(1): 5, after(9): 1}


def test_what_was_asked_today_has_had_its_time() -> None:
    hours = always(HOUR, MONDAY)
    assert reserved_minutes({after(0): 20}, hours.study_days, MONDAY, 4) == {
        after(0): 6,
        after(1): 8,
    }
    assert reserved_minutes({after(0): 2}, hours.study_days, MONDAY, 30) == {after(1): 2}


def test_nobody_reviews_without_hours() -> None:
    for week in (NO_WEEK, (1,) * 7):
        hours = always(week, MONDAY)
        assert reserved_minutes({after(0): 2}, hours.study_days, MONDAY, 0) == {}


@given(due_days=due, week=weeks(), asked=st.integers(0, 20))
def test_all_cards_find_room_within_the_cap(
    due_days: dict[date, int], week: Week, asked: int
) -> None:
    hours = always(week, MONDAY)
    found = reserved_minutes(due_days, hours.study_days, MONDAY, asked)
    for day, minutes in found.items():
        assert 0 <= minutes <= review_minutes(most_cards(hours.minutes_on(day)))
    if sum(map(most_cards, week)) >= 20 and not asked:
        assert sum(found.values()) * 60 >= 40 * sum(due_days.values())


@given(due_days=due, week=weeks(), more=st.lists(st.integers(0, 90), min_size=7, max_size=7))
def test_more_hours_leave_no_day_less_time_for_study(
    due_days: dict[date, int], week: Week, more: list[int]
) -> None:
    fewer = always(week, MONDAY)
    first, second, third, fourth, fifth, sixth, last = (
        min(1440, minutes + extra) for minutes, extra in zip(week, more, strict=True)
    )
    longer = always((first, second, third, fourth, fifth, sixth, last), MONDAY)
    for day in map(after, range(200)):
        assert _free(due_days, longer, day) >= _free(due_days, fewer, day)


def _free(due_days: dict[date, int], hours: Availability, day: date) -> int:
    return hours.minutes_on(day) - reserved_minutes(due_days, hours.study_days, MONDAY, 0).get(
        day, 0
    )


def test_new_cards_wait_while_cards_took_a_twentieth_of_four_weeks() -> None:
    hours = always(HOUR, after(-28))
    taken = {after(-1): 63, after(-9): 63}
    assert takes_new_cards(taken, hours.minutes_on, MONDAY)
    assert not takes_new_cards(taken | {after(-28): 2}, hours.minutes_on, MONDAY)
    assert takes_new_cards(taken | {after(-29): 99, after(0): 99}, hours.minutes_on, MONDAY)
    assert takes_new_cards({}, always(HOUR, MONDAY).minutes_on, MONDAY)
