"""`missed`: days on which nothing was studied."""

from __future__ import annotations

from typing import Annotated

import typer

from mlroadmap.cli.effect import refuse_future, show_effect
from mlroadmap.cli.output import say
from mlroadmap.cli.workspace import open_workspace
from mlroadmap.core.dates import format_day, parse_days
from mlroadmap.core.events import DaysMissed


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
    workspace = open_workspace(context)
    before = workspace.planned()
    days = sorted(
        {
            day
            for text in dates
            for day in parse_days(text, today=workspace.today, direction="past")
        }
    )
    refuse_future(workspace, days[-1])
    fresh = tuple(day for day in days if day not in before.progress.missed)
    if not fresh:
        say("Those days were marked as missed already; nothing changed.")
        return
    after = workspace.recorded(DaysMissed(fresh))
    say(f"Missed: {_listed([format_day(day) for day in fresh])}.")
    show_effect(before, after)


def _listed(days: list[str]) -> str:
    return days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}, {len(days)} days"
