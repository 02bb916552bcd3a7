"""`forecast`: the finish as a range, and how often the ranges held."""

from __future__ import annotations

from typing import Annotated

import typer

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.chance import chance
from mlroadmap.cli.output import show, show_document
from mlroadmap.cli.workspace import Workspace, open_workspace, turn_if_free
from mlroadmap.core.events import ForecastMade
from mlroadmap.core.evidence import gather
from mlroadmap.core.milestones import forecast_of, milestones_of
from mlroadmap.core.score import score_of


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap forecast")(forecast)


def forecast(
    context: typer.Context,
    score: Annotated[
        bool, typer.Option("--score", help="Show how often the ranges held so far.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Say when you will finish, as a range that learns from what you have done."""
    if score:
        _show_score(open_workspace(context), as_json=as_json)
        return
    with turn_if_free(context) as is_ours:
        workspace = open_workspace(context)
        outlook = workspace.planned()
        evidence = gather(workspace.roadmap, outlook.progress, workspace.today)
        drawn = forecast_of(outlook, evidence, chance())
        made = milestones_of(outlook, evidence, drawn, chance) if drawn else None
        if made and is_ours:
            _keep(workspace, made)
    if as_json:
        from mlroadmap.views.documents.forecast import forecast_document

        show_document(forecast_document(outlook, drawn, made))
    else:
        from mlroadmap.views.forecast import forecast_view

        show(forecast_view(outlook, drawn), workspace.options.color)


def _keep(workspace: Workspace, made: ForecastMade) -> None:
    """Keep a forecast for the score: once a day while the log says nothing else.

    One of a roadmap that no plan was made for is nothing that the learner will have done.
    """
    is_known = workspace.today in workspace.history.forecast_days
    if not is_known and not workspace.is_planned_for_another_roadmap:
        workspace.note(made)


def _show_score(workspace: Workspace, *, as_json: bool) -> None:
    progress = workspace.planned().progress
    score = score_of(workspace.history.forecasts, workspace.roadmap, progress)
    if as_json:
        from mlroadmap.views.documents.forecast import score_document

        show_document(score_document(workspace.today, score))
    else:
        from mlroadmap.views.score import score_view

        show(score_view(workspace.roadmap, score), workspace.options.color)
