"""`done` for a habit, by its id, whether it was planned for today or not."""

from __future__ import annotations

import typer

from mlroadmap.cli.change_summary import minutes_of_day, past_day, show_effect
from mlroadmap.cli.context import AppContext, locked
from mlroadmap.cli.output import say
from mlroadmap.core.calendar.dates import format_past_day
from mlroadmap.core.journal.actions import TopicsDone
from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.schedule.session_steps import habit_done
from mlroadmap.core.text import clean
from mlroadmap.errors import UsageError


def is_habit(app: AppContext, name: str) -> bool:
    """Whether a name is the id of a habit."""
    return any(habit.id == name.lower() for habit in app.roadmap.habits)


def done_habit(
    context: typer.Context, name: str, time: str | None, on: str | None, note: str
) -> None:
    """Enter that a habit was taken on a day."""
    with locked(context) as app:
        before = app.planned()
        habit = _habit(app, name)
        if before.progress.topics[habit.topic].is_settled:
            state = before.progress.topics[habit.topic].state
            raise UsageError(
                f"{app.title(habit.topic)}, which the habit is a part of, is {state}.",
                f"Take that back first: mlroadmap reopen {habit.topic}.",
            )
        day = past_day(app, on)
        minutes = minutes_of_day(app, time, day) if time is not None else None
        stood = app.state_on(day).progress.topics[habit.topic]
        steps = app.content_of(habit.topic).steps
        done = habit_done(habit, day, steps, stood, minutes)
        after = app.recorded(TopicsDone((), minutes, clean(note), steps=(done,)), day=day)
    say(f"✓ {habit.title}: done on {format_past_day(day, app.today)}.")
    show_effect(before, after)


def _habit(app: AppContext, name: str) -> Habit:
    return next(habit for habit in app.roadmap.habits if habit.id == name.lower())
