from __future__ import annotations

from datetime import timedelta

from mlroadmap.core.calendar.availability import spread_week
from mlroadmap.core.forecast.hours_needed import hours_question, week_that_keeps
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
    drawn = question.forecast(week, chance())
    assert drawn
    assert drawn.percentile(80) <= date
    fewer = question.forecast(spread_week(sum(week) - 30, range(7)), chance())
    assert fewer
    assert fewer.percentile(80) > date


def test_to_be_surer_takes_more_hours() -> None:
    question, date = hours_question(study_state()), MONDAY + timedelta(weeks=20)
    even, sure = (week_that_keeps(question, date, percent, chance) for percent in (50, 80))
    assert even
    assert sure
    assert sum(even) < sum(sure)


def test_even_whole_days_may_be_too_few() -> None:
    question = hours_question(study_state())
    assert week_that_keeps(question, MONDAY + timedelta(days=2), 80, chance) is None


def test_with_nothing_left_any_hours_do() -> None:
    week = week_that_keeps(hours_question(study_state(done=True)), MONDAY, 80, chance)
    assert week
    assert sum(week) == 30


def test_before_the_first_plan_the_question_is_about_every_day() -> None:
    assert hours_question(study_state(planned=False)).weekdays == tuple(range(7))
