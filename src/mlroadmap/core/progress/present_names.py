"""What the log says under a topic's former names, under its present one."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from mlroadmap.core.journal.actions import BaselineDates, PlanMade
from mlroadmap.core.progress.progress import Timer

# Gives the topic that a name from the log stands for now, if it is still there.
PresentId = Callable[[str], str | None]


def present_plan(plan: PlanMade, present_id: PresentId) -> PlanMade:
    """Give a plan with its baseline by the topics' present ids.

    What became of merged topics starts with the first of them and finishes with the last;
    topics that are no longer there keep their own dates.
    """
    baseline: dict[str, BaselineDates] = {}
    for name, dates in plan.baseline.items():
        key = present_id(name) or name
        before = baseline.get(key, dates)
        baseline[key] = BaselineDates(
            min(before.start, dates.start), max(before.finish, dates.finish)
        )
    return replace(plan, baseline=baseline)


def present_timer(timer: Timer, present_id: PresentId) -> Timer | None:
    """Give a running timer, if the roadmap still has its topic."""
    topic_id = present_id(timer.topic)
    return replace(timer, topic=topic_id) if topic_id else None
