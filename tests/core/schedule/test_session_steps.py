from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlroadmap.core.calendar.availability import Week
from mlroadmap.core.journal.actions import (
    DaysMissed,
    EstimateChanged,
    StepsDone,
    TimeLogged,
    TopicsDone,
)
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.journal.notes import RoadmapChanged
from mlroadmap.core.progress.topic_progress import TopicProgress
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
        diary.say(today, studied(state, content))
        left = state.progress.remaining_minutes - sum(
            each.minutes for each in state.plan.today_sessions
        )
        assert (
            left - UNSPLIT_MINUTES < state_on(diary, today).progress.remaining_minutes <= left
        )
        today += A_DAY
    for name, steps in contents.items():
        assert taken[name] == [step.id for step in steps]


def studied(state: StudyState, content: dict[str, TopicContent]) -> TopicsDone:
    found = steps_of_sessions(state, state.plan.today_sessions, content)
    return TopicsDone(
        tuple(each.session.topic for each in found if each.completes),
        planned_minutes=tuple(each.session.minutes for each in found if each.completes),
        steps=tuple(
            session_done(
                each,
                content[each.session.topic].steps,
                state.progress.topics[each.session.topic],
            )
            for each in found
            if not each.completes
        ),
    )


@pytest.fixture
def diary() -> Diary:
    return learner({"a": steps_of([60, 30, 90])}, (40,) * 7)


STEPS = steps_of([60, 30, 90])


def mark(
    diary: Diary,
    step: str,
    planned: int = 0,
    *,
    minutes: int | None = None,
    day: date = MONDAY,
) -> None:
    """Say that a step of topic a is done, as it is judged on that day."""
    done = step_done("a", step, STEPS, progress_of(diary, day), planned)
    diary.say(day, TopicsDone((), minutes, steps=(done,)))


def states_of(diary: Diary, day: date = MONDAY) -> list[str]:
    return [each.state for each in step_states(STEPS, progress_of(diary, day))]


def progress_of(diary: Diary, day: date = MONDAY) -> TopicProgress:
    return state_on(diary, day).progress.topics["a"]


def test_a_step_done_early_leaves_the_minutes_of_the_others(diary: Diary) -> None:
    mark(diary, "s2")
    assert progress_of(diary).remaining_minutes == 90
    assert progress_of(diary).achieved_minutes == 90
    assert states_of(diary) == ["todo", "todo", "done"]


def test_a_step_begun_says_what_is_left_of_it(diary: Diary) -> None:
    state = state_on(diary, MONDAY)
    content = {"a": TopicContent(STEPS)}
    (planned,) = steps_of_sessions(state, state.plan.today_sessions, content)
    assert [(each.minutes, each.left_minutes) for each in planned.steps] == [(40, 20)]
    diary.say(MONDAY, studied(state, content))
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
    mark(diary, "s1", 10, day=day)
    assert states_of(diary, day) == ["assumed", "done", "todo"]
    assert progress_of(diary, day).remaining_minutes == 90


def test_steps_share_the_learner_s_own_estimate(diary: Diary) -> None:
    diary.say(MONDAY, EstimateChanged("a", 360))
    progress = progress_of(diary)
    assert [each.minutes for each in step_states(STEPS, progress)] == [120, 60, 180]
    mark(diary, "s0")
    assert progress_of(diary).remaining_minutes == 240


def test_the_time_of_a_step_is_logged_when_it_is_given(diary: Diary) -> None:
    mark(diary, "s0", minutes=75)
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
    diary.say(MONDAY, studied(state, {"a": TopicContent()}))
    assert progress_of(diary).remaining_minutes == 140


def test_the_steps_that_fit_into_a_time_come_in_their_order(diary: Diary) -> None:
    plan = StepPlan.of(STEPS, progress_of(diary))
    assert [each.step.id for _, each in fitting({"a": plan}, 90)] == ["s0", "s1"]
    assert [each.step.id for _, each in fitting({"a": plan}, 30)] == ["s1"]
    assert fitting({"a": plan}, 20) == ()


