from __future__ import annotations

from datetime import date, timedelta

from mlroadmap.core.calendar.availability import spread_week
from mlroadmap.core.journal.actions import TimeLogged, TopicsDone
from mlroadmap.core.progress.ahead import completed_ahead, is_carried
from tests.builders import MONDAY, Diary, plan_made, roadmap, topic

HOUR_A_DAY = spread_week(420, range(7))


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def diary() -> Diary:
    said = Diary(roadmap([topic("short", 60), topic("long", 3000), topic("last", 600)]))
    said.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY, unlogged="missed"))
    return said


def ahead(said: Diary, number: int, *names: str) -> tuple[str, ...]:
    return completed_ahead(said.roadmap, said.progress(day(number)), names, day(number))


def test_a_topic_is_ahead_when_its_days_hold_less_than_half_of_it() -> None:
    said = diary()
    assert ahead(said, 1, "short", "long") == ("long",)
    assert ahead(said, 4, "last") == ("last",)
    assert ahead(said, 5, "last") == ()
    assert ahead(said, 26, "long") == ("long",)
    assert ahead(said, 27, "long") == ()


def test_the_forecast_takes_up_to_four_times_the_speed_for_study() -> None:
    effort = diary().roadmap.topics["last"].effort
    assert is_carried(effort, 163)
    assert not is_carried(effort, 162)


def test_it_begins_after_the_last_topic_that_was_done() -> None:
    said = diary()
    said.say(day(29), TopicsDone(("short",)))
    assert ahead(said, 30, "long") == ("long",)


def test_logged_time_says_how_long_it_took() -> None:
    said = diary()
    said.say(MONDAY, TimeLogged("long", 50))
    assert ahead(said, 1, "long") == ()


def test_before_the_first_plan_an_hour_is_allowed() -> None:
    said = Diary(roadmap([topic("short", 60), topic("long", 3000)]))
    assert ahead(said, 1, "short", "long") == ("long",)
