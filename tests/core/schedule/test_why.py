from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.calendar.availability import NO_WEEK, Week, spread_week
from mlroadmap.core.journal.actions import (
    DaysChanged,
    DaysMissed,
    TimeLogged,
    TopicsDone,
    TopicsKnown,
    TopicsSkipped,
)
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.roadmap.model import Roadmap, Section
from mlroadmap.core.schedule.study_state import StudyState, project_state
from mlroadmap.core.schedule.why import Constraint, Reasons, reasons
from mlroadmap.core.schedule.why_day import DayReasons, Idle, day_reasons
from tests.builders import MONDAY, Diary, plan_made, random_roadmap, roadmap, topic, weeks

HOUR_A_DAY = spread_week(420, range(7))


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def learner(of: Roadmap, week: Week = HOUR_A_DAY, start: date = MONDAY) -> Diary:
    book = Diary(of)
    book.say(MONDAY, plan_made(week, start))
    return book


def state_of(book: Diary, today: date = MONDAY) -> StudyState:
    return project_state(book.roadmap, book.timeline(), today)


def lifting(constraint: Constraint, week: Week, start: date) -> Action:
    """Give what the learner has to say to lift a constraint."""
    match constraint.kinds[0]:
        case "need":
            return TopicsKnown(constraint.topics)
        case "turn":
            return TopicsSkipped(constraint.topics[-1:])
        case "track":
            return plan_made(week, start, tracks=1)
        case "day-off":
            return DaysChanged(constraint.days[0], constraint.days[-1], None)
        case "start":
            return plan_made(week, MONDAY)
        case _:
            minutes = constraint.day_minutes
            hours: Week = (minutes,) * 7
            return DaysChanged(constraint.days[0], constraint.days[0], hours)


def place(study_state: StudyState, name: str) -> tuple[date, int]:
    """Find a topic's next session: its day, and the minutes of the day before it."""
    minutes = 0
    for session in study_state.plan.sessions:
        if session.topic == name:
            return session.day, sum(
                other.minutes
                for other in study_state.plan.sessions[
                    : study_state.plan.sessions.index(session)
                ]
                if other.day == session.day
            )
    return date.max, minutes


def without_need(of: Roadmap, name: str, need: str) -> Roadmap:
    def freed(section: Section) -> Section:
        topics = (
            replace(each, needs=tuple(n for n in each.needs if (each.id, n) != (name, need)))
            for each in section.topics
        )
        return replace(section, topics=tuple(topics))

    stages = (replace(stage, sections=tuple(map(freed, stage.sections))) for stage in of.stages)
    return replace(of, stages=tuple(stages))


@settings(max_examples=60)
@given(
    st.integers(0, 2**32), weeks(), st.sets(st.integers(0, 30)), st.integers(0, 9), st.data()
)
def test_lifting_a_constraint_moves_the_topic_to_where_it_says(
    seed: int, week: Week, off: set[int], start: int, data: st.DataObject
) -> None:
    of = random_roadmap(Random(seed), data.draw(st.integers(1, 25)), dated=False)
    book = learner(of, week, day(start))
    for number in sorted(off):
        book.say(MONDAY, DaysChanged(day(number), day(number), NO_WEEK))
    if data.draw(st.booleans()):
        book.say(MONDAY, TopicsDone((data.draw(st.sampled_from(list(of.topics))),)))
        book.say(MONDAY, TimeLogged(data.draw(st.sampled_from(list(of.topics))), 20))
    study_state = state_of(book)
    if study_state.plan.is_finished:
        return
    name = data.draw(st.sampled_from([each.topic for each in study_state.plan.sessions]))
    found = reasons(study_state, name)
    assert found.start == place(study_state, name)[0]
    if not found.constraints:
        assert study_state.plan.sessions[0].topic == name
    for constraint in found.constraints:
        lifted = Diary(of)
        lifted.events = list(book.events)
        lifted.say(MONDAY, lifting(constraint, week, day(start)))
        after = state_of(lifted)
        assert place(after, name) < place(study_state, name)
        assert place(after, name)[0] == constraint.start_without
        if constraint.kinds == ("need",):
            freed = Diary(without_need(of, name, constraint.topics[0]))
            freed.events = list(book.events)
            assert place(state_of(freed), name) < place(study_state, name)


def test_what_comes_first_is_held_back_by_nothing() -> None:
    study_state = state_of(learner(roadmap([topic("a"), topic("b")])))
    assert reasons(study_state, "a") == Reasons("a", MONDAY, ())


def test_what_a_goal_needs_comes_first() -> None:
    book = Diary(roadmap([topic("a", 60), topic("b", 60)]))
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY, first=("b", "gone")))
    goal, *_ = [c for c in reasons(state_of(book), "a").constraints if c.kinds == ("goal",)]
    assert goal == Constraint(("goal",), MONDAY, ("b",))
    assert reasons(state_of(book), "b").constraints == ()


def test_the_tracks_of_a_stage_take_turns() -> None:
    of = roadmap({"a": [topic("a1"), topic("a2")], "b": [topic("b")]})
    constraints = reasons(state_of(learner(of)), "a2").constraints
    assert Constraint(("track",), day(1)) in constraints


