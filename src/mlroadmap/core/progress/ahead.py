"""Whether a topic was completed so early that it cannot have been studied in its time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import takewhile

from mlroadmap.core.progress.estimates import mean_minutes
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Effort, Roadmap

# Nobody studies four times as much as was planned: a topic that took less than a quarter of
# its time was known before, or studied elsewhere.
MOST_EFFORT_PER_CAPACITY = 4
# Who was more than twice as fast as planned can say why; it may well have been study.
_EARLY_EFFORT_PER_CAPACITY = 2
# An hour beyond what was planned is nothing unusual.
_UNPLANNED_MINUTES = 60


def is_carried(effort: Effort, capacity_minutes: float) -> bool:
    """Whether the study time since a topic began can hold it."""
    return _ratio(effort, capacity_minutes) <= MOST_EFFORT_PER_CAPACITY


def completed_ahead(
    roadmap: Roadmap, progress: Progress, topic_ids: Iterable[str], day: date
) -> tuple[str, ...]:
    """List those topics of which no time is known that are done in less than half of it.

    A topic began on the first day of its study, or after the last topic that was done.
    """
    after_last = max(
        (topic.done_on for topic in progress.topics.values() if topic.done_on), default=None
    )
    ahead = []
    for topic_id in topic_ids:
        topic = progress.topics[topic_id]
        began = min(
            (each for each in (*topic.study_days[:1], after_last) if each), default=None
        )
        if topic.logged_minutes or topic.is_over_estimate:
            continue
        capacity = _capacity(progress, began, day)
        if _ratio(roadmap.topics[topic_id].effort, capacity) > _EARLY_EFFORT_PER_CAPACITY:
            ahead.append(topic_id)
    return tuple(ahead)


def _ratio(effort: Effort, capacity_minutes: float) -> float:
    """Say how many times as long as the study time that there was a topic should take."""
    return mean_minutes(effort) / max(capacity_minutes, _UNPLANNED_MINUTES)


def _capacity(progress: Progress, began: date | None, day: date) -> int:
    """Add up the planned minutes from a day on, or from the first plan on."""
    planned = progress.offered
    first = began or min((pattern.since for pattern in planned.patterns), default=day)
    days = takewhile(lambda each: each.day <= day, planned.study_days(first))
    return sum(study_day.whole_minutes for study_day in days)
