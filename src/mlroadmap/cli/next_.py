"""`next`: what to study today. Also what runs when no command is given."""

from __future__ import annotations

from typing import Annotated

import typer

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.output import show, show_document, write
from mlroadmap.cli.preface import show_preface
from mlroadmap.cli.workspace import open_workspace


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("next", epilog="Example: mlroadmap next")(next_)


def next_(
    context: typer.Context,
    short: Annotated[
        bool, typer.Option("--short", help="One line, for a prompt or a status bar.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Say what to study today, where to learn it, and what comes after."""
    workspace = open_workspace(context)
    outlook = workspace.planned()
    if as_json:
        from mlroadmap.views.documents.standing import next_document

        show_document(next_document(outlook))
    elif short:
        from mlroadmap.views.words import short_line

        write(f"{short_line(outlook)}\n")
    else:
        from mlroadmap.views.today import next_view

        show_preface(workspace)
        show(next_view(outlook), workspace.options.color)
