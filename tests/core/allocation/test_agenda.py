from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.allocation.agenda import Agenda, Slot, Task
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
    by_settings,
    orders,
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


@given(roadmaps(), weeks(), start_days(), st.data())
def test_a_plan_keeps_the_rules(
    of: Roadmap, week: Week, today: date, data: st.DataObject
) -> None:
    availability = always(week, today)
    progress = by_settings(untouched(of, availability), data.draw(orders(of)))
    plan = schedule(of, availability, progress, today)
    assert list(breaches(of, availability, progress, plan)) == []


@given(roadmaps(max_topics=40, habits=False), weeks(), start_days(), st.data())
def test_the_slow_scheduler_agrees(
    of: Roadmap, week: Week, today: date, data: st.DataObject
) -> None:
    availability = always(week, today)
    progress = by_settings(untouched(of, availability), data.draw(orders(of)))
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
            now[name] = replace(
                now[name],
                remaining_minutes=minutes,
                started=started,
                spent_minutes=data.draw(st.integers(0, 100)),
            )
            tell(agenda, now[name])
        today = MONDAY + timedelta(days=data.draw(st.integers(0, 99)))
        days = list(islice(availability.study_days(today), 5))
        expected = list(islice(Agenda(list(now.values())).allocate(days), 5))
        assert list(islice(agenda.allocate(days), 5)) == expected
        for slot in expected:
            task = now[slot.topic]
            now[slot.topic] = replace(
                task,
                remaining_minutes=task.remaining_minutes - slot.minutes,
                started=True,
                spent_minutes=task.spent_minutes + slot.minutes,
            )
        for name in {slot.topic for slot in expected[-1:]}:
            tell(agenda, now[name])


def tell(agenda: Agenda, task: Task) -> None:
    agenda.re_estimate(
        task.topic,
        task.remaining_minutes,
        started=task.started,
        spent_minutes=task.spent_minutes,
    )


@given(roadmaps(max_topics=30, habits=False), weeks(), start_days(), st.data())
def test_the_slow_scheduler_agrees_after_studying(
    of: Roadmap, week: Week, today: date, data: st.DataObject
) -> None:
    diary = Diary(of)
    order = data.draw(orders(of))
    diary.say(today, plan_made(week, today, first=order.first, tracks=order.tracks))
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


@given(roadmaps(max_topics=40), weeks(), start_days(), st.data())
def test_r5_the_order_does_not_move_the_finish(
    of: Roadmap, week: Week, today: date, data: st.DataObject
) -> None:
    availability = always(week, today)
    progress = untouched(of, availability)
    reordered = by_settings(progress, data.draw(orders(of)))
    finish = schedule(of, availability, progress, today).finish
    assert schedule(of, availability, reordered, today).finish == finish


@given(roadmaps(max_topics=40), weeks(), start_days(), st.data())
def test_r5_a_goal_is_reached_as_if_there_were_nothing_else(
    of: Roadmap, week: Week, today: date, data: st.DataObject
) -> None:
    goal = data.draw(st.sampled_from(list(of.topics)))
    needed = of.shape.with_needs([goal])
    diary, alone = Diary(of), Diary(of)
    diary.say(today, plan_made(week, today, first=(goal,)))
    alone.say(today, plan_made(week, today, only=(goal,)))
    days = [session.day for session in diary.plan(today).sessions if session.topic in needed]
    assert alone.plan(today).finish == days[-1]
    assert {session.topic for session in alone.plan(today).sessions} == needed


@given(roadmaps(max_topics=40), weeks(), start_days(), st.data())
def test_r7_a_day_studied_as_planned_moves_nothing(
    of: Roadmap, week: Week, today: date, data: st.DataObject
) -> None:
    diary = Diary(of)
    order = data.draw(orders(of))
    diary.say(today, plan_made(week, today, first=order.first, tracks=order.tracks))
    before = diary.plan(today)
    tomorrow = today + timedelta(days=1)
    after = diary.plan(tomorrow)
    if not diary.progress(tomorrow).awaiting:
        assert after.sessions == tuple(s for s in before.sessions if s.day >= tomorrow)
        assert after.dates == before.dates


