"""`today` and `week`: planned and studied minutes, and what spilled over."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

import typer

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.output import show, show_document
from mlroadmap.cli.preface import show_preface
from mlroadmap.cli.workspace import open_workspace
from mlroadmap.core.dates import parse_day
from mlroadmap.core.week import review_today, review_week

_OFFSET = re.compile(r"[+-][0-9]{1,5}")


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(epilog="Example: mlroadmap today")(today)
    # An offset such as -1 is an argument, whatever it looks like.
    app.command(
        epilog="Example: mlroadmap week +1", context_settings={"ignore_unknown_options": True}
    )(week)


def today(context: typer.Context, as_json: JsonOption = False) -> None:
    """Show today's planned and studied minutes, topic by topic."""
    workspace = open_workspace(context)
    outlook = workspace.planned()
    day, its_week = review_today(outlook), review_week(outlook, outlook.today)
    if as_json:
        from mlroadmap.views.documents.week import today_document

        show_document(today_document(outlook, day, its_week))
    else:
        from mlroadmap.views.week import day_view

        show_preface(workspace)
        show(day_view(outlook, day, its_week), workspace.options.color)


def week(
    context: typer.Context,
    which: Annotated[
        str | None,
        typer.Argument(metavar="WEEK", help="+1, -1 or a day in it; by default this week."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show a week's planned and studied minutes, day by day, and what spilled over."""
    workspace = open_workspace(context)
    outlook = workspace.planned()
    review = review_week(outlook, _day_in_week(which, workspace.today))
    if as_json:
        from mlroadmap.views.documents.week import week_document

        show_document(week_document(outlook, review))
    else:
        from mlroadmap.views.week import week_view

        show_preface(workspace)
        show(week_view(outlook, review), workspace.options.color)


def _day_in_week(text: str | None, today: date) -> date:
    """Find a day in the week that is meant. Raises UsageError."""
    if text is None:
        return today
    if _OFFSET.fullmatch(text):
        text += "w"
    return parse_day(text, today=today, direction="future")
