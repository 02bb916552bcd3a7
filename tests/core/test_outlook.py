from __future__ import annotations

from datetime import timedelta

import pytest

from mlroadmap.core.events import Promise, TopicsDone
from mlroadmap.core.outlook import Outlook, look_ahead
from tests.builders import MONDAY, Diary, plan_made, roadmap, topic

HOUR_A_DAY = (60, 60, 60, 60, 60, 60, 60)


@pytest.fixture
def diary() -> Diary:
    return Diary(roadmap([topic("a", 100), topic("b", 100, needs=["a"])]))


def outlook_of(diary: Diary) -> Outlook:
    return look_ahead(diary.roadmap, diary.steps(), MONDAY)


def test_before_the_first_plan_there_are_no_dates(diary: Diary) -> None:
    outlook = outlook_of(diary)
    assert outlook.plan.dates == {}
    assert outlook.promised_finish is None
    assert outlook.today == MONDAY


def test_the_promised_finish_is_that_of_the_last_topic(diary: Diary) -> None:
    made = plan_made(HOUR_A_DAY, MONDAY)
    week = MONDAY + timedelta(days=7)
    promised = {"a": Promise(MONDAY, MONDAY), "b": Promise(MONDAY, week)}
    diary.say(MONDAY, type(made)(made.settings, made.roadmap_sha256, promised))
    assert outlook_of(diary).promised_finish == week


def test_unmet_needs_are_those_not_done(diary: Diary) -> None:
    assert outlook_of(diary).unmet_needs("b") == ("a",)
    diary.say(MONDAY, TopicsDone(("a",)))
    assert outlook_of(diary).unmet_needs("b") == ()
    assert outlook_of(diary).percent == 50
