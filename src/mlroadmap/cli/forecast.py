"""`forecast`: the finish as a range, and how often the ranges held."""

from __future__ import annotations

from typing import Annotated

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.opening import open_context, try_locked
from mlroadmap.cli.output import show, show_document
from mlroadmap.cli.parameters import Commands, option
from mlroadmap.core.calendar.settings import MOST_SENSIBLE_MINUTES
from mlroadmap.core.forecast.gathering import gather
from mlroadmap.core.forecast.hours_needed import hours_question, week_that_keeps
from mlroadmap.core.forecast.milestones import forecast_of, milestones_of
from mlroadmap.core.forecast.score import score_of
from mlroadmap.core.forecast.simulate import Forecast
from mlroadmap.core.journal.notes import ForecastMade

# Odds that round to even need no more hours.
_EVEN = 0.45


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap forecast")(forecast)


def forecast(
    context: AppContext,
    score: Annotated[
        bool, option("--score", help="Show how often past forecasts were right.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Predict when you will finish, as a range learned from what you have done."""
    if score:
        _show_score(open_context(context), as_json=as_json)
        return
    with try_locked(context) as is_ours:
        app = open_context(context)
        study_state = app.planned()
        evidence = gather(app.roadmap, study_state.progress, app.today)
        drawn = forecast_of(study_state, evidence, app.chance())
        made = milestones_of(study_state, evidence, drawn, app.chance()) if drawn else None
        if made and is_ours:
            _keep(app, made)
    even_minutes = _even_minutes(app, drawn) if drawn else None
    if as_json:
        from mlroadmap.views.documents.forecast import forecast_document

        show_document(forecast_document(study_state, drawn, made, even_minutes))
        return
    from mlroadmap.views.forecast import Outlook, finished_view, forecast_view

    if drawn and made:
        outlook = Outlook(study_state, drawn, made, even_minutes)
        show(forecast_view(outlook), app.options.color)
    else:
        show(finished_view(study_state), app.options.color)


def _even_minutes(app: AppContext, drawn: Forecast) -> int | None:
    """Find the hours of a week that give the plan's date even odds, if it has less."""
    finish = app.study_state.plan.finish
    if app.study_state.is_waiting or drawn.chance_by(finish) >= _EVEN:
        return None
    week = week_that_keeps(hours_question(app.study_state), finish, 50, app.chance)
    return sum(week) if week and sum(week) <= MOST_SENSIBLE_MINUTES else None


def _keep(app: AppContext, made: ForecastMade) -> None:
    """Keep a forecast for the score: once a day while the log says nothing else.

    One of a roadmap that no plan was made for is nothing that the learner will have done.
    """
    is_known = app.today in app.history.forecast_days
    if not is_known and not app.is_planned_for_another_roadmap:
        app.note(made)


def _show_score(app: AppContext, *, as_json: bool) -> None:
    progress = app.planned().progress
    score = score_of(app.history.forecasts, app.roadmap, progress)
    if as_json:
        from mlroadmap.views.documents.forecast import score_document

        show_document(score_document(app.today, score))
    else:
        from mlroadmap.views.score import score_view

        show(score_view(app.roadmap, score, app.today), app.options.color)
