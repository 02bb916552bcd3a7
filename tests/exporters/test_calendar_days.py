"""Which days a calendar holds, and which it has to call off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.journal.actions import (
    DaysChanged,
    DaysMissed,
    EstimateChanged,
    PlanMade,
    TimeLogged,
    TopicsDone,
    TopicsKnown,
)
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.journal.notes import Undone
from mlroadmap.exporters import calendar_days as module
from mlroadmap.exporters.calendar_days import calendar_days
from tests.builders import MONDAY, Diary
from tests.exporters.materials import AN_HOUR_A_DAY, export_input, plan, planned, small

WEEKENDS = (0, 0, 0, 0, 0, 120, 120)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def called_off(diary: Diary, today: date) -> set[date]:
    days = calendar_days(export_input(diary.roadmap, diary, today))
    return {each.day for each in days if each.is_called_off}


def shown(diary: Diary, today: date) -> set[date]:
    days = calendar_days(export_input(diary.roadmap, diary, today))
    return {each.day for each in days if not each.is_called_off}


def test_a_first_plan_calls_nothing_off() -> None:
    diary = planned(small())
    assert called_off(diary, MONDAY) == set()
    assert shown(diary, MONDAY) == {day(n) for n in range(13)}


def test_a_weekend_plan_calls_off_the_weekdays() -> None:
    diary = planned(small())
    plan(diary, MONDAY, WEEKENDS)
    assert called_off(diary, MONDAY) == {day(n) for n in range(13) if day(n).weekday() < 5}


def test_a_faster_plan_calls_off_the_end_of_the_slower() -> None:
    diary = planned(small())
    plan(diary, MONDAY, tuple(2 * minutes for minutes in AN_HOUR_A_DAY))
    assert called_off(diary, MONDAY) == {day(n) for n in range(7, 13)}


def test_missed_days_and_days_off_are_called_off() -> None:
    diary = planned(small())
    diary.say(day(2), DaysMissed((day(0), day(1))))
    diary.say(day(2), DaysChanged(day(4), day(5), (0,) * 7))
    assert called_off(diary, day(2)) == {day(0), day(1), day(4), day(5)}


def test_what_was_studied_is_never_called_off() -> None:
    diary = planned(small())
    diary.say(day(0), TopicsDone(("vectors", "calculus", "networks", "deep-project")))
    assert day(0) not in called_off(diary, day(0))
    assert called_off(diary, day(0)) == {day(n) for n in range(1, 13)}


def test_a_day_holds_what_was_studied_and_what_is_left_of_it() -> None:
    diary = planned(small())
    diary.say(MONDAY, TimeLogged("vectors", 25))
    first = calendar_days(export_input(small(), diary))[0]
    assert [entry.minutes for entry in first.studied] == [25]
    assert [session.minutes for session in first.planned] == [35]
    assert first.minutes == 60


def test_called_off_days_can_be_left_out() -> None:
    diary = planned(small())
    plan(diary, MONDAY, WEEKENDS)
    days = calendar_days(export_input(small(), diary), called_off=False)
    assert not any(each.is_called_off for each in days)


ACTIONS = st.one_of(
    st.builds(TimeLogged, st.sampled_from(["vectors", "networks"]), st.integers(5, 300)),
    st.builds(EstimateChanged, st.just("deep-project"), st.integers(5, 900)),
    st.sampled_from([TopicsDone((name,)) for name in ("vectors", "calculus", "networks")]),
    st.just(TopicsKnown(("calculus",))),
    st.sampled_from(
        [
            DaysChanged(day(3), day(9), (0,) * 7),
            DaysChanged(day(2), None, (30, 30, 30, 30, 30, 90, 0)),
            DaysChanged(day(3), day(9), None),
        ]
    ),
    st.sampled_from([AN_HOUR_A_DAY, WEEKENDS, (30,) * 7, (200, 0, 200, 0, 0, 0, 0)]),
)


@given(st.lists(st.tuples(st.integers(0, 4), ACTIONS | st.just("undo")), max_size=8))
def test_no_day_that_a_calendar_may_hold_is_forgotten(
    said: list[tuple[int, Action | tuple[int, ...] | str]],
) -> None:
    """Export before and after everything that is said: each day is updated or called off."""
    diary, today = planned(small()), MONDAY
    held: set[date] = shown(diary, today)
    for wait, action in said:
        today += timedelta(days=wait)
        held |= shown(diary, today)
        if isinstance(action, tuple):
            plan(diary, today, action)
        elif isinstance(action, str):
            if not isinstance(diary.events[-1].action, Undone | PlanMade):
                diary.say(today, Undone(diary.events[-1].id))
        else:
            diary.say(today, action)
        held |= shown(diary, today)
        days = {each.day for each in calendar_days(export_input(small(), diary, today))}
        assert held <= days


def test_older_events_are_covered_by_what_was_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVENTS_READ_AGAIN", 0)
    diary = planned(small())
    plan(diary, MONDAY, tuple(2 * minutes for minutes in AN_HOUR_A_DAY))
    diary.say(MONDAY, TimeLogged("vectors", 5))
    assert called_off(diary, MONDAY) == {day(n) for n in range(7, 13)}