def test_every_session_of_the_plan_has_its_steps(diary: Diary) -> None:
    state = state_on(diary, MONDAY)
    found = steps_of_sessions(state, state.plan.sessions, {"a": TopicContent(STEPS)})
    covered = [each for planned in found for each in planned.steps]
    assert [each.step.id for each in covered if each.is_finished] == [s.id for s in STEPS]
    assert sum(each.minutes for each in covered) == sum(s.minutes for s in STEPS)


def test_logged_time_beyond_a_step_counts_for_the_steps_after_it(diary: Diary) -> None:
    diary.say(MONDAY, TimeLogged("a", 120))
    before = progress_of(diary).remaining_minutes
    mark(diary, "s0")
    assert states_of(diary) == ["done", "assumed", "begun"]
    assert progress_of(diary).remaining_minutes == before


def test_silent_days_count_for_the_steps_of_the_plan_whichever_is_marked(diary: Diary) -> None:
    day = MONDAY + 4 * A_DAY
    before = progress_of(diary, day).remaining_minutes
    mark(diary, "s0", day=day)
    assert states_of(diary, day) == ["done", "assumed", "begun"]
    assert progress_of(diary, day).remaining_minutes == before


def test_the_step_under_way_keeps_its_minutes_when_the_one_before_is_marked(
    diary: Diary,
) -> None:
    diary.say(MONDAY, TimeLogged("a", 75))
    mark(diary, "s0")
    assert states_of(diary) == ["done", "begun", "todo"]
    assert progress_of(diary).remaining_minutes == 105


def test_marking_every_step_singly_is_worth_the_whole_topic(diary: Diary) -> None:
    for step in STEPS:
        mark(diary, step.id)
    progress = progress_of(diary)
    assert (progress.remaining_minutes, progress.state) == (0, "awaiting")
    assert progress.achieved_minutes == progress.effort_minutes == 180


def test_a_step_marked_for_a_past_day_takes_that_day_and_no_other(diary: Diary) -> None:
    later = MONDAY + A_DAY
    before = progress_of(diary, later).remaining_minutes
    mark(diary, "s0", 40)
    assert progress_of(diary, later).remaining_minutes == before + 20 - 40
    assert states_of(diary, later) == ["done", "todo", "todo"]


def test_the_order_in_which_days_are_reported_makes_no_difference(diary: Diary) -> None:
    later = MONDAY + 2 * A_DAY
    done = step_done("a", "s1", STEPS, progress_of(diary, later), 10)
    earlier = step_done("a", "s0", STEPS, progress_of(diary, MONDAY), 40)
    other = learner({"a": STEPS}, (40,) * 7)
    for each, entries in (
        (diary, [(later, done), (MONDAY, earlier)]),
        (other, [(MONDAY, earlier), (later, done)]),
    ):
        for day, entry in entries:
            each.say(day, TopicsDone((), steps=(entry,)))
    assert progress_of(diary, later) == progress_of(other, later)


def test_what_is_said_to_be_left_counts_no_minutes_of_steps_twice(diary: Diary) -> None:
    diary.say(MONDAY, TimeLogged("a", 60))
    mark(diary, "s0")
    diary.say(MONDAY, EstimateChanged("a", 60))
    progress = progress_of(diary)
    assert progress.remaining_minutes == 60
    assert [each.minutes for each in step_states(STEPS, progress)] == [60, 15, 45]


def test_days_taken_back_take_back_the_steps_they_were_assumed_for(diary: Diary) -> None:
    day = MONDAY + 2 * A_DAY
    mark(diary, "s1", 40, day=day)
    diary.say(day, DaysMissed((MONDAY, MONDAY + A_DAY)))
    assert states_of(diary, day) == ["todo", "done", "todo"]
    assert progress_of(diary, day).remaining_minutes == 150


