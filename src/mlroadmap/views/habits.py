"""What there is to say about habits: when they come, and how often they were taken."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from mlroadmap.core.calendar.dates import WEEKDAY_KEYS
from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.recurrence import Recurrence
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import count
from mlroadmap.views.theme import QUIET, STRONG
from mlroadmap.views.topic import facts
from mlroadmap.views.units import date_in_table, duration


def habit_view(study_state: StudyState, habit: Habit) -> RenderableType:
    """Show all that is known about a habit."""
    taken = study_state.progress.habits
    last, times = taken.last(habit.id), taken.times(habit.id)
    on = f", last on {date_in_table(last, study_state.today)}" if last else ""
    of = f" of {habit.times}" if habit.times else ""
    details = facts(
        [
            ("Habit of", Text(f"{study_state.title(habit.topic)}  {habit.topic}")),
            ("Comes", Text(f"{duration(habit.minutes)}, {days_in_words(habit.rule)}")),
            ("Begins", Text(f"once {habit.starts_after} is finished")),
            ("Ends", Text(_end(study_state, habit))),
            ("Taken", Text(f"{count(times, 'time')}{of}{on}")),
            ("Next", Text(_next(study_state, habit) or "not planned")),
        ]
    )
    return Group(Text.assemble((habit.title, STRONG), f"  {habit.id}"), details)


def habit_list(study_state: StudyState, topic_id: str = "") -> Text | None:
    """List the habits of a topic, or all of them, one a line; None where there are none."""
    lines = [
        Text.assemble(
            f"{habit.title}  {duration(habit.minutes)}, {days_in_words(habit.rule)}  ",
            (habit.id, QUIET),
            f"  next on {day}" if (day := _next(study_state, habit)) else "  not planned",
        )
        for habit in study_state.roadmap.habits
        if topic_id in {"", habit.topic}
    ]
    return Text("\n").join(lines) if lines else None


def days_in_words(rule: Recurrence) -> str:
    """Write the days that a rule names: `Tue, Thu`; the rule itself where that is long."""
    named = [week for week in rule.weeks if week]
    if len(named) > 1:
        return rule.rule
    days = ", ".join(WEEKDAY_KEYS[day].capitalize() for day in named[0])
    every = f" every {len(rule.weeks)} weeks" if len(rule.weeks) > 1 else ""
    return "every day" if len(named[0]) == len(WEEKDAY_KEYS) else f"{days}{every}"


def _end(study_state: StudyState, habit: Habit) -> str:
    ends = ["nothing is left of its topic"]
    if habit.until:
        ends.append(f"{habit.until} is finished")
    if habit.times:
        ends.append(f"it was taken {count(habit.times, 'time')}")
    last = habit.until_day
    after = f", or after {date_in_table(last, study_state.today)}" if last else ""
    return f"once {' or '.join(ends)}{after}"


def _next(study_state: StudyState, habit: Habit) -> str:
    coming = (each.day for each in study_state.plan.sessions if each.habit == habit.id)
    day = next(coming, None)
    return date_in_table(day, study_state.today) if day else ""
