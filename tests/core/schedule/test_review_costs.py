from __future__ import annotations

from datetime import timedelta

from mlroadmap.core.review.outlook import AnswerDays
from mlroadmap.core.schedule.review_costs import review_cost
from mlroadmap.core.schedule.study_state import project_state
from tests.builders import MONDAY, Diary, plan_made, roadmap, topic


def test_reviews_cost_what_they_take_of_the_hours() -> None:
    log = Diary(roadmap([topic("a", 600), topic("b", 600)]))
    log.say(MONDAY, plan_made((60,) * 7, MONDAY))
    state = project_state(log.roadmap, log.timeline(), MONDAY)
    assert state.plan.finish == MONDAY + timedelta(days=19)
    without = review_cost(state, 0, None, {"a": 30})
    assert (without.minutes, without.percent, without.finish) == (0, 0.0, state.plan.finish)
    often = AnswerDays(1, [0, 2, 4, 6])
    cost = review_cost(state, 0.85, often, {"a": 30, "b": 3, "gone": 5})
    assert cost.minutes == 86
    assert round(cost.percent, 1) == 6.7
    assert cost.finish == MONDAY + timedelta(days=21)
