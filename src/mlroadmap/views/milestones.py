"""Milestones with their days, and goals compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mlroadmap.core.schedule.goals import Goal, Order, Shortcut, milestone_days
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.views.theme import QUIET, STRONG, command_line
from mlroadmap.views.topic import facts
from mlroadmap.views.units import date_in_table, date_in_words

_INDENT = 2


def milestones_view(
    study_state: StudyState, shortcut: Shortcut | None
) -> RenderableType | None:
    """Name the milestones of a plan, and the command that brings one of them forward."""
    rows = [
        (milestone.title, Text(date_in_table(day, study_state.today)))
        for milestone, day in milestone_days(study_state)
    ]
    if not rows:
        return None
    parts: list[RenderableType] = [Text(), Text("Milestones", style=STRONG)]
    parts.append(Padding(facts(rows), (0, 0, 0, _INDENT)))
    if shortcut:
        title, day = shortcut.milestone.title, date_in_words(shortcut.day, study_state.today)
        parts.append(Text(f"{title} by {day}, with the same finish:"))
        words = f"mlroadmap plan --first {shortcut.milestone.topic}"
        parts.append(command_line(words, _INDENT))
    return Group(*parts)


def orders_view(goals: Sequence[Goal], orders: Sequence[Order], today: date) -> RenderableType:
    """Show when each goal is reached, and the finish, for each order."""
    parts: list[RenderableType] = []
    for order in orders:
        name = f"{order.goal.title} first" if order.goal else "As it is now"
        finish = f": finish {date_in_table(order.finish, today)}"
        days = [
            (goal.title, Text(_day(day, today)))
            for goal, day in zip(goals, order.reached, strict=True)
        ]
        parts += [
            Text.assemble((name, STRONG), finish),
            Padding(facts(days), (0, 0, 1, _INDENT)),
        ]
    return Group(*parts, Text("Nothing was stored.", style=QUIET))


def _day(day: date | None, today: date) -> str:
    return date_in_table(day, today) if day else "nothing left"