def test_other_hours_in_the_roadmap_reach_a_topic_of_which_steps_are_done(
    diary: Diary,
) -> None:
    mark(diary, "s0")
    diary.roadmap = roadmap([topic("a", 240)])
    assert progress_of(diary).remaining_minutes == 180


def test_steps_of_merged_topics_stay_done() -> None:
    diary = learner({"a": STEPS, "b": steps_of([30])}, (40,) * 7)
    mark(diary, "s0")
    diary.roadmap = roadmap([topic("c", 210, aliases=("a", "b"))])
    progress = state_on(diary, MONDAY).progress.topics["c"]
    assert progress.steps_done == {"s0"}
    assert progress.remaining_minutes == 150


@pytest.mark.parametrize("length", [5, 10, 15, 19])
@pytest.mark.parametrize("sitting", [5, 10, 15, 20])
def test_a_short_step_is_shown_once_in_whatever_days(length: int, sitting: int) -> None:
    steps = steps_of([length] * 6)
    diary = learner({"a": steps}, (sitting,) * 7)
    content = {"a": TopicContent(steps)}
    taken: list[str] = []
    today = MONDAY
    while not (state := state_on(diary, today)).plan.is_finished:
        (planned,) = steps_of_sessions(state, state.plan.today_sessions, content)
        taken += [each.step.id for each in planned.steps if each.is_finished]
        diary.say(today, studied(state, content))
        today += A_DAY
    assert taken == [step.id for step in steps]


def test_a_short_step_under_way_is_shown_until_it_is_done() -> None:
    steps = steps_of([15, 60])
    diary = learner({"a": steps}, (30,) * 7)
    diary.say(MONDAY, TimeLogged("a", 10))
    state = state_on(diary, MONDAY)
    (planned,) = steps_of_sessions(state, state.plan.today_sessions, {"a": TopicContent(steps)})
    first, _ = planned.steps
    assert (first.step.id, first.minutes, first.is_continued) == ("s0", 5, True)


def test_the_learner_s_own_estimate_shrinks_by_the_steps_that_are_done(diary: Diary) -> None:
    diary.say(MONDAY, EstimateChanged("a", 90))
    mark(diary, "s0")
    assert progress_of(diary).remaining_minutes == 60
    assert progress_of(diary).achieved_minutes == 30


def test_steps_of_a_topic_that_left_the_roadmap_take_their_time(diary: Diary) -> None:
    mark(diary, "s0", minutes=50)
    diary.roadmap = roadmap([topic("b", 60)])
    progress = state_on(diary, MONDAY).progress
    assert progress.former_minutes == (50, 0)
    assert progress.topics["b"].remaining_minutes == 60


def test_a_step_that_is_marked_twice_counts_once(diary: Diary) -> None:
    done = step_done("a", "s0", STEPS, progress_of(diary), 40)
    for _ in range(2):
        diary.say(MONDAY, TopicsDone((), steps=(done,)))
    assert progress_of(diary).remaining_minutes == 120
    assert progress_of(diary).assumed_minutes == 40


def test_of_steps_entered_twice_only_the_fresh_ones_count(diary: Diary) -> None:
    diary.say(MONDAY, TopicsDone((), steps=(StepsDone("a", {"s0": 60}, 60, 60),)))
    diary.say(MONDAY, TopicsDone((), steps=(StepsDone("a", {"s0": 60, "s1": 30}, 90, 90),)))
    progress = progress_of(diary)
    assert (progress.assumed_minutes, progress.remaining_minutes) == (90, 90)


def test_what_is_left_once_all_steps_are_done_is_planned(diary: Diary) -> None:
    for step in STEPS:
        mark(diary, step.id)
    diary.say(MONDAY, EstimateChanged("a", 30))
    progress = progress_of(diary)
    assert (progress.remaining_minutes, progress.effort_minutes) == (30, 210)
    assert progress.achieved_minutes == 180


