"""`forecast`: the finish as a range."""

from __future__ import annotations

from random import Random

import typer

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.output import show, show_document
from mlroadmap.cli.workspace import Workspace, open_workspace
from mlroadmap.core.evidence import gather, remaining_efforts
from mlroadmap.core.forecast import Forecast
from mlroadmap.core.forecast import forecast as draw_finish_days

# Any seed will do, as long as it is the same: the same log gives the same forecast.
_SEED = 1


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap forecast")(forecast)


def forecast(context: typer.Context, as_json: JsonOption = False) -> None:
    """Say when you will finish, as a range that learns from what you have done."""
    workspace = open_workspace(context)
    outlook, drawn = workspace.planned(), drawn_forecast(workspace)
    if as_json:
        from mlroadmap.views.documents import forecast_document

        show_document(forecast_document(outlook, drawn))
    else:
        from mlroadmap.views.forecast import forecast_view

        show(forecast_view(outlook, drawn), workspace.options.color)


def drawn_forecast(workspace: Workspace) -> Forecast | None:
    """Draw the forecast of a learner who has a plan. Raises NoPlanError without one."""
    progress = workspace.planned().progress
    return draw_finish_days(
        gather(workspace.roadmap, progress, workspace.today),
        remaining_efforts(workspace.roadmap, progress),
        progress.availability,
        workspace.today,
        Random(_SEED),  # noqa: S311 - chance for a simulation, not for secrets
    )
