"""Rule R10 on random roadmaps, the other rules beside it, and its parts by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.calendar.availability import NO_WEEK, Week
from mlroadmap.core.journal.actions import (
    CardReviewed,
    DaysChanged,
    DaysMissed,
    DaysStudied,
    PlanMade,
    StepsDone,
    TimeLogged,
    TopicsDone,
    TopicsKnown,
)
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.roadmap.content import Step
from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.habits import habits_without_room, room_in_week
from mlroadmap.core.schedule.plan import Plan, Session, schedule
from mlroadmap.core.schedule.rules import breaches
from mlroadmap.core.schedule.session_steps import habit_done
from mlroadmap.core.schedule.study_state import StudyState, have_same_plan, project_state
from mlroadmap.core.schedule.why import reasons
from mlroadmap.core.schedule.why_day import day_reasons
from mlroadmap.errors import InfeasibleError
from tests.builders import (
    MONDAY,
    Diary,
    habit,
    orders,
    plan_made,
    roadmap,
    roadmaps,
    start_days,
    topic,
    weeks,
)

HOUR_A_DAY: Week = (60, 60, 60, 60, 60, 60, 60)
A_DAY = timedelta(days=1)
DAILY, WEEKLY = "FREQ=DAILY", "FREQ=WEEKLY"


def days(count: int) -> timedelta:
    return timedelta(days=count)


def state_of(diary: Diary, today: date) -> StudyState:
    """Plan with what the log says of habits, too; every rule is checked on the way."""
    return project_state(diary.roadmap, diary.timeline(), today)


def without_habits(diary: Diary) -> Diary:
    other = Diary(replace(diary.roadmap, habits=()))
    other.events = diary.events
    return other


def taken(topic_id: str, minutes: int, habit_id: str = "") -> TopicsDone:
    """Say that a session was studied, which a habit may have brought."""
    studied = StepsDone(topic_id, {}, planned_minutes=minutes, habit=habit_id)
    return TopicsDone((), steps=(studied,))


def sayings(draw: st.DrawFn, of: Roadmap, start: date) -> Action:
    name = draw(st.sampled_from(list(of.topics)))
    day = start + days(draw(st.integers(0, 30)))
    kinds: list[Action] = [
        TopicsDone((name,)),
        TimeLogged(name, draw(st.integers(1, 90))),
        TopicsKnown((name,)),
        DaysMissed((day,)),
        DaysStudied((day,)),
        DaysChanged(day, day + days(draw(st.integers(0, 20))), NO_WEEK),
        DaysChanged(day, None, draw(weeks())),
        taken(name, draw(st.integers(1, 60))),
        *(
            CardReviewed(f"{name}/{card}", 3, day + days(draw(st.integers(1, 30))), 5.0, 4.0)
            for card in range(3)
        ),
    ]
    if of.habits:
        each = draw(st.sampled_from(of.habits))
        kinds += [taken(each.topic, each.minutes, each.id)] * 4
    return draw(st.sampled_from(kinds))


@st.composite
def diaries(draw: st.DrawFn, max_topics: int = 25) -> tuple[Diary, date]:
    """Draw a learner's log, and the day on which it is looked at."""
    of = draw(roadmaps(max_topics=max_topics))
    start = draw(start_days())
    diary = Diary(of)
    order = draw(orders(of))
    made = plan_made(draw(weeks()), start, first=order.first, tracks=order.tracks)
    diary.say(start, made)
    today = start
    for _ in range(draw(st.integers(0, 8))):
        today += days(draw(st.integers(0, 9)))
        diary.say(today, sayings(draw, of, start))
    return diary, today + days(draw(st.integers(0, 9)))


@given(diaries())
def test_habits_keep_the_rules_and_never_move_the_finish(drawn: tuple[Diary, date]) -> None:
    diary, today = drawn
    plan = state_of(diary, today).plan
    assert plan.finish == state_of(without_habits(diary), today).plan.finish


