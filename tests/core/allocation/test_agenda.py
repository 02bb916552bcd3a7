from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.allocation.agenda import Agenda, allocate
from mlroadmap.core.calendar.availability import Week
from mlroadmap.core.journal.actions import TimeLogged
from mlroadmap.core.progress.progress import remaining_tasks
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.plan import schedule
from mlroadmap.core.schedule.rules import breaches
from mlroadmap.errors import InfeasibleError
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
from tests.core.allocation.oracle import slow_schedule

HOUR_A_DAY: Week = (60, 60, 60, 60, 60, 60, 60)


def order_of(of: Roadmap) -> list[str]:
    return list(dict.fromkeys(s.topic for s in plan_of(of, HOUR_A_DAY, MONDAY).sessions))


@given(roadmaps(), weeks(), start_days())
def test_a_plan_keeps_the_rules(of: Roadmap, week: Week, today: date) -> None:
    availability = always(week, today)
    progress = untouched(of, availability)
    plan = schedule(of, availability, progress, today)
    assert list(breaches(of, availability, progress, plan)) == []


@given(roadmaps(max_topics=40), weeks(), start_days())
def test_the_slow_scheduler_agrees(of: Roadmap, week: Week, today: date) -> None:
    availability = always(week, today)
    progress = untouched(of, availability)
    plan = schedule(of, availability, progress, today)
    pieces = slow_schedule(of, availability, progress, today)
    assert [(s.day, s.topic, s.minutes) for s in plan.sessions] == pieces
    assert plan.finish == pieces[-1][0]


@given(weeks(), st.data())
def test_the_slow_scheduler_agrees_where_everything_helps(
    week: Week, data: st.DataObject
) -> None:
    names = st.sampled_from("abcdefgh")
    stages = [
        [topic(name, 20, helps=data.draw(st.sets(names)) - {name}) for name in stage]
        for stage in ("dbac", "hgef")
    ]
    of, availability = roadmap(*stages), always(week, MONDAY)
    progress = untouched(of, availability)
    plan = schedule(of, availability, progress, MONDAY)
    pieces = slow_schedule(of, availability, progress, MONDAY)
    assert [(s.day, s.topic, s.minutes) for s in plan.sessions] == pieces


@given(roadmaps(max_topics=12), weeks(), st.data())
def test_an_agenda_goes_on_as_a_new_one_would_begin(
    of: Roadmap, week: Week, data: st.DataObject
) -> None:
    availability = always(week, MONDAY)
    tasks = remaining_tasks(of.shape, untouched(of, availability).topics)
    agenda, now = Agenda(tasks), {task.topic: task for task in tasks}
    for _ in range(data.draw(st.integers(1, 6))):
        for name in data.draw(st.lists(st.sampled_from(list(now)), max_size=4)):
            minutes, started = data.draw(st.integers(0, 100)), data.draw(st.booleans())
            agenda.re_estimate(name, minutes, started=started)
            now[name] = replace(now[name], remaining_minutes=minutes, started=started)
        left = [task for task in now.values() if task.remaining_minutes]
        expected = list(islice(allocate(left, availability.study_days(MONDAY)), 5))
        assert list(islice(agenda.allocate(availability.study_days(MONDAY)), 5)) == expected
        for slot in expected:
            minutes = now[slot.topic].remaining_minutes - slot.minutes
            now[slot.topic] = replace(now[slot.topic], remaining_minutes=minutes, started=True)
        for name in {slot.topic for slot in expected[-1:]}:
            minutes = now[name].remaining_minutes
            agenda.re_estimate(name, minutes, started=now[name].started)


@given(roadmaps(max_topics=30), weeks(), start_days(), st.data())
def test_the_slow_scheduler_agrees_after_studying(
    of: Roadmap, week: Week, today: date, data: st.DataObject
) -> None:
    diary = Diary(of)
    diary.say(today, plan_made(week, today))
    for name in data.draw(st.lists(st.sampled_from(list(of.topics)), max_size=8)):
        diary.say(today, TimeLogged(name, data.draw(st.integers(1, 90))))
    progress = diary.progress(today)
    plan = diary.plan(today)
    pieces = slow_schedule(of, progress.availability, progress, today)
    assert [(s.day, s.topic, s.minutes) for s in plan.sessions] == pieces
    assert list(breaches(of, progress.availability, progress, plan)) == []


