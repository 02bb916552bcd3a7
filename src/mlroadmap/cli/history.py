"""`history`: what was said."""

from __future__ import annotations

from typing import Annotated

import typer

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import open_context
from mlroadmap.cli.output import show, show_document


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap history --limit 5")(history)


def history(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many, newest last.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Show what you told mlroadmap, one line a command."""
    app = open_context(context)
    steps = app.history.steps[-limit:]
    if as_json:
        from mlroadmap.views.documents.entry import history_document

        show_document(history_document(app.roadmap, steps))
    else:
        from mlroadmap.views.history import history_view

        show(history_view(app.roadmap, steps), app.options.color)
