"""When goals and milestones are reached, and what putting one first would change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.core.roadmap.model import Milestone
from mlroadmap.core.schedule.plan import Plan, schedule
from mlroadmap.core.schedule.study_state import StudyState

# What is gained in less time is not worth another order.
_LEAST_GAIN = timedelta(days=7)


class Goal(Struct, frozen=True):
    """A topic, section or stage, with its topics."""

    id: str
    title: str
    topics: tuple[str, ...]

    def reached_on(self, plan: Plan) -> date | None:
        """Give the day on which the last of its topics is finished; None without any left."""
        return max(
            (plan.dates[topic].finish for topic in self.topics if topic in plan.dates),
            default=None,
        )


class Order(Struct, frozen=True):
    """A plan in which a goal comes first, or none of those compared, and what comes of it.

    `reached` has a day for each of the goals that are compared.
    """

    goal: Goal | None
    finish: date
    reached: tuple[date | None, ...]


class Shortcut(Struct, frozen=True):
    """What brings a milestone forward: to put its topic first."""

    milestone: Milestone
    day: date


def compare_orders(study_state: StudyState, goals: tuple[Goal, ...]) -> tuple[Order, ...]:
    """Plan as it is, and with each of the goals first."""
    orders = []
    for goal in (None, *goals):
        plan = planned_first(study_state, goal.topics) if goal else study_state.plan
        reached = tuple(each.reached_on(plan) for each in goals)
        orders.append(Order(goal, plan.finish, reached))
    return tuple(orders)


def planned_first(study_state: StudyState, topics: tuple[str, ...]) -> Plan:
    """Plan as it is, but with these topics, and all that they need, first."""
    progress = study_state.progress
    if progress.plan is None:
        return study_state.plan
    supposed = replace(progress, plan=replace(progress.plan, first=topics))
    return schedule(study_state.roadmap, progress.availability, supposed, study_state.today)


def milestone_days(study_state: StudyState) -> Iterator[tuple[Milestone, date]]:
    """Give the milestones that the plan has, with the day of each."""
    for milestone in study_state.roadmap.milestones:
        day = _day_of(milestone, study_state.plan)
        if day:
            yield milestone, day


def shortcut(study_state: StudyState) -> Shortcut | None:
    """Find the milestone that gains most when its topic comes first; None if too little.

    Of two that gain the same it is the later one.
    """
    best: Shortcut | None = None
    most = _LEAST_GAIN
    for milestone, day in milestone_days(study_state):
        if day <= study_state.today:
            continue
        sooner = _day_of(milestone, planned_first(study_state, (milestone.topic,)))
        if sooner and day - sooner >= most:
            best, most = Shortcut(milestone, sooner), day - sooner
    return best


def _day_of(milestone: Milestone, plan: Plan) -> date | None:
    dates = plan.dates.get(milestone.topic)
    if dates is None:
        return None
    return dates.start if milestone.at == "start" else dates.finish
