"""`status`: the dashboard."""

from __future__ import annotations

import typer

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import open_context
from mlroadmap.cli.notices import show_preface
from mlroadmap.cli.output import show, show_document


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap status")(status)


def status(context: typer.Context, as_json: JsonOption = False) -> None:
    """Show progress by stage, and the finish next to the original finish."""
    app = open_context(context)
    study_state = app.planned()
    if as_json:
        from mlroadmap.views.documents.summary import status_document

        show_document(status_document(study_state))
    else:
        from mlroadmap.views.status import status_view

        show_preface(app)
        show(status_view(study_state), app.options.color)