@given(diaries())
def test_the_finish_and_what_is_next_are_those_of_the_plan(drawn: tuple[Diary, date]) -> None:
    diary, today = drawn
    state = state_of(diary, today)
    due = state.plan.today_sessions or state.plan.upcoming_sessions
    assert state.finish == state.plan.finish
    assert bool(state.last_day) == bool(state.plan.dates)
    assert state.next_topics == {session.topic for session in due}
    assert state.is_finished == (state.plan.is_finished and not state.progress.awaiting)


@given(diaries(), st.data())
def test_states_that_are_planned_alike_have_the_same_plan(
    drawn: tuple[Diary, date], data: st.DataObject
) -> None:
    diary, today = drawn
    before = state_of(diary, today)
    made = before.progress.plan
    assert made is not None
    week = data.draw(st.sampled_from([made.week_minutes, HOUR_A_DAY]))
    first = data.draw(st.sampled_from([made.first, ()]))
    settings_now = replace(made.settings, week_minutes=week, first=first, start=today)
    diary.say(today, PlanMade.of(settings_now, {}))
    after = state_of(diary, today)
    assert have_same_plan(before, after) == (before.plan == after.plan)
    known = project_state(diary.roadmap, diary.timeline(), today, known=[before])
    assert known.plan == after.plan


@given(diaries(), st.data())
def test_r8_more_hours_or_a_topic_done_never_finish_later(
    drawn: tuple[Diary, date], data: st.DataObject
) -> None:
    diary, today = drawn
    before = state_of(diary, today).plan
    assume(before.sessions)
    week = data.draw(st.sampled_from([(1440,) * 7, None]))
    if week:
        diary.say(today, DaysChanged(today, None, week))
    else:
        diary.say(today, TopicsDone((data.draw(st.sampled_from(before.sessions)).topic,)))
    assert state_of(diary, today).plan.finish <= before.finish


@given(diaries(), st.data())
def test_no_order_moves_the_finish(drawn: tuple[Diary, date], data: st.DataObject) -> None:
    diary, today = drawn
    state = state_of(diary, today)
    made = state.progress.plan
    assert made is not None
    order = data.draw(orders(diary.roadmap))
    planned = replace(made, first=order.first, tracks=order.tracks)
    progress = replace(state.progress, plan=planned)
    other = schedule(diary.roadmap, progress.availability, progress, today)
    assert other.finish == state.plan.finish


@settings(max_examples=40)
@given(roadmaps(max_topics=10), weeks(), start_days())
def test_r7_who_lives_by_the_plan_sees_it_stay(of: Roadmap, week: Week, start: date) -> None:
    diary = Diary(of)
    diary.say(start, plan_made(week, start))
    original = diary.plan(start)
    assume(original.finish - start < days(120))
    today, lived = start, list[tuple[date, str, int, str]]()
    while not (plan := state_of(diary, today).plan).is_finished:
        for session in plan.today_sessions:
            lived.append((today, session.topic, session.minutes, session.habit))
            diary.say(today, taken(session.topic, session.minutes, session.habit))
            if session.completes:
                diary.say(today, TopicsDone((session.topic,), minutes=0))
        today += A_DAY
    assert lived == [(s.day, s.topic, s.minutes, s.habit) for s in original.sessions]


def planned(of: Roadmap, *habits: Habit, week: Week = HOUR_A_DAY) -> Diary:
    diary = Diary(replace(of, habits=habits))
    diary.say(MONDAY, plan_made(week, MONDAY))
    return diary


def places(diary: Diary, today: date = MONDAY, habit_id: str = "h") -> list[tuple[int, int]]:
    """Give on which days from the first on a habit comes, and for how long."""
    sessions = state_of(diary, today).plan.sessions
    return [((s.day - MONDAY).days, s.minutes) for s in sessions if s.habit == habit_id]


TWO = roadmap([topic("a", 240)], [topic("b", 200)])


def test_a_habit_comes_first_and_takes_its_topics_minutes() -> None:
    plan = state_of(planned(TWO, habit("h", "b", WEEKLY, 30)), MONDAY).plan
    first, second = plan.sessions[:2]
    assert (first.topic, first.minutes, first.kind, first.habit) == ("b", 30, "habit", "h")
    assert (second.topic, second.minutes, second.kind) == ("a", 30, "study")
    assert sum(s.minutes for s in plan.sessions if s.topic == "b") == 200


