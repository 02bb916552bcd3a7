from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.calendar.availability import NO_WEEK, Week
from mlroadmap.core.review.budget import least_cards
from mlroadmap.core.review.known import Known, known_by_topic
from mlroadmap.core.review.memory import CardMemory, Memories
from mlroadmap.core.review.outlook import AnswerDays, expected_minutes, spread
from mlroadmap.core.review.record import RecallRecord
from tests.builders import MONDAY, always, weeks

HOUR: Week = (60,) * 7
TWO_CARDS = AnswerDays(2, [0, 0, 4, 5, 20])


def after(days: int) -> date:
    return MONDAY + timedelta(days=days)


def test_a_card_is_asked_more_often_the_longer_ago_it_was_learned() -> None:
    assert [TWO_CARDS.answers(days) for days in (-1, 0, 4, 30)] == [0, 1, 1.5, 2.5]


def test_the_minutes_are_those_from_today_to_the_finish() -> None:
    learned = {"a": after(0), "b": after(-10)}
    cards = {"a": 30, "b": 30, "c": 99}
    # Those of a are asked once and a half times until then, those of b not at all.
    assert expected_minutes(TWO_CARDS, cards, learned, after(0), after(4)) == 30
    assert expected_minutes(TWO_CARDS, {"b": 30}, learned, after(0), after(10)) == 10


@given(st.integers(0, 5000), weeks())
def test_time_is_spread_over_the_days(minutes: int, week: Week) -> None:
    hours = always(week, MONDAY)
    found = spread(minutes, hours, MONDAY, after(60))
    for day, reserved in found.items():
        assert 0 <= reserved <= hours.minutes_on(day) * 0.15 + 1
    until = sum(reserved for day, reserved in found.items() if day <= after(60))
    assert until <= minutes


def test_time_is_spread_to_the_minute() -> None:
    found = spread(100, always(HOUR, MONDAY), MONDAY, after(39))
    assert abs(sum(found[after(day)] for day in range(40)) - 100) <= 1
    assert spread(100, always(NO_WEEK, MONDAY), MONDAY, after(39)) == {}
    assert spread(0, always(HOUR, MONDAY), MONDAY, after(39)) == {}


def test_a_day_without_hours_holds_a_small_review_within_its_week() -> None:
    hours = always((100, 100, 0, 0, 0, 0, 0), MONDAY)
    assert least_cards(10, {}, hours.minutes_on, after(2)) == 15
    assert least_cards(10, {after(0): 40}, hours.minutes_on, after(2)) == 5
    assert least_cards(10, {after(0): 40, after(2): 9}, hours.minutes_on, after(2)) == 5


def test_what_is_known_is_counted_by_topic() -> None:
    cards = {
        "a/x": CardMemory(after(0), after(9), 9, 10.0, 5.0),
        "a/y": CardMemory(after(10), after(19), 9, 10.0, 5.0),
        "gone/x": CardMemory(after(0), after(9), 9, 10.0, 5.0),
    }
    found = known_by_topic(Memories(cards, {}, {}), RecallRecord(), {"a"}, after(10))
    assert set(found) == {"a"}
    assert found["a"].cards == 2
    assert found["a"].expected == pytest.approx(0.9 + 0.986, abs=0.001)
    assert found["a"].percent == 94
    assert Known().percent == 0
