"""Habits on days without an entry: these count as studied by turns, not by habits.

What past days were credited depends on the log alone (rule R9b), which does not hold a
roadmap's habits, only that they were taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.output import say
from mlroadmap.core.text import count

_A_DAY = timedelta(days=1)


def mention_uncounted(app: AppContext, days: Sequence[date]) -> None:
    """Name the habits that were planned for past days and that nobody said were taken."""
    if not app.roadmap.habits:
        return
    taken = app.study_state.progress.habits.days
    planned = [
        (session.day, session.habit)
        for session in app.state_on(days[0]).plan.sessions
        if session.day in days and session.day not in taken.get(session.habit, ())
    ]
    times = Counter(habit for _, habit in planned if habit)
    if times:
        listed = ", ".join(
            f"{app.study_state.session_title('', habit)} ({count(number, 'day')})"
            for habit, number in times.items()
        )
        day, habit = next(each for each in planned if each[1])
        say(
            f"Habits are not counted with that: {listed}. To mark one:",
            f"mlroadmap done {habit} --on {day}",
        )


def mention_silent_days(app: AppContext) -> None:
    """Say that habits do not count on the days without an entry right before today."""
    progress = app.study_state.progress
    habit = next((each.habit for each in app.study_state.plan.today_sessions if each.habit), "")
    last = progress.last_entry
    is_assumed = progress.plan is not None and progress.plan.unlogged == "assumed"
    if habit and is_assumed and last is not None and last < app.today - _A_DAY:
        say(
            "Days without an entry count as studied, but not their habits. To mark one:",
            f"mlroadmap done {habit} --on DATE",
        )
