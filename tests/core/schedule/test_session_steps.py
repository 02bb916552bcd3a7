from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlroadmap.core.calendar.availability import Week
from mlroadmap.core.journal.actions import EstimateChanged, StepsDone, TopicsDone
from mlroadmap.core.progress.progress import TopicProgress
from mlroadmap.core.roadmap.content import Step, TopicContent
from mlroadmap.core.schedule.session_steps import (
    UNSPLIT_MINUTES,
    StepPlan,
    fitting,
    session_done,
    step_done,
    step_states,
    steps_of_sessions,
)
from mlroadmap.core.schedule.study_state import StudyState, project_state
from tests.builders import MONDAY, Diary, plan_made, roadmap, topic

A_DAY = timedelta(days=1)
minutes = st.integers(1, 18).map(lambda parts: 5 * parts)


# Days long enough for any step that is not to be split.
sittings = st.tuples(*[st.sampled_from([0, 20, 45, 90]) for _ in range(7)]).filter(any)


def steps_of(lengths: list[int]) -> tuple[Step, ...]:
    return tuple(
        Step(f"s{number}", f"Step {number}", each) for number, each in enumerate(lengths)
    )


def learner(contents: dict[str, tuple[Step, ...]], week: Week) -> Diary:
    topics = [topic(name, sum(each.minutes for each in s)) for name, s in contents.items()]
    diary = Diary(roadmap(topics))
    diary.say(MONDAY, plan_made(week, MONDAY))
    return diary


def state_on(diary: Diary, day: date) -> StudyState:
    return project_state(diary.roadmap, diary.timeline(), day)


@settings(max_examples=60)
@given(st.lists(st.lists(minutes, min_size=1, max_size=8), min_size=1, max_size=4), sittings)
def test_a_learner_who_does_what_is_shown_takes_each_step_once_and_in_order(
    lengths: list[list[int]], week: Week
) -> None:
    contents = {f"t{number}": steps_of(each) for number, each in enumerate(lengths)}
    content = {name: TopicContent(steps) for name, steps in contents.items()}
    diary = learner(contents, week)
    finish = diary.plan(MONDAY).finish
    taken: dict[str, list[str]] = {name: [] for name in contents}
    studied = dict.fromkeys(contents, 0)
    today = MONDAY
    while not (state := state_on(diary, today)).plan.is_finished:
        assert state.plan.finish <= finish
        for planned in steps_of_sessions(state, state.plan.today_sessions, content):
            name = planned.session.topic
            assert planned.steps
            for each in planned.steps:
                whole = each.minutes + each.left_minutes
                assert whole >= UNSPLIT_MINUTES or each.is_finished
            taken[name] += [each.step.id for each in planned.steps if each.is_finished]
            studied[name] += sum(each.minutes for each in planned.steps)
            if planned.completes:
                diary.say(today, TopicsDone((name,)))
            else:
                progress = state.progress.topics[name]
                diary.say(today, session_done(planned, contents[name], progress))
        today += A_DAY
    for name, steps in contents.items():
        assert taken[name] == [step.id for step in steps]
        assert studied[name] == sum(step.minutes for step in steps)


@pytest.fixture
def diary() -> Diary:
    return learner({"a": steps_of([60, 30, 90])}, (40,) * 7)


STEPS = steps_of([60, 30, 90])


def progress_of(diary: Diary, day: date = MONDAY) -> TopicProgress:
    return state_on(diary, day).progress.topics["a"]


def test_a_step_done_early_leaves_the_minutes_of_the_others(diary: Diary) -> None:
    diary.say(MONDAY, step_done("a", "s2", STEPS, progress_of(diary), 0))
    progress = progress_of(diary)
    assert progress.remaining_minutes == 90
    assert [each.state for each in step_states(STEPS, progress)] == ["todo", "todo", "done"]


def test_a_step_begun_says_what_is_left_of_it(diary: Diary) -> None:
    state = state_on(diary, MONDAY)
    content = {"a": TopicContent(STEPS)}
    (planned,) = steps_of_sessions(state, state.plan.today_sessions, content)
    assert [(each.minutes, each.left_minutes) for each in planned.steps] == [(40, 20)]
    diary.say(MONDAY, session_done(planned, STEPS, state.progress.topics["a"]))
    state = state_on(diary, MONDAY + A_DAY)
    (planned,) = steps_of_sessions(state, state.plan.today_sessions, content)
    first, second = planned.steps
    assert (first.step.id, first.minutes, first.is_continued) == ("s0", 20, True)
    assert (second.step.id, second.minutes, second.left_minutes) == ("s1", 20, 10)
    states = step_states(STEPS, state.progress.topics["a"])
    assert [(each.state, each.left_minutes) for each in states] == [
        *(("begun", 20), ("todo", 30), ("todo", 90)),
    ]


def test_silent_days_carry_the_steps_along(diary: Diary) -> None:
    day = MONDAY + 2 * A_DAY
    states = step_states(STEPS, progress_of(diary, day))
    assert [each.state for each in states] == ["assumed", "begun", "todo"]
    diary.say(day, step_done("a", "s1", STEPS, progress_of(diary, day), 10))
    assert progress_of(diary, day).steps_done == {"s0", "s1"}
    assert progress_of(diary, day).remaining_minutes == 90


def test_steps_share_the_learner_s_own_estimate(diary: Diary) -> None:
    diary.say(MONDAY, EstimateChanged("a", 360))
    progress = progress_of(diary)
    assert [each.minutes for each in step_states(STEPS, progress)] == [120, 60, 180]
    diary.say(MONDAY, step_done("a", "s0", STEPS, progress, 0))
    assert progress_of(diary).remaining_minutes == 240


def test_the_time_of_a_step_is_logged_when_it_is_given(diary: Diary) -> None:
    done = step_done("a", "s0", STEPS, progress_of(diary), 40)
    diary.say(MONDAY, StepsDone(done.topic, done.steps, done.left_minutes, minutes=75))
    progress = progress_of(diary)
    assert (progress.logged_minutes, progress.assumed_minutes) == (75, 0)
    assert progress.effort_minutes == 75 + 120


def test_steps_of_a_topic_that_is_settled(diary: Diary) -> None:
    diary.say(MONDAY, TopicsDone(("a",)))
    assert {each.state for each in step_states(STEPS, progress_of(diary))} == {"done"}


def test_a_session_without_steps_is_studied_all_the_same(diary: Diary) -> None:
    state = state_on(diary, MONDAY)
    (planned,) = steps_of_sessions(state, state.plan.today_sessions, {"a": TopicContent()})
    assert planned.steps == ()
    diary.say(MONDAY, session_done(planned, (), state.progress.topics["a"]))
    assert progress_of(diary).remaining_minutes == 140


def test_the_steps_that_fit_into_a_time_come_in_their_order(diary: Diary) -> None:
    plan = StepPlan.of(STEPS, progress_of(diary))
    assert [each.step.id for _, each in fitting({"a": plan}, 90)] == ["s0", "s1"]
    assert [each.step.id for _, each in fitting({"a": plan}, 30)] == ["s1"]
    assert fitting({"a": plan}, 20) == ()
