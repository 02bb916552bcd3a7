"""`status`: the dashboard."""

from __future__ import annotations

import typer

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.output import show, show_document
from mlroadmap.cli.preface import show_preface
from mlroadmap.cli.workspace import open_workspace


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap status")(status)


def status(context: typer.Context, as_json: JsonOption = False) -> None:
    """Show progress by stage, and the finish against the promise."""
    workspace = open_workspace(context)
    outlook = workspace.planned()
    if as_json:
        from mlroadmap.views.documents.standing import status_document

        show_document(status_document(outlook))
    else:
        from mlroadmap.views.status import status_view

        show_preface(workspace)
        show(status_view(outlook), workspace.options.color)
