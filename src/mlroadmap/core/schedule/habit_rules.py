"""The independent check of a plan's habits against rule R10."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.plan import Session

_MONDAY = date(2000, 1, 3)


def habit_breaches(
    roadmap: Roadmap,
    availability: Availability,
    progress: Progress,
    sessions: Sequence[Session],
) -> Iterator[str]:
    """Yield a phrase for each breach of rule R10; `sessions` are in the order of their days."""
    taken = [session for session in sessions if session.habit]
    yield from _weeks(availability, progress, taken)
    yield from _first_on_their_days(sessions)
    ends = {session.topic: session.day for session in sessions}
    spans = {habit.id: _span(roadmap, habit, ends) for habit in roadmap.habits}
    habits = {habit.id: habit for habit in roadmap.habits}
    taken_on = progress.habits.days
    times = Counter({name: len(days) for name, days in taken_on.items()})
    last = {name: max(days) for name, days in taken_on.items()}
    for session in taken:
        habit = habits[session.habit]
        times[habit.id] += 1
        if session.topic != habit.topic or session.minutes > habit.minutes:
            yield f"R10: {habit.id} is not what the roadmap says"
        if habit.times is not None and times[habit.id] > habit.times:
            yield f"R10: {habit.id} comes more often than {habit.times} times"
        named = _last_named(habit, session.day)
        if named is None or named <= last.get(habit.id, date.min):
            yield f"R10: {habit.id} comes on {session.day}, which its rule does not name"
        last[habit.id] = session.day
        begins, end = spans[habit.id]
        if not begins <= session.day <= end:
            yield f"R10: {habit.id} comes on {session.day}, out of its time"


def _weeks(
    availability: Availability, progress: Progress, sessions: Sequence[Session]
) -> Iterator[str]:
    """Check that habits take at most a fifth of each week's hours."""
    planned: Counter[date] = Counter()
    for session in sessions:
        planned[_monday(session.day)] += session.minutes
    for day, minutes in progress.habits.minutes.items():
        if _monday(day) in planned:
            planned[_monday(day)] += minutes
    for monday, minutes in planned.items():
        days = [monday + timedelta(days=number) for number in range(7)]
        offered = sum(
            (progress.offered if day in progress.missed else availability).unreserved_on(day)
            for day in days
        )
        if 5 * minutes > offered:
            yield f"R10: habits take {minutes} minutes of the week of {monday}"


def _first_on_their_days(sessions: Sequence[Session]) -> Iterator[str]:
    studied: set[date] = set()
    for session in sessions:
        if session.habit and session.day in studied:
            yield f"R10: {session.habit} comes after other study on {session.day}"
        if not session.habit:
            studied.add(session.day)


def _last_named(habit: Habit, day: date) -> date | None:
    """Find the last day that a habit's rule names, up to six days before a day."""
    weeks = habit.rule.weeks
    for waited in range(7):
        named = day - timedelta(days=waited)
        if named.weekday() in weeks[(named - _MONDAY).days // 7 % len(weeks)]:
            return named
    return None


def _span(roadmap: Roadmap, habit: Habit, ends: Mapping[str, date]) -> tuple[date, date]:
    """Give the first and the last day on which a habit may come.

    Topics that have no end in the plan were over before. On the day that the last of them
    ends, another habit may have ended it.
    """
    begins_with = [ends.get(each, date.min) for each in roadmap.topics_in(habit.starts_after)]
    ends_with = [ends.get(each, date.min) for each in roadmap.topics_in(habit.until)]
    last = max(ends_with, default=date.max)
    return max(begins_with, default=date.min), min(last, habit.until_day or date.max)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