@given(roadmaps(max_topics=40), weeks(), start_days(), st.data())
def test_r7_what_is_logged_as_planned_leaves_the_rest_of_the_day(
    of: Roadmap, week: Week, today: date, data: st.DataObject
) -> None:
    diary = Diary(of)
    order = data.draw(orders(of))
    diary.say(today, plan_made(week, today, first=order.first, tracks=order.tracks))
    before = diary.plan(today)
    for session in before.today_sessions[:-1]:
        if session.completes:
            # The topic keeps a remainder until it is done.
            break
        diary.say(today, TimeLogged(session.topic, session.minutes))
        now = diary.plan(today).today_sessions
        done = before.today_sessions.index(session) + 1
        left = [(s.topic, s.minutes) for s in before.today_sessions[done:]]
        assert [(s.topic, s.minutes) for s in now] == left


@given(roadmaps(max_topics=25), weeks(), start_days())
def test_an_agenda_poured_day_by_day_gives_the_same(
    of: Roadmap, week: Week, today: date
) -> None:
    availability = always(week, today)
    tasks = remaining_tasks(of.shape, untouched(of, availability).topics)
    at_once = list(Agenda(tasks).allocate(availability.study_days(today)))
    agenda = Agenda(tasks)
    poured: list[Slot] = []
    for study_day in availability.study_days(today):
        poured += agenda.allocate([study_day])
        if len(poured) == len(at_once):
            break
    assert poured == at_once


def pieces_of(of: Roadmap, week: Week, **settings: object) -> list[tuple[int, str, int]]:
    diary = Diary(of)
    diary.say(MONDAY, plan_made(week, MONDAY, **settings))
    sessions = diary.plan(MONDAY).sessions
    return [((s.day - MONDAY).days, s.topic, s.minutes) for s in sessions]


def test_tracks_take_turns_a_day_each() -> None:
    of = roadmap({"mathematics": [topic("m", 120)], "programming": [topic("p", 180)]})
    assert pieces_of(of, HOUR_A_DAY) == [
        (0, "m", 60),
        (1, "p", 60),
        (2, "m", 60),
        (3, "p", 60),
        (4, "p", 60),
    ]
    assert [name for _, name, _ in pieces_of(of, HOUR_A_DAY, tracks=1)] == [*"mmppp"]


def test_two_tracks_share_a_long_day() -> None:
    of = roadmap({"a": [topic("a", 90)], "b": [topic("b", 70)], "c": [topic("c", 60)]})
    assert pieces_of(of, (90, 120, 100, 0, 0, 0, 0)) == [
        *[(0, "a", 45), (0, "b", 45)],
        *[(1, "c", 60), (1, "a", 45), (1, "b", 15)],
        *[(2, "b", 10)],
    ]


def test_a_track_that_fell_behind_catches_up_on_long_days() -> None:
    of = roadmap({"a": [topic("a", 200)], "b": [topic("b", 200)]})
    assert pieces_of(of, (60, 120, 120, 0, 0, 0, 0)) == [
        (0, "a", 60),
        *[(1, "b", 75), (1, "a", 45)],
        *[(2, "b", 75), (2, "a", 45)],
        *[(7, "a", 50), (7, "b", 10)],
        (8, "b", 40),
    ]


def test_no_track_has_a_sliver_before_the_turn_of_the_next() -> None:
    of = roadmap({"a": [topic("a1", 55), topic("a2", 60)], "b": [topic("b", 200)]})
    assert pieces_of(of, (120, 0, 0, 0, 0, 0, 0))[:2] == [(0, "a1", 55), (0, "b", 65)]


def test_a_goal_comes_first_with_all_it_needs() -> None:
    of = roadmap([topic("a"), topic("b")], [topic("c", needs=["b"]), topic("d")])
    diary = Diary(of)
    diary.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY, first=("c",)))
    assert [s.topic for s in diary.plan(MONDAY).sessions] == ["b", "c", "a", "d"]


def test_a_topic_waits_for_its_earliest_date() -> None:
    later = MONDAY + timedelta(days=2)
    of = roadmap([topic("a", after=later), topic("b"), topic("c", needs=["a"])])
    assert pieces_of(of, HOUR_A_DAY) == [(0, "b", 60), (2, "a", 60), (3, "c", 60)]


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
