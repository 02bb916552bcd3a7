"""`forecast`: the finish as a range."""

from __future__ import annotations

import typer

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.chance import chance
from mlroadmap.cli.output import show, show_document
from mlroadmap.cli.workspace import open_workspace
from mlroadmap.core.evidence import gather
from mlroadmap.core.forecast import forecast_of


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap forecast")(forecast)


def forecast(context: typer.Context, as_json: JsonOption = False) -> None:
    """Say when you will finish, as a range that learns from what you have done."""
    workspace = open_workspace(context)
    outlook = workspace.planned()
    evidence = gather(workspace.roadmap, outlook.progress, workspace.today)
    drawn = forecast_of(outlook, evidence, chance())
    if as_json:
        from mlroadmap.views.documents.forecast import forecast_document

        show_document(forecast_document(outlook, drawn))
    else:
        from mlroadmap.views.forecast import forecast_view

        show(forecast_view(outlook, drawn), workspace.options.color)
