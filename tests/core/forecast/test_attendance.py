from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.calendar.availability import NO_WEEK, Week, spread_week
from mlroadmap.core.forecast.attendance import NO_HABITS, habits_of, habitual
from mlroadmap.core.forecast.evidence import evidence_of
from mlroadmap.core.forecast.gathering import gather
from mlroadmap.core.forecast.simulate import forecast
from mlroadmap.core.forecast.topics import FinishedTopic, Work
from mlroadmap.core.journal.actions import TimeLogged, TopicsDone
from mlroadmap.core.roadmap.model import Effort
from tests.builders import MONDAY, Diary, always, plan_made, roadmap, topic, weeks

DAILY = spread_week(420, range(7))
WEEKENDS = (5, 6)
EFFORT = Effort(250, 400, 600)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def capacity(week: Week, days: int) -> list[tuple[date, int]]:
    return [(day(number), week[number % 7]) for number in range(days)]


def at_weekends(days: int, minutes: int = 200) -> dict[date, int]:
    return {day(n): minutes for n in range(days) if day(n).weekday() in WEEKENDS}


habits = st.lists(st.floats(0.1, 5), min_size=7, max_size=7).map(tuple)


@given(weeks(), habits)
def test_a_week_keeps_its_total_and_its_days_off(week: Week, moved: tuple[float, ...]) -> None:
    [pattern] = habitual(always(week, MONDAY), moved).patterns
    assert sum(pattern.week_minutes) == sum(week)
    assert min(pattern.week_minutes) >= 0
    assert not any(new for new, old in zip(pattern.week_minutes, week, strict=True) if not old)


@given(weeks())
def test_no_habits_change_nothing(week: Week) -> None:
    assert habitual(always(week, MONDAY), NO_HABITS) == always(week, MONDAY)
    assert habits_of(capacity(week, 30), {}) == NO_HABITS


@given(st.dictionaries(st.integers(0, 60).map(day), st.integers(0, 5000)), weeks())
def test_habits_are_positive_and_shrunk(logged: dict[date, int], week: Week) -> None:
    learned = habits_of(capacity(week, 40), logged)
    assert len(learned) == 7
    assert all(habit > 0 for habit in learned)


def test_a_week_without_hours_stays_without() -> None:
    assert habitual(always(NO_WEEK, MONDAY), NO_HABITS) == always(NO_WEEK, MONDAY)


def test_days_with_hours_of_their_own_keep_them() -> None:
    planned = always(DAILY, MONDAY).with_days([day(5)], spread_week(1400, range(7)))
    moved = habitual(planned, habits_of(capacity(DAILY, 70), at_weekends(70)))
    assert moved.minutes_on(day(5)) == planned.minutes_on(day(5))
    assert moved.minutes_on(day(12)) > planned.minutes_on(day(12))


def test_one_day_says_little_and_ten_weeks_much() -> None:
    after_a_week = habits_of(capacity(DAILY, 7), {day(5): 600})
    after_ten = habits_of(capacity(DAILY, 70), at_weekends(70))
    assert after_a_week[5] < 2 * after_a_week[0]
    assert after_ten[5] > 5 * after_ten[0]


def test_the_log_of_a_whole_fortnight_on_one_day_weighs_as_two_days() -> None:
    steady = dict.fromkeys((day(n) for n in range(28)), 60)
    learned = habits_of(capacity(DAILY, 28), {**steady, day(27): 3000})
    assert learned[6] == pytest.approx(1.16, abs=0.05)


def test_days_without_capacity_say_nothing() -> None:
    weekdays = spread_week(300, range(5))
    assert habits_of(capacity(weekdays, 28), at_weekends(28)) == NO_HABITS


def test_near_forecasts_of_a_weekend_learner_fall_on_weekends() -> None:
    planned, today = always(DAILY, MONDAY), day(70)
    finished = [FinishedTopic(EFFORT, 400, day(n)) for n in range(6, 70, 7)]
    knows = evidence_of(finished, [], planned, today, logged=at_weekends(70))
    made, unlearned = (
        forecast(evidence, [Work(EFFORT)] * 2, planned, today, Random(1), 500)
        for evidence in (knows, replace(knows, habits=NO_HABITS))
    )
    assert made
    assert unlearned

    def share(days: tuple[date, ...]) -> float:
        return sum(each.weekday() in WEEKENDS for each in days) / len(days)

    assert share(made.days) > 0.6 > share(unlearned.days)


def test_who_only_says_done_has_no_habits() -> None:
    said = Diary(roadmap([topic("a", 120), topic("b", 240), topic("c", 60)]))
    said.say(MONDAY, plan_made(DAILY, MONDAY))
    said.say(day(5), TopicsDone(("a",)))
    assert gather(said.roadmap, said.progress(day(9)), day(9)).habits == NO_HABITS
    said.say(day(9), TimeLogged("b", 45))
    evidence = gather(said.roadmap, said.progress(day(10)), day(10))
    assert evidence.habits[day(9).weekday()] == max(evidence.habits) > 1
