"""The document of `whatif`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mlroadmap.core.forecast.scenario import Scenario
from mlroadmap.core.schedule.goals import Goal, Order
from mlroadmap.views.documents.fields import Document, day_or_none, document
from mlroadmap.views.documents.forecast import percentiles_of


def whatif_document(scenarios: Sequence[Scenario], today: date) -> Document:
    """Give scenarios side by side, things as they are first."""
    return document(today=day_or_none(today), scenarios=[_scenario(each) for each in scenarios])


def orders_document(goals: Sequence[Goal], orders: Sequence[Order], today: date) -> Document:
    """Give for each order when each goal is reached, things as they are first."""
    return document(
        today=day_or_none(today),
        goals=[{"id": goal.id, "title": goal.title} for goal in goals],
        orders=[
            {
                "present": order.goal is None,
                "first": order.goal.id if order.goal else None,
                "reached": {
                    goal.id: day_or_none(day)
                    for goal, day in zip(goals, order.reached, strict=True)
                },
                "finish": day_or_none(order.finish),
            }
            for order in orders
        ],
    )


def _scenario(scenario: Scenario) -> Document:
    study_state, drawn = scenario.study_state, scenario.drawn
    return {
        "present": scenario.is_present,
        "weekly_minutes": scenario.weekly_minutes,
        "remaining_minutes": study_state.progress.remaining_minutes if study_state else None,
        "finish": day_or_none(study_state.finish if study_state else None),
        **percentiles_of(
            drawn.percentiles if drawn else None,
            knows_the_tail=drawn is not None and drawn.knows_the_tail,
        ),
    }
