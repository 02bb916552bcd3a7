"""The habits that a plan has: what is left of them, and the hours that they come out of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from mlroadmap.core.allocation.habit_dates import HabitTask
from mlroadmap.core.allocation.habit_days import WEEK_SHARE, HabitPlan
from mlroadmap.core.calendar.availability import Availability, Week, checked_week
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.model import Roadmap

NO_HABITS = HabitPlan()


def habit_plan(roadmap: Roadmap, availability: Availability, progress: Progress) -> HabitPlan:
    """Give the habits of the topics that something is left of, in the roadmap's order."""
    tasks = tuple(_tasks(roadmap, progress))
    if not tasks:
        return NO_HABITS
    return HabitPlan(tasks, _weeks_offered(availability, progress), progress.habits.minutes)


def _weeks_offered(availability: Availability, progress: Progress) -> Callable[[date], Week]:
    """Give the hours of weeks as they were meant to be: missed days and cards take none."""
    last_missed = max(progress.missed, default=date.min)

    def week_of(monday: date) -> Week:
        week = availability.unreserved_week(monday)
        if monday > last_missed:
            return week
        meant = progress.offered.unreserved_week(monday)
        missed = {each.weekday() for each in progress.missed if 0 <= (each - monday).days < 7}
        return checked_week([(meant if day in missed else week)[day] for day in range(7)])

    return week_of


def room_in_week(week: Week) -> int:
    """Give the longest that a habit can take at once in a usual week (rule R10)."""
    return min(max(week), sum(week) // WEEK_SHARE)


def habits_without_room(roadmap: Roadmap, progress: Progress, week: Week) -> list[Habit]:
    """Give the habits that take longer than a usual week has room for, whatever the day."""
    room = room_in_week(week)
    return [
        habit
        for habit in roadmap.habits
        if min(habit.minutes, progress.topics[habit.topic].remaining_minutes) > room
    ]


def _tasks(roadmap: Roadmap, progress: Progress) -> Iterator[HabitTask]:
    taken = progress.habits
    dated = {
        name: topic.after
        for name, topic in roadmap.topics.items()
        if topic.after and progress.topics[name].remaining_minutes
    }
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
                since=_earliest(roadmap, dated, habit.topic),
                last=habit.until_day,
                times_left=times and max(0, times - taken.times(habit.id)),
                before=taken.last(habit.id),
            )


def _earliest(roadmap: Roadmap, dated: Mapping[str, date], topic_id: str) -> date | None:
    """Give the day before which nothing of a topic could be studied, whatever the order."""
    if not dated:
        return None
    waiting = roadmap.shape.with_needs((topic_id,))
    return max((dated[name] for name in waiting if name in dated), default=None)
