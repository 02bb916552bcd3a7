"""`plan --catch-up`: what was missed this week is spread over the rest of it."""

from __future__ import annotations

import typer

from mlroadmap.cli.change_summary import show_effect
from mlroadmap.cli.context import locked
from mlroadmap.cli.output import say
from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.calendar.durations import format_duration, parse_duration
from mlroadmap.core.schedule.catching_up import CatchUp, catch_up


def catch_up_this_week(context: typer.Context, limit: str | None) -> None:
    """Give the rest of the week more hours, and say which. Raises UsageError, NoPlanError."""
    limit_minutes = parse_duration(limit) if limit else None
    with locked(context) as app:
        before = app.planned()
        found = catch_up(before.progress, app.today, limit_minutes)
        after = app.recorded(found.change) if found.change else app
    say(_summary(found))
    if found.change:
        show_effect(before, after)


def _summary(found: CatchUp) -> str:
    if not found.missed_minutes:
        return "Nothing of this week is left to catch up on."
    left = format_duration(found.left_minutes)
    if not found.extra_minutes:
        return f"The rest of this week has no room for the {left} of it; they move on."
    days = ", ".join(
        f"{format_day(day)} {format_duration(minutes)}"
        for day, minutes in sorted(found.extra_minutes.items())
    )
    rest = f" {left} do not fit and move on." if found.left_minutes else ""
    return f"Added to this week: {days}.{rest}"
