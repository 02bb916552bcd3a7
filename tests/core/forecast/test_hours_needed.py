from __future__ import annotations

from datetime import timedelta
from math import inf

import pytest

from mlroadmap.core.calendar.availability import Pattern, Week, spread_week
from mlroadmap.core.forecast.gathering import gather, remaining_work
from mlroadmap.core.forecast.hours_needed import (
    HoursQuestion,
    hours_question,
    week_that_keeps,
)
from mlroadmap.core.forecast.simulate import forecast
from mlroadmap.core.journal.actions import TopicsDone
from mlroadmap.core.schedule.study_state import StudyState, project_state
from tests.builders import MONDAY, Diary, chance, plan_made, roadmap, topic

TEN = spread_week(600, range(7))


def study_state(*, planned: bool = True, done: bool = False) -> StudyState:
    said = Diary(roadmap([topic("a", 6000)]))
    if planned:
        said.say(MONDAY, plan_made(TEN, MONDAY))
    if done:
        said.say(MONDAY, TopicsDone(("a",)))
    return project_state(said.roadmap, said.timeline(), MONDAY)


def test_the_fewest_hours_are_likely_enough_and_fewer_are_not() -> None:
    question, date = hours_question(study_state()), MONDAY + timedelta(weeks=20)
    week = week_that_keeps(question, date, 80, chance)
    assert week
    assert sum(week) % 30 == 0
    assert question.load(week, date, 80, chance()) <= 1
    fewer = spread_week(sum(week) - 30, range(7))
    assert question.load(fewer, date, 80, chance()) > 1


def test_the_forecast_of_the_fewest_hours_agrees() -> None:
    state, date = study_state(), MONDAY + timedelta(weeks=20)
    week = week_that_keeps(hours_question(state), date, 80, chance)
    assert week
    planned = state.progress.availability.with_pattern(Pattern(MONDAY, week))
    works = [*remaining_work(state.roadmap, state.progress).values()]
    evidence = gather(state.roadmap, state.progress, MONDAY, sum(week))
    drawn = forecast(evidence, works, planned, MONDAY, chance())
    assert drawn
    assert drawn.chance_by(date) == pytest.approx(0.8, abs=0.04)


def test_a_date_that_is_past_takes_more_than_any_hours() -> None:
    question = hours_question(study_state())
    assert question.load(TEN, MONDAY - timedelta(days=1), 80, chance()) == inf
    assert week_that_keeps(question, MONDAY - timedelta(days=1), 80, chance) is None


def test_to_be_surer_takes_more_hours() -> None:
    question, date = hours_question(study_state()), MONDAY + timedelta(weeks=20)
    even, sure = (week_that_keeps(question, date, percent, chance) for percent in (50, 80))
    assert even
    assert sure
    assert sum(even) < sum(sure)


def test_even_whole_days_may_be_too_few() -> None:
    question = hours_question(study_state())
    assert week_that_keeps(question, MONDAY + timedelta(days=2), 80, chance) is None


def test_guesses_that_hardly_come_nearer_end_all_the_same() -> None:
    class Stubborn(HoursQuestion, frozen=True):
        def load(self, week: Week, *_: object) -> float:
            tries.append(sum(week))
            return 2.0 if sum(week) < 1500 else 0.9999

    tries = list[int]()
    plain = hours_question(study_state())
    question = Stubborn(plain.roadmap, plain.progress, plain.today, plain.since, plain.weekdays)
    week = week_that_keeps(question, MONDAY, 80, chance)
    assert week
    assert sum(week) == 1500
    assert len(tries) < 20


def test_with_nothing_left_any_hours_do() -> None:
    week = week_that_keeps(hours_question(study_state(done=True)), MONDAY, 80, chance)
    assert week
    assert sum(week) == 30


def test_before_the_first_plan_the_question_is_about_every_day() -> None:
    assert hours_question(study_state(planned=False)).weekdays == tuple(range(7))
