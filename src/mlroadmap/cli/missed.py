"""`missed`: days on which nothing was studied."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from mlroadmap.cli.change_summary import refuse_future, show_effect
from mlroadmap.cli.context import AppContext, locked
from mlroadmap.cli.output import say
from mlroadmap.core.calendar.dates import format_day, parse_days
from mlroadmap.core.journal.events import DaysMissed


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap missed mon..wed")(missed)


def missed(
    context: typer.Context,
    dates: Annotated[
        list[str],
        typer.Argument(metavar="DATE...", help="Days or ranges: yesterday, mon..wed."),
    ],
) -> None:
    """Say that nothing was studied on these days; the work moves on."""
    with locked(context) as app:
        before = app.planned()
        days = _days(app, dates)
        fresh = tuple(day for day in days if day not in before.progress.missed)
        after = app.recorded(DaysMissed(fresh)) if fresh else app
    if fresh:
        say(f"Missed: {_listed([format_day(day) for day in fresh])}.")
        show_effect(before, after)
    else:
        say("Those days count as missed already, or come before the plan; nothing changed.")


def _days(app: AppContext, texts: list[str]) -> list[date]:
    """Read days since the first plan. Raises UsageError for days to come."""
    read = [parse_days(text, today=app.today, direction="past") for text in texts]
    days = sorted({day for some in read for day in some})
    refuse_future(app, days[-1])
    first = app.history.first_plan_day
    return [day for day in days if first and day >= first]


def _listed(days: list[str]) -> str:
    return days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}, {len(days)} days"
