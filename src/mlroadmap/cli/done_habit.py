"""`done` for habits, whether they were planned for today or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import typer

from mlroadmap.cli.change_summary import minutes_of_day, past_day, show_effect
from mlroadmap.cli.context import AppContext, locked
from mlroadmap.cli.notices import show_running
from mlroadmap.cli.output import say
from mlroadmap.core.calendar.dates import format_past_day
from mlroadmap.core.journal.actions import StepsDone, TopicsDone
from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.schedule.session_steps import habit_done
from mlroadmap.core.text import clean
from mlroadmap.errors import UsageError


def done_habits(
    context: typer.Context, habits: Sequence[Habit], time: str | None, on: str | None, note: str
) -> None:
    """Enter that habits were taken on a day. Raises UsageError."""
    if time is not None and len(habits) > 1:
        raise UsageError(
            "--time is for one habit.",
            f"Mark them singly: mlroadmap done {habits[0].id} --time {time}",
        )
    with locked(context) as app:
        before = app.planned()
        for habit in habits:
            _refuse_settled(app, habit)
        day = past_day(app, on)
        minutes = minutes_of_day(app, time, day) if time is not None else None
        steps = tuple(_taken(app, habits, day, minutes))
        after = app.recorded(TopicsDone((), minutes, clean(note), steps=steps), day=day)
    when = format_past_day(day, app.today)
    for habit in habits:
        say(f"✓ {habit.title}: done on {when}.")
    show_effect(before, after)
    show_running(after)


def _refuse_settled(app: AppContext, habit: Habit) -> None:
    progress = app.study_state.progress.topics[habit.topic]
    if progress.is_settled:
        raise UsageError(
            f"{app.title(habit.topic)}, the topic of {habit.title}, is {progress.state}.",
            f"Put it back in the plan first: mlroadmap reopen {habit.topic}",
        )


def _taken(
    app: AppContext, habits: Sequence[Habit], day: date, minutes: int | None
) -> Iterator[StepsDone]:
    """Yield what is entered for each habit, one after another."""
    for habit in habits:
        stood = app.state_on(day).progress.topics[habit.topic]
        done = habit_done(habit, day, app.steps_of(habit.topic), stood, minutes)
        yield done
        if len(habits) > 1:
            app = app.supposing(TopicsDone((), steps=(done,)), day)
