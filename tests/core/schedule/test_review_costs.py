from __future__ import annotations

from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.calendar.availability import Week
from mlroadmap.core.review.outlook import AnswerDays, spread
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.plan import schedule
from mlroadmap.core.schedule.review_costs import bare_plan, review_cost
from mlroadmap.core.schedule.study_state import project_state
from tests.builders import MONDAY, Diary, plan_made, roadmap, roadmaps, topic, weeks


def test_reviews_cost_what_they_take_of_the_hours() -> None:
    log = Diary(roadmap([topic("a", 600), topic("b", 600)]))
    log.say(MONDAY, plan_made((60,) * 7, MONDAY))
    state = project_state(log.roadmap, log.timeline(), MONDAY)
    assert state.plan.finish == MONDAY + timedelta(days=19)
    bare = bare_plan(state)
    assert bare is state.plan
    without = review_cost(state, bare, 0, None, {"a": 30})
    assert (without.minutes, without.percent, without.finish) == (0, 0.0, state.plan.finish)
    often = AnswerDays(1, [0, 2, 4, 6])
    cost = review_cost(state, bare, 0.85, often, {"a": 30, "b": 3, "gone": 5})
    assert cost.minutes == 86
    assert round(cost.percent, 1) == 6.7
    assert cost.finish == MONDAY + timedelta(days=21)


@given(of=roadmaps(max_topics=20), week=weeks(), minutes=st.integers(1, 200))
def test_the_finish_is_that_of_a_plan_with_the_time_kept_free(
    of: Roadmap, week: Week, minutes: int
) -> None:
    log = Diary(of)
    log.say(MONDAY, plan_made(week, MONDAY))
    state = project_state(of, log.timeline(), MONDAY)
    busy = {MONDAY + timedelta(days=number): minutes for number in range(60)}
    hours = replace(state.progress.availability, reserved=busy)
    reviewing = replace(state, progress=replace(state.progress, availability=hours))
    bare = bare_plan(reviewing)
    assert bare == state.plan
    cards = dict.fromkeys(of.topics, 2)
    cost = review_cost(state, bare, 0.85, AnswerDays(1, [0, 2, 9, 40]), cards)
    # More than a day may hold is not among the minutes.
    assume(cost.percent < 14)
    reserved = spread(cost.minutes, state.progress.availability, MONDAY, bare.finish)
    kept_free = replace(state.progress.availability, reserved=reserved)
    assert cost.finish == schedule(of, kept_free, state.progress, MONDAY).finish
