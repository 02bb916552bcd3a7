from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given

from mlroadmap.core.calendar.availability import Availability, Week, spread_week
from mlroadmap.core.journal.actions import BaselineDates, DaysMissed, TimeLogged, TopicsDone
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.plan import (
    Plan,
    TopicDates,
    baseline_of,
    by_day,
    schedule,
)
from mlroadmap.errors import ExitCode, InfeasibleError
from tests.builders import (
    MONDAY,
    Diary,
    always,
    plan_made,
    plan_of,
    roadmap,
    roadmaps,
    start_days,
    topic,
    untouched,
    weeks,
)

HOUR_A_DAY: Week = (60, 60, 60, 60, 60, 60, 60)
WEEKDAYS_ONLY: Week = (60, 60, 60, 60, 60, 0, 0)
FRIDAY = MONDAY + timedelta(days=4)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def dates(start: int, finish: int) -> TopicDates:
    return TopicDates(day(start), day(finish))


@pytest.fixture
def diary() -> Diary:
    """A learner with an hour a day who planned three topics of 100 minutes."""
    book = Diary(roadmap([topic("a", 100), topic("b", 100), topic("c", 100)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    return book


def test_ten_hours_over_seven_days() -> None:
    week = spread_week(600, range(7))
    assert week == (90, 85, 85, 85, 85, 85, 85)
    sessions = plan_of(roadmap([topic("a", 1200)]), week, MONDAY).sessions
    assert tuple(session.minutes for session in sessions) == week * 2


def test_a_plan_gives_each_topic_its_dates() -> None:
    of = roadmap([topic("a", 100), topic("b", 20), topic("c", 100)])
    plan = plan_of(of, HOUR_A_DAY, MONDAY)
    assert plan.dates == {"a": dates(0, 1), "b": dates(1, 1), "c": dates(2, 3)}
    assert list(plan.dates) == ["a", "b", "c"]
    assert plan.finish == day(3)
    assert not plan.is_finished


def test_a_topic_under_way_keeps_the_day_it_began(diary: Diary) -> None:
    diary.say(day(2), TimeLogged("b", 20))
    diary.say(day(2), TopicsDone(("a",), minutes=10))
    assert diary.plan(day(5)).dates["b"].start == day(1)


def test_a_topic_done_has_the_dates_on_which_it_was_studied(diary: Diary) -> None:
    diary.say(day(1), TopicsDone(("a",)))
    plan = diary.plan(day(1))
    assert plan.dates["a"] == dates(0, 1)
    assert plan.dates["b"] == dates(1, 3)


def test_a_topic_done_unstudied_has_one_day(diary: Diary) -> None:
    diary.say(MONDAY, TopicsDone(("c",)))
    assert diary.plan(day(1)).dates["c"] == dates(0, 0)


def test_time_logged_after_done_does_not_move_the_dates(diary: Diary) -> None:
    diary.say(MONDAY, TopicsDone(("c",)))
    diary.say(day(2), TimeLogged("c", 15))
    assert diary.plan(day(2)).dates["c"] == dates(0, 0)


def test_an_awaiting_topic_ends_when_its_time_was_used_up(diary: Diary) -> None:
    plan = diary.plan(day(4))
    assert plan.dates["a"] == dates(0, 1)
    assert "a" not in {session.topic for session in plan.sessions}


def test_today_studied_already_is_no_part_of_its_own(diary: Diary) -> None:
    diary.say(MONDAY, TimeLogged("a", 20))
    sessions = diary.plan(MONDAY).sessions
    assert [(s.day, s.minutes, s.part, s.parts) for s in sessions if s.topic == "a"] == [
        (day(0), 40, 1, 2),
        (day(1), 40, 2, 2),
    ]


def test_today_and_the_next_study_day_stand_apart() -> None:
    of = roadmap([topic("a", 50), topic("b", 40), topic("c", 100)])
    plan = plan_of(of, WEEKDAYS_ONLY, FRIDAY)
    assert [(s.topic, s.minutes) for s in plan.today_sessions] == [("a", 50), ("b", 10)]
    assert {s.day for s in plan.upcoming_sessions} == {day(7)}
    assert [(s.topic, s.minutes) for s in plan.upcoming_sessions] == [("b", 30), ("c", 30)]


def test_a_day_off_has_no_sessions_and_the_next_study_day_is_upcoming() -> None:
    plan = plan_of(roadmap([topic("a", 100)]), WEEKDAYS_ONLY, day(5))
    assert plan.today_sessions == ()
    assert [s.day for s in plan.upcoming_sessions] == [day(7)]


def test_the_last_day_has_nothing_upcoming() -> None:
    plan = plan_of(roadmap([topic("a", 30)]), HOUR_A_DAY, MONDAY)
    assert len(plan.today_sessions) == 1
    assert plan.upcoming_sessions == ()


def test_a_day_may_hold_a_session_for_each_of_its_minutes() -> None:
    of = roadmap([topic(f"t{number}", 1) for number in range(1500)])
    plan = plan_of(of, (1440,) * 7, MONDAY)
    assert len(plan.today_sessions) == 1440
    assert len(plan.upcoming_sessions) == 60


def test_a_finished_roadmap_finished_on_the_day_of_its_last_topic(diary: Diary) -> None:
    diary.say(day(1), TopicsDone(("c", "a")))
    diary.say(day(3), TopicsDone(("b",)))
    plan = diary.plan(day(30))
    assert plan.is_finished
    assert plan.finish == day(3)
    assert (plan.sessions, plan.today_sessions, plan.upcoming_sessions) == ((), (), ())
    assert plan.dates["b"].finish == day(3)


def test_a_plan_of_nothing_finishes_today() -> None:
    plan = Plan(MONDAY, (), {})
    assert plan.finish == MONDAY
    assert plan.is_finished


def test_a_finished_roadmap_needs_no_time() -> None:
    book = Diary(roadmap([topic("a")]))
    book.say(MONDAY, TopicsDone(("a",)))
    assert book.plan(MONDAY).is_finished


def test_a_missed_today_is_not_planned(diary: Diary) -> None:
    diary.say(MONDAY, DaysMissed((MONDAY,)))
    assert diary.plan(MONDAY).today_sessions == ()


@pytest.mark.parametrize(
    "availability",
    [Availability(), always((0, 0, 0, 0, 0, 0, 0), MONDAY), always(HOUR_A_DAY, date.max)],
)
def test_work_without_time_is_infeasible(availability: Availability) -> None:
    of = roadmap([topic("a", 61)])
    with pytest.raises(InfeasibleError) as caught:
        schedule(of, availability, untouched(of, availability), MONDAY)
    assert caught.value.exit_code == ExitCode.INFEASIBLE
    assert "--hours" in caught.value.hint


def test_work_may_end_on_the_last_day_of_the_calendar() -> None:
    plan = plan_of(roadmap([topic("a", 120)]), HOUR_A_DAY, date.max - timedelta(days=1))
    assert plan.finish == date.max


def test_promises_are_the_dates_of_all_topics(diary: Diary) -> None:
    diary.say(MONDAY, TopicsDone(("a",)))
    assert baseline_of(diary.plan(MONDAY)) == {
        "a": BaselineDates(day(0), day(0)),
        "b": BaselineDates(day(1), day(2)),
        "c": BaselineDates(day(2), day(4)),
    }


def test_no_sessions_have_no_days() -> None:
    assert list(by_day(())) == []


@given(roadmaps(max_topics=40), weeks(), start_days())
def test_a_plan_fits_together(of: Roadmap, week: Week, today: date) -> None:
    plan = plan_of(of, week, today)
    days = list(by_day(plan.sessions))
    assert [session for _, sessions in days for session in sessions] == list(plan.sessions)
    assert [on for on, _ in days] == sorted({session.day for session in plan.sessions})
    assert plan.finish == plan.sessions[-1].day
    assert (*plan.today_sessions, *plan.upcoming_sessions) == (
        plan.sessions[: len(plan.today_sessions) + len(plan.upcoming_sessions)]
    )
    for name in of.topics:
        own = [session for session in plan.sessions if session.topic == name]
        studied = list(dict.fromkeys(session.day for session in own))
        assert plan.dates[name] == TopicDates(studied[0], studied[-1])
        assert [session.part for session in own] == [
            studied.index(session.day) + 1 for session in own
        ]
        assert {session.parts for session in own} == {len(studied)}
        assert [session.completes for session in own] == [False] * (len(own) - 1) + [True]
