"""The habits that a plan has: what is left of them, and the hours that they come out of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from mlroadmap.core.allocation.habit_days import HabitPlan, HabitTask
from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Roadmap

NO_HABITS = HabitPlan()


def habit_plan(roadmap: Roadmap, availability: Availability, progress: Progress) -> HabitPlan:
    """Give the habits of the topics that something is left of, in the roadmap's order."""
    tasks = tuple(_tasks(roadmap, progress))
    if not tasks:
        return NO_HABITS
    minutes_on = partial(offered_minutes, availability, progress)
    return HabitPlan(tasks, minutes_on, progress.habits.minutes)


def offered_minutes(availability: Availability, progress: Progress, day: date) -> int:
    """Give the hours of a day as they were meant to be, though it was missed, or has cards."""
    hours = progress.offered if day in progress.missed else availability
    return hours.unreserved_on(day)


def _tasks(roadmap: Roadmap, progress: Progress) -> Iterator[HabitTask]:
    taken = progress.habits
    for habit in roadmap.habits:
        if progress.topics[habit.topic].remaining_minutes:
            times = habit.times
            yield HabitTask(
                habit=habit.id,
                topic=habit.topic,
                minutes=habit.minutes,
                weeks=habit.rule.weeks,
                after=roadmap.topics_in(habit.starts_after),
                until=roadmap.topics_in(habit.until),
                since=_earliest(roadmap, progress, habit.topic),
                last=habit.until_day,
                times_left=times and max(0, times - taken.times(habit.id)),
                before=taken.last(habit.id),
            )


def _earliest(roadmap: Roadmap, progress: Progress, topic_id: str) -> date | None:
    """Give the day before which nothing of a topic could be studied, whatever the order."""
    waiting = roadmap.shape.with_needs((topic_id,))
    days = (
        roadmap.topics[name].after
        for name in waiting
        if progress.topics[name].remaining_minutes
    )
    return max((day for day in days if day), default=None)
