from __future__ import annotations

from datetime import timedelta

import pytest

from mlroadmap.core.journal.actions import BaselineDates, PlanMade, TopicsDone
from mlroadmap.core.schedule.study_state import StudyState, project_state
from tests.builders import MONDAY, Diary, plan_made, roadmap, topic

HOUR_A_DAY = (60, 60, 60, 60, 60, 60, 60)


@pytest.fixture
def diary() -> Diary:
    return Diary(roadmap([topic("a", 100), topic("b", 100, needs=["a"])]))


def state_of(diary: Diary) -> StudyState:
    return project_state(diary.roadmap, diary.timeline(), MONDAY)


def test_before_the_first_plan_there_are_no_dates(diary: Diary) -> None:
    study_state = state_of(diary)
    assert study_state.plan.dates == {}
    assert study_state.original_finish is None
    assert study_state.today == MONDAY


def test_the_original_finish_is_that_of_the_last_topic(diary: Diary) -> None:
    made = plan_made(HOUR_A_DAY, MONDAY)
    week = MONDAY + timedelta(days=7)
    baseline = {"a": BaselineDates(MONDAY, MONDAY), "b": BaselineDates(MONDAY, week)}
    diary.say(MONDAY, PlanMade.of(made.settings, baseline))
    assert state_of(diary).original_finish == week


def test_unmet_needs_are_those_not_done(diary: Diary) -> None:
    assert state_of(diary).unmet_needs("b") == ("a",)
    diary.say(MONDAY, TopicsDone(("a",)))
    assert state_of(diary).unmet_needs("b") == ()
    assert state_of(diary).percent == 50