@given(roadmaps(), weeks(), start_days())
def test_r6_the_same_inputs_give_the_same_plan(of: Roadmap, week: Week, today: date) -> None:
    assert plan_of(of, week, today) == plan_of(of, week, today)


@given(roadmaps(), weeks(), start_days(), st.integers(0, 6), st.integers(1, 60))
def test_r8_more_minutes_never_finish_later(
    of: Roadmap, week: Week, today: date, weekday: int, more: int
) -> None:
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (
        minutes + more * (day == weekday) for day, minutes in enumerate(week)
    )
    richer = (monday, tuesday, wednesday, thursday, friday, saturday, sunday)
    assert plan_of(of, richer, today).finish <= plan_of(of, week, today).finish


@given(roadmaps(max_topics=40), weeks(), start_days())
def test_r7_a_day_studied_as_planned_moves_nothing(
    of: Roadmap, week: Week, today: date
) -> None:
    diary = Diary(of)
    diary.say(today, plan_made(week, today))
    before = diary.plan(today)
    tomorrow = today + timedelta(days=1)
    after = diary.plan(tomorrow)
    if not diary.progress(tomorrow).awaiting:
        assert after.sessions == tuple(s for s in before.sessions if s.day >= tomorrow)
        assert after.dates == before.dates


def test_an_earlier_stage_goes_first() -> None:
    assert order_of(roadmap([topic("a")], [topic("b")])) == ["a", "b"]


def test_a_stage_is_no_barrier_when_it_needs_a_later_one() -> None:
    of = roadmap([topic("deep", needs=["nets"]), topic("flat")], [topic("nets"), topic("rest")])
    assert order_of(of) == ["flat", "nets", "deep", "rest"]


def test_fewer_unfinished_helpers_go_before_the_order_of_the_file() -> None:
    of = roadmap([topic("a", helps=["c"]), topic("b"), topic("c")])
    assert order_of(of) == ["b", "c", "a"]


def test_helpers_never_hold_a_topic_back_from_an_earlier_stage() -> None:
    assert order_of(roadmap([topic("a", helps=["b"])], [topic("b")])) == ["a", "b"]


def test_the_last_minutes_of_a_day_go_to_a_topic_that_ends_in_them() -> None:
    of = roadmap([topic("a", 50), topic("b", 60), topic("c", 10)])
    sessions = plan_of(of, HOUR_A_DAY, MONDAY).sessions
    assert [(s.topic, s.minutes) for s in sessions] == [("a", 50), ("c", 10), ("b", 60)]


def test_the_last_minutes_of_a_day_go_to_a_topic_under_way() -> None:
    of = roadmap([topic("a", 50), topic("b", 60), topic("c", 60)])
    diary = Diary(of)
    diary.say(MONDAY, TimeLogged("c", 20))
    diary.say(MONDAY + timedelta(days=1), plan_made(HOUR_A_DAY, MONDAY))
    sessions = diary.plan(MONDAY + timedelta(days=1)).sessions
    assert [(s.topic, s.minutes) for s in sessions[:3]] == [("a", 50), ("c", 10), ("b", 60)]


def test_a_day_too_short_to_avoid_slivers_is_used_all_the_same() -> None:
    of = roadmap([topic("a", 30), topic("b", 10)])
    sessions = plan_of(of, (10, 10, 10, 10, 10, 10, 10), MONDAY).sessions
    assert [s.topic for s in sessions] == ["a", "a", "a", "b"]


def test_parts_count_the_days_of_a_topic() -> None:
    sessions = plan_of(roadmap([topic("a", 150)]), HOUR_A_DAY, MONDAY).sessions
    assert [(s.part, s.parts, s.completes) for s in sessions] == [
        (1, 3, False),
        (2, 3, False),
        (3, 3, True),
    ]


def test_work_beyond_the_calendar_is_infeasible() -> None:
    with pytest.raises(InfeasibleError):
        plan_of(roadmap([topic("a", 60)]), (1, 0, 0, 0, 0, 0, 0), date(9999, 1, 1))