def test_time_after_the_last_step_adds_no_work(diary: Diary) -> None:
    for step in STEPS:
        mark(diary, step.id, minutes=step.minutes)
    diary.say(MONDAY + A_DAY, TimeLogged("a", 20))
    progress = progress_of(diary, MONDAY + A_DAY)
    assert (progress.remaining_minutes, progress.state) == (0, "awaiting")


@pytest.mark.parametrize(
    ("hours", "lengths", "rest"),
    [
        (120, [60, 60], 60),
        (90, [60, 60, 60], 30),
        (360, [120, 120, 120], 120),
        (360, [60, 60, 60], 120),
        (240, [120, 60, 60], 60),
    ],
)
def test_the_roadmap_of_today_says_what_the_open_steps_take(
    hours: int, lengths: list[int], rest: int
) -> None:
    before = steps_of([60, 60, 60])
    diary = learner({"a": before}, (60,) * 7)
    content = {"a": TopicContent(before)}
    for day in range(2):
        diary.say(MONDAY + day * A_DAY, studied(state_on(diary, MONDAY + day * A_DAY), content))
    diary.roadmap = roadmap([topic("a", hours)])
    after = tuple(
        Step(f"s{number}", "", each) for number, each in enumerate(lengths, 3 - len(lengths))
    )
    state = project_state(
        diary.roadmap, diary.timeline(), MONDAY + 2 * A_DAY, steps_of=lambda _: after
    )
    assert state.progress.topics["a"].remaining_minutes == rest
    open_steps = step_states(after, state.progress.topics["a"])
    assert [each.left_minutes for each in open_steps if each.state != "done"] == [rest]


def test_time_that_went_into_a_topic_goes_into_no_step_of_what_it_became() -> None:
    diary = learner({"a": STEPS, "b": steps_of([60])}, (60,) * 7)
    shape = diary.roadmap.shape
    diary.say(MONDAY, RoadmapChanged(shape.shape_id, shape.topics))
    diary.say(MONDAY, TopicsDone(("a",), 300))
    diary.roadmap = roadmap([topic("c", 240, aliases=("a", "b"))])
    progress = state_on(diary, MONDAY).progress.topics["c"]
    assert progress.remaining_minutes == 60
    assert {each.state for each in step_states(steps_of([60]), progress)} == {"todo"}


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ([(TopicsDone(("a",)), None)], 120),
        ([(TopicsDone(("b",)), None)], 120),
        ([(TopicsDone(("b",)), None), (TimeLogged("a", 60), None)], 60),
        ([(TopicsDone(("a",)), None), (None, TimeLogged("b", 30))], 90),
        ([(TopicsDone(("b",)), None), (None, TimeLogged("b", 30))], 90),
        ([(EstimateChanged("b", 30), None)], 150),
        ([(TopicsDone(("a",)), None), (None, EstimateChanged("b", 45))], 45),
        ([(TopicsDone(("a", "b")), None)], 0),
        ([(None, TopicsDone(("b",)))], 0),
    ],
)
def test_a_topic_that_takes_in_another_keeps_what_is_left_of_both(
    said: list[tuple[Action | None, Action | None]], left: int
) -> None:
    diary = learner({"a": steps_of([120]), "b": steps_of([120])}, (60,) * 7)
    merged = roadmap([topic("b", 240, aliases=("a",))])
    shapes = (diary.roadmap.shape, merged.shape)
    diary.say(MONDAY, RoadmapChanged(shapes[0].shape_id, shapes[0].topics))
    for before, _ in said:
        if before:
            diary.say(MONDAY, before)
    diary.say(MONDAY, RoadmapChanged(shapes[1].shape_id, shapes[1].topics))
    for _, after in said:
        if after:
            diary.say(MONDAY, after)
    diary.roadmap = merged
    progress = state_on(diary, MONDAY).progress.topics["b"]
    assert progress.remaining_minutes == left
    assert progress.is_done == (left == 0)
