"""`done` for habits, whether they were planned for today or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mlroadmap.cli.change_summary import (
    minutes_of_day,
    one_after_another,
    past_day,
    refuse_settled,
    show_effect,
)
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.notices import show_running
from mlroadmap.cli.opening import locked
from mlroadmap.cli.output import say
from mlroadmap.core.calendar.dates import format_past_day
from mlroadmap.core.journal.actions import StepsDone, TopicsDone
from mlroadmap.core.progress.topic_progress import TopicProgress
from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.schedule.session_steps import habit_done
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import clean, count
from mlroadmap.errors import UsageError


def done_habits(
    context: AppContext, habits: Sequence[Habit], time: str | None, on: str | None, note: str
) -> None:
    """Enter that habits were taken on a day. Raises UsageError."""
    if time is not None and len(habits) > 1:
        raise UsageError(
            "--time is for one habit.",
            f"Mark them singly: mlroadmap done {habits[0].id} --time {time}",
        )
    with locked(context) as app:
        before = app.planned()
        after = recorded_habits(app, habits, time, on, note)
    report_habits(before, after, habits)


def recorded_habits(
    app: AppContext, habits: Sequence[Habit], time: str | None, on: str | None, note: str
) -> AppContext:
    """Store that habits were taken on a day, and give the context after it."""
    for habit in habits:
        words = f"{app.title(habit.topic)}, the topic of {habit.title},"
        refuse_settled(app, habit.topic, words)
    day = past_day(app, on)
    for habit in habits:
        _refuse_twice(app, habit, day)
    minutes = minutes_of_day(app, time, day) if time is not None else None

    def taken(app: AppContext, habit: Habit) -> StepsDone:
        stood = app.state_on(day).progress.topics[habit.topic]
        return habit_done(habit, day, app.steps_of(habit.topic), stood, minutes)

    steps = one_after_another(app, habits, day, taken)
    return app.recorded(TopicsDone((), minutes, clean(note), steps=steps), day=day)


def report_habits(before: StudyState, after: AppContext, habits: Sequence[Habit]) -> None:
    """Say what was stored of habits, and what became of the finish."""
    day = after.reading.latest[-1].day
    for habit in habits:
        say(f"✓ {habit.title}: done on {format_past_day(day, after.today)}.")
        _mention_out_of_turn(after, habit, day)
    show_effect(before, after)
    show_running(after)


def _refuse_twice(app: AppContext, habit: Habit, day: date) -> None:
    if day in app.study_state.progress.habits.days.get(habit.id, ()):
        when = format_past_day(day, app.today)
        raise UsageError(
            f"{habit.title} was done on {when} already.",
            f"To log more time on it: mlroadmap log {habit.topic} 30m. "
            "To correct its entry, find the id in: mlroadmap history",
        )


def _mention_out_of_turn(app: AppContext, habit: Habit, day: date) -> None:
    """Say that a habit was taken more often than the roadmap has it, or out of its time."""
    taken = app.study_state.progress.habits.times(habit.id)
    if habit.times is not None and taken > habit.times:
        say(f"That is {count(taken, 'time')}; the roadmap has {habit.times}.")
    topics = app.state_on(day).progress.topics
    begins, ends = (
        [_is_over(topics[topic]) for topic in app.roadmap.topics_in(name)]
        for name in (habit.starts_after, habit.until)
    )
    first = app.history.first_plan_day
    if first and day < first:
        say("That was before the first plan.")
    elif not all(begins):
        say(f"The roadmap has it begin once {habit.starts_after} is finished.")
    elif (ends and all(ends)) or (habit.until_day and day > habit.until_day):
        say("The roadmap has it end before that day.")


def _is_over(topic: TopicProgress) -> bool:
    return not topic.remaining_minutes
