"""Milestones with their days, and goals compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.schedule.goals import Goal, Order, Shortcut, milestone_days
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.views.theme import QUIET, STRONG, command, listing
from mlroadmap.views.topic import facts


def milestones_view(
    study_state: StudyState, shortcut: Shortcut | None
) -> RenderableType | None:
    """Name the milestones of a plan, and the command that brings one of them forward."""
    rows = [
        (milestone.title, Text(format_day(day)))
        for milestone, day in milestone_days(study_state)
    ]
    if not rows:
        return None
    parts: list[RenderableType] = [Text(), Text("Milestones", style=STRONG)]
    parts.append(Padding(facts(rows), (0, 0, 0, 2)))
    if shortcut:
        title, day = shortcut.milestone.title, format_day(shortcut.day)
        parts.append(Text(f"{title} by {day}, with the same finish:"))
        parts.append(command("plan", "--first", shortcut.milestone.topic))
    return Group(*parts)


def orders_view(goals: Sequence[Goal], orders: Sequence[Order]) -> RenderableType:
    """Show when each goal is reached, and the finish, for each order."""
    table = listing("First", "Reached", "Finish")
    for order in orders:
        name = order.goal.title if order.goal else "as it is"
        days = [
            f"{goal.title}: {_day(day)}" if len(goals) > 1 else _day(day)
            for goal, day in zip(goals, order.reached, strict=True)
        ]
        table.add_row(
            Text(name, style=STRONG if order.goal else QUIET),
            Text("\n".join(days)),
            Text(format_day(order.finish)),
            end_section=order.goal is None,
        )
    return Group(table, Text(), Text("Nothing was stored.", style=QUIET))


def _day(day: date | None) -> str:
    return format_day(day) if day else "nothing left"