def test_a_topic_waits_for_its_earliest_date() -> None:
    of = roadmap([topic("a", after=day(3)), topic("b", after=day(-3)), topic("c")])
    book = learner(of)
    assert reasons(state_of(book), "a").constraints[0] == Constraint(
        ("after",), MONDAY, days=(day(3),)
    )
    assert reasons(state_of(book), "b").constraints == ()


def test_a_need_that_comes_later_in_the_roadmap_is_a_need_alone() -> None:
    of = roadmap([topic("a", 60, needs=["z"]), topic("b", 60)], [topic("z", 60)])
    found = reasons(state_of(learner(of)), "a")
    assert [each.kinds for each in found.constraints] == [("need",), ("capacity",)]
    assert found.constraints[0] == Constraint(("need",), MONDAY, ("z",))
    assert found.constraints[1].extra_minutes == 5


def test_a_need_that_comes_first_anyway_is_a_need_and_a_turn() -> None:
    of = roadmap([topic("a", 60), topic("b", 60, needs=["a"])])
    found = reasons(state_of(learner(of)), "b")
    assert found.constraints[0] == Constraint(("need", "turn"), MONDAY, ("a",))


def test_a_topic_waits_for_its_turn() -> None:
    of = roadmap([topic("a", 60), topic("b", 30), topic("c", 60)])
    found = reasons(state_of(learner(of)), "c")
    assert found.constraints[0] == Constraint(("turn",), day(1), ("a", "b"))


def test_days_off_hold_back_but_not_those_that_had_no_hours() -> None:
    book = learner(roadmap([topic("a", 60), topic("b", 60)]), (60, 60, 60, 60, 60, 0, 0))
    for first, last in ((1, 2), (5, 5)):
        book.say(MONDAY, DaysChanged(day(first), day(last), NO_WEEK))
    days_off = [each for each in reasons(state_of(book), "b").constraints if each.days]
    assert days_off[0] == Constraint(("day-off",), day(1), days=(day(1), day(2)))


def test_a_plan_that_starts_later_holds_back() -> None:
    book = learner(roadmap([topic("a", 60)]), start=day(3))
    assert reasons(state_of(book), "a").constraints == (
        Constraint(("start",), MONDAY, days=(day(3),)),
    )


def test_an_earlier_start_without_hours_before_would_not_help() -> None:
    book = Diary(roadmap([topic("a", 60)]))
    book.say(day(1), plan_made((60, 0, 0, 0, 0, 0, 0), day(7)))
    assert reasons(state_of(book, day(1)), "a").constraints == ()


def test_a_day_of_24_hours_cannot_hold_more() -> None:
    book = learner(roadmap([topic("a", 1440), topic("b", 60)]), (1440,) * 7)
    kinds = [each.kinds[0] for each in reasons(state_of(book), "b").constraints]
    assert kinds == ["turn"]


def test_a_day_says_what_starts_on_it() -> None:
    study_state = state_of(learner(roadmap([topic("a", 90), topic("b", 60)])))
    found = day_reasons(study_state, day(1))
    assert found.capacity_minutes == 60
    assert [session.topic for session in found.sessions] == ["a", "b"]
    assert [each.topic for each in found.starting] == ["b"]
    assert found.idle is None


@pytest.mark.parametrize(
    ("number", "capacity", "idle"),
    [
        (-1, 0, "past"),
        (0, 30, "used-up"),
        (1, 0, "day-off"),
        (2, 0, "no-hours"),
        (11, 30, "finished"),
    ],
)
def test_a_day_without_study_says_why(number: int, capacity: int, idle: Idle) -> None:
    book = learner(roadmap([topic("a", 120)]), (30, 30, 0, 30, 30, 0, 0))
    book.say(MONDAY, DaysChanged(day(1), day(1), NO_WEEK))
    book.say(MONDAY, TimeLogged("a", 30))
    expected = DayReasons(day(number), capacity, (), (), idle)
    assert day_reasons(state_of(book), day(number)) == expected


def test_a_day_before_the_plan_has_not_started() -> None:
    book = learner(roadmap([topic("a", 60)]), (60, 60, 60, 60, 60, 60, 0), start=day(10))
    assert day_reasons(state_of(book), day(1)).idle == "start"
    assert day_reasons(state_of(book), day(6)).idle == "no-hours"


def test_a_day_off_without_hours_would_have_none_anyway() -> None:
    book = learner(roadmap([topic("a", 600)]), (60, 0, 60, 0, 60, 0, 0))
    book.say(MONDAY, DaysChanged(day(1), day(2), NO_WEEK))
    assert day_reasons(state_of(book), day(1)).idle == "no-hours"
    assert day_reasons(state_of(book), day(2)).idle == "day-off"


def test_a_day_off_that_was_studied_on_all_the_same_is_used_up() -> None:
    book = learner(roadmap([topic("a", 600)]))
    book.say(MONDAY, DaysChanged(MONDAY, MONDAY, NO_WEEK))
    book.say(MONDAY, TimeLogged("a", 70))
    assert day_reasons(state_of(book), MONDAY).idle == "used-up"


def test_a_missed_day_is_no_day_off_to_take_back() -> None:
    book = learner(roadmap([topic("a", 60)]))
    book.say(MONDAY, DaysMissed((MONDAY,)))
    assert reasons(state_of(book), "a").constraints == ()
