from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from mlroadmap.core.journal.actions import TopicsDone, TopicsKnown
from mlroadmap.core.roadmap.model import Milestone, Roadmap
from mlroadmap.core.schedule.goals import (
    Goal,
    Order,
    Shortcut,
    compare_orders,
    milestone_days,
    planned_first,
    shortcut,
)
from mlroadmap.core.schedule.study_state import StudyState, project_state
from tests.builders import MONDAY, Diary, plan_made, roadmap, topic

HOUR_A_DAY = (60,) * 7
CODE = Milestone("First code", "code", "start")
PROJECT = Milestone("First project", "project")


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def learning() -> Roadmap:
    of = roadmap(
        [topic("theory", 600), topic("code", 120)],
        [topic("project", 60, needs=["code"]), topic("more", 600)],
    )
    return replace(of, milestones=(CODE, PROJECT))


def state_of(of: Roadmap, *actions: TopicsDone | TopicsKnown) -> StudyState:
    book = Diary(of)
    book.say(MONDAY, plan_made(HOUR_A_DAY, MONDAY))
    for action in actions:
        book.say(MONDAY, action)
    return project_state(of, book.timeline(), MONDAY)


def test_a_milestone_is_the_first_or_the_last_day_of_its_topic() -> None:
    assert list(milestone_days(state_of(learning()))) == [(CODE, day(10)), (PROJECT, day(12))]
    known = state_of(learning(), TopicsKnown(("code",)))
    assert list(milestone_days(known)) == [(PROJECT, day(10))]


def test_the_shortcut_is_to_the_milestone_that_gains_most() -> None:
    code = replace(learning(), milestones=(CODE,))
    assert shortcut(state_of(code)) == Shortcut(CODE, MONDAY)
    # Both gain ten days: the later one takes the other with it.
    assert shortcut(state_of(learning())) == Shortcut(PROJECT, day(2))
    assert shortcut(state_of(learning(), TopicsKnown(("theory",)))) is None


def test_what_is_reached_needs_no_shortcut() -> None:
    of = replace(learning(), milestones=(CODE,))
    assert shortcut(state_of(of, TopicsKnown(("theory",)))) is None


def test_goals_are_compared_with_things_as_they_are() -> None:
    project = Goal("project", "Project", ("project",))
    first = Goal("stage-1", "Stage 1", ("theory", "code"))
    assert compare_orders(state_of(learning()), (project, first)) == (
        Order(None, day(22), (day(12), day(11))),
        Order(project, day(22), (day(2), day(12))),
        Order(first, day(22), (day(12), day(11))),
    )


def test_a_goal_without_anything_left_is_never_reached() -> None:
    goal = Goal("code", "Code", ("code",))
    assert goal.reached_on(state_of(learning(), TopicsKnown(("code",))).plan) is None


def test_without_a_plan_nothing_comes_first() -> None:
    state = project_state(learning(), (), MONDAY)
    assert planned_first(state, ("project",)) == state.plan