def test_habits_take_a_fifth_of_a_week_at_most() -> None:
    assert places(planned(TWO, habit("h", "b", DAILY, 30))) == [(0, 30), (1, 30), (7, 20)]


def test_a_habit_waits_for_what_begins_it_and_ends_with_its_end() -> None:
    of = roadmap([topic("a", 90), topic("c", 300)], [topic("b", 200), topic("d", 60)])
    assert places(planned(of, habit("h", "b", DAILY, 10, "a")))[0] == (2, 10)
    ended = planned(of, habit("h", "b", DAILY, 10, until="c"))
    assert places(ended)[-1][0] == 7
    assert len(places(planned(of, habit("h", "b", DAILY, 10, times=3)))) == 3
    late = habit("h", "b", DAILY, 10, until_day=MONDAY + days(1))
    assert places(planned(of, late)) == [(0, 10), (1, 10)]
    assert places(planned(of, habit("h", "b", DAILY, 10, "stage-1")))[0][0] == 7


def in_weeks(diary: Diary, habit_id: str, count: int = 3) -> list[int]:
    """Give how often a habit comes in each of the first weeks."""
    found = [day // 7 for day, _ in places(diary, habit_id=habit_id)]
    return [found.count(week) for week in range(count)]


LONG = roadmap([topic("a", 3000)], [topic("b", 900), topic("c", 900)])


def test_of_the_fifth_the_first_habit_has_its_part_first() -> None:
    sunday = habit("hp", "b", "FREQ=WEEKLY;BYDAY=SU", 60)
    often = habit("hq", "c", DAILY, 15)
    diary = planned(LONG, sunday, often)
    assert in_weeks(diary, "hp") == [1, 1, 1]
    assert in_weeks(diary, "hq") == [1, 1, 1]
    other_order = planned(LONG, often, sunday)
    assert in_weeks(other_order, "hq") == [5, 5, 5]
    assert in_weeks(other_order, "hp") == [0, 0, 0]


@pytest.mark.parametrize(
    "first",
    [
        # It has no room in any week.
        habit("hp", "b", "FREQ=WEEKLY;BYDAY=SU", 100),
        habit("hp", "b", "FREQ=WEEKLY;BYDAY=SU", 60, until_day=MONDAY - days(1)),
        habit("hp", "b", "FREQ=WEEKLY;BYDAY=SU", 60, "a"),
    ],
)
def test_nothing_is_kept_for_a_habit_that_does_not_come(first: Habit) -> None:
    diary = planned(LONG, first, habit("hq", "c", DAILY, 15))
    assert in_weeks(diary, "hp") == [0, 0, 0]
    assert in_weeks(diary, "hq") == [5, 5, 5]


def test_what_is_kept_for_a_habit_ends_with_its_times_and_begins_with_its_topic() -> None:
    often = habit("hq", "c", DAILY, 15)
    once = habit("hp", "b", "FREQ=WEEKLY;BYDAY=SU", 60, times=1)
    assert in_weeks(planned(LONG, once, often), "hq") == [1, 5, 5]
    late = replace(topic("b", 900), after=MONDAY + days(7))
    of = roadmap([topic("a", 3000)], [late, topic("c", 900)])
    sunday = habit("hp", "b", "FREQ=WEEKLY;BYDAY=SU", 60)
    assert in_weeks(planned(of, sunday, often), "hq") == [5, 1, 1]
    # On Saturday it was too short for, Sunday has it.
    handed_on = habit("hp", "b", "FREQ=WEEKLY;BYDAY=SA", 60)
    week: Week = (72, 72, 72, 72, 72, 0, 60)
    assert in_weeks(planned(of, handed_on, often, week=week), "hp") == [0, 1, 1]


@pytest.mark.parametrize(
    ("rule", "minutes", "found"),
    [
        (WEEKLY, 30, [1]),
        # That of the week before may come on Tuesday, too.
        ("FREQ=WEEKLY;BYDAY=WE", 30, [1, 5]),
        ("FREQ=WEEKLY;BYDAY=MO,TU", 30, [1]),
        (WEEKLY, 200, []),
    ],
)
def test_a_day_that_is_too_short_hands_a_habit_on(
    rule: str, minutes: int, found: list[int]
) -> None:
    week: Week = (20, 60, 20, 20, 0, 180, 0)
    diary = planned(TWO, habit("h", "b", rule, minutes), week=week)
    assert [day for day, _ in places(diary) if day < 7] == found


def test_what_is_missed_is_not_made_up_for() -> None:
    diary = planned(TWO, habit("h", "b", WEEKLY, 30))
    assert [day for day, _ in places(diary, MONDAY + days(1))] == [7]
    diary.say(MONDAY + days(1), DaysMissed((MONDAY,)))
    assert [day for day, _ in places(diary, MONDAY + days(1))] == [7]


def test_what_was_taken_does_not_come_again() -> None:
    diary = planned(TWO, habit("h", "b", DAILY, 10, times=4))
    for _ in range(2):
        diary.say(MONDAY, taken("b", 10, "h"))
    assert [day for day, _ in places(diary)] == [1, 2]
    diary.say(MONDAY, TimeLogged("a", 40))
    assert [day for day, _ in places(diary)] == [1, 2]


def test_a_habit_waits_for_the_earliest_day_of_its_topic() -> None:
    dated = topic("b", 200, after=MONDAY + days(3))
    assert places(planned(roadmap([topic("a", 600), dated]), habit("h", "b")))[0] == (3, 10)
    needing = [dated, topic("c", 200, needs=["b"]), topic("a", 600)]
    assert places(planned(roadmap(needing), habit("h", "c")))[0] == (3, 10)


def test_a_habit_alone_does_not_finish_what_waits_for_other_topics() -> None:
    of = roadmap([topic("a", 300), topic("b", 25, needs=["a"]), topic("c", 60, needs=["b"])])
    assert places(planned(of, habit("h", "b"))) == [(0, 10), (1, 10)]


def test_a_habit_may_be_all_that_is_left_of_a_topic_or_of_the_roadmap() -> None:
    diary = planned(roadmap([topic("a", 120), topic("b", 20)]), habit("h", "b"))
    assert places(diary) == [(0, 10), (1, 10)]
    alone = planned(roadmap([topic("b", 10)]), habit("h", "b"))
    assert places(alone) == [(0, 10)]
    assert reasons(state_of(diary, MONDAY), "b").start == MONDAY


def test_a_plan_with_habits_may_have_no_end() -> None:
    diary = planned(TWO, habit("h", "b"))
    diary.say(MONDAY, DaysChanged(MONDAY, None, NO_WEEK))
    with pytest.raises(InfeasibleError):
        state_of(diary, MONDAY)


def test_why_is_about_turns() -> None:
    of = roadmap([topic("a", 240), topic("c", 60)], [topic("b", 90)])
    state = state_of(planned(of, habit("h", "b", DAILY, 20)), MONDAY)
    assert next(c.topics for c in reasons(state, "b").constraints) == ("a", "c")
    assert [each.topic for each in day_reasons(state, MONDAY).starting] == ["a"]
    # Without the topic before it, a habit would bring all of it at once.
    few = roadmap([topic("a", 60)], [topic("b", 10)])
    found = reasons(state_of(planned(few, habit("h", "b", WEEKLY, 10, "a")), MONDAY), "b")
    assert [(c.kinds, c.start_without) for c in found.constraints][:1] == [(("turn",), MONDAY)]


def _changed(plan: Plan, place: int, **fields: object) -> Plan:
    sessions = list(plan.sessions)
    sessions[place] = replace(sessions[place], **fields)
    return replace(plan, sessions=tuple(sessions))


def _breaches(state: StudyState, plan: Plan) -> str:
    found: Iterable[str] = breaches(
        state.roadmap, state.progress.availability, state.progress, plan
    )
    return "; ".join(found)


def test_the_checker_names_breaches() -> None:
    habits = (
        habit("h", "b", "FREQ=WEEKLY;BYDAY=MO", 12, times=2, until_day=MONDAY + days(20)),
        habit("late", "b", "FREQ=WEEKLY;BYDAY=TU", 12, "a", until="b"),
    )
    diary = planned(TWO, *habits)
    state = state_of(diary, MONDAY)
    plan = state.plan
    assert _breaches(state, plan) == ""
    first: Session = plan.sessions[0]
    assert "is not what the roadmap says" in _breaches(state, _changed(plan, 0, minutes=13))
    assert "a week of" in _breaches(state, _changed(plan, 0, minutes=90)).replace("the", "a")
    assert "out of its time" in _breaches(state, _changed(plan, 0, habit="late"))
    tuesday = _changed(plan, 2, habit="h", topic="b", minutes=5)
    assert "which its rule does not name" in _breaches(state, tuesday)
    swapped = replace(plan, sessions=(plan.sessions[1], first, *plan.sessions[2:]))
    assert "after other study" in _breaches(state, swapped)
    seldom = habit("h", "b", "FREQ=WEEKLY;INTERVAL=9;BYDAY=MO", 12)
    rare = replace(state, roadmap=replace(TWO, habits=(seldom, habits[1])))
    assert "which its rule does not name" in _breaches(rare, plan)
    taken = replace(state.progress.habits, days={"h": (MONDAY - days(9), MONDAY - days(8))})
    often = replace(state, progress=replace(state.progress, habits=taken))
    assert "more often than 2 times" in _breaches(often, plan)


def left_of_b(minutes: int | None, *steps: str, habit_id: str = "h") -> int:
    """Give what is left of `b` once a session of 30 minutes took so many."""
    diary = planned(TWO, habit("h", "b", DAILY, 30))
    finished = dict.fromkeys(steps, 20)
    done = StepsDone("b", finished, sum(finished.values()), 30, habit_id)
    diary.say(MONDAY, TopicsDone((), minutes, steps=(done,)))
    return diary.progress(MONDAY).topics["b"].remaining_minutes


def test_a_session_without_steps_counts_for_as_long_as_it_took() -> None:
    for habit_id in ("h", ""):
        found = [left_of_b(minutes, habit_id=habit_id) for minutes in (None, 15, 30, 60)]
        assert found == [170, 185, 170, 140]


def test_a_habit_that_goes_on_for_longer_goes_on_with_its_topic() -> None:
    assert [left_of_b(minutes, "s") for minutes in (None, 15, 30, 60)] == [
        170,
        170,
        170,
        140,
    ]
    # Otherwise a step has taken longer.
    assert left_of_b(60, "s", habit_id="") == 170


@pytest.mark.parametrize("steps", [0, 10])
def test_more_time_for_a_habit_never_finishes_later(steps: int) -> None:
    content = [Step(f"s{number}", "S", 20) for number in range(steps)]
    each = habit("h", "b", DAILY, 30)
    finishes = []
    for minutes in range(30, 200, 10):
        diary = planned(TWO, each)
        stood = diary.progress(MONDAY).topics["b"]
        done = habit_done(each, MONDAY, content, stood, minutes)
        diary.say(MONDAY, TopicsDone((), minutes, steps=(done,)))
        assert diary.progress(MONDAY).topics["b"].remaining_minutes == 200 - minutes
        assert len(done.steps) == min(steps, minutes // 20)
        finishes.append(state_of(diary, MONDAY).plan.finish)
    assert finishes == sorted(finishes, reverse=True)


def test_a_habit_has_room_in_a_week_or_has_none() -> None:
    week: Week = (60, 60, 60, 60, 60, 0, 0)
    habits = (
        habit("h", "b", DAILY, 60),
        habit("g", "b", DAILY, 61),
        habit("k", "a", DAILY, 70),
    )
    diary = planned(roadmap([topic("a", 20)], [topic("b", 200)]), *habits, week=week)
    progress = diary.progress(MONDAY)
    assert room_in_week(week) == 60
    without = habits_without_room(diary.roadmap, progress, week)
    assert [each.id for each in without] == ["g"]
    assert places(diary, habit_id="g") == []
