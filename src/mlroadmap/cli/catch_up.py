"""`plan --catch-up`: what was missed this week is spread over the rest of it."""

from __future__ import annotations

from datetime import date

from mlroadmap.cli.change_summary import show_effect
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.opening import locked
from mlroadmap.cli.output import say
from mlroadmap.core.calendar.durations import parse_duration
from mlroadmap.core.schedule.catching_up import CatchUp, catch_up
from mlroadmap.views.units import date_in_words, duration


def catch_up_this_week(context: AppContext, limit: str | None) -> None:
    """Give the rest of the week more hours, and say which. Raises UsageError, NoPlanError."""
    limit_minutes = parse_duration(limit) if limit else None
    with locked(context) as app:
        before = app.planned()
        found = catch_up(before.progress, app.today, limit_minutes)
        after = app.recorded(found.change) if found.change else app
    say(_summary(found, app.today))
    if found.change:
        show_effect(before, after)


def _summary(found: CatchUp, today: date) -> str:
    if not found.missed_minutes:
        return "Nothing of this week is left to catch up on."
    left = duration(found.left_minutes)
    if not found.extra_minutes:
        return f"The rest of this week has no room for the {left} of it; they are rescheduled."
    days = ", ".join(
        f"{date_in_words(day, today)} {duration(minutes)}"
        for day, minutes in sorted(found.extra_minutes.items())
    )
    rest = f" {left} did not fit and will be rescheduled." if found.left_minutes else ""
    return f"Added to this week: {days}.{rest}"
