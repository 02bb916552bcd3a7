"""`history`: what was said."""

from __future__ import annotations

from typing import Annotated

import typer

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.output import show, show_document
from mlroadmap.cli.workspace import open_workspace


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap history --limit 5")(history)


def history(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many, newest last.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Show what you told mlroadmap, one line a command."""
    workspace = open_workspace(context)
    steps = workspace.history.steps[-limit:]
    if as_json:
        from mlroadmap.views.documents.said import history_document

        show_document(history_document(workspace.roadmap, steps))
    else:
        from mlroadmap.views.history import history_view

        show(history_view(workspace.roadmap, steps), workspace.options.color)
