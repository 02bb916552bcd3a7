"""`status`: the dashboard."""

from __future__ import annotations

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.deck import show_due
from mlroadmap.cli.notices import show_preface
from mlroadmap.cli.opening import open_context
from mlroadmap.cli.output import show, show_document
from mlroadmap.cli.parameters import Commands
from mlroadmap.cli.remembered import days_entered, known_by_stage, study_days


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap status")(status)


def status(context: AppContext, as_json: JsonOption = False) -> None:
    """Show progress by stage, and the finish next to the original finish."""
    app = open_context(context)
    study_state = app.planned()
    if as_json:
        from mlroadmap.views.documents.summary import status_document
        from mlroadmap.views.remembered import remembered_documents

        remembered = remembered_documents(app.roadmap, known_by_stage(app))
        studied, assumed, of_days = study_days(app)
        days = {"studied": studied, "assumed": assumed, "of": of_days}
        show_document(
            {**status_document(study_state), "study_days": days, "remembered": remembered}
        )
    else:
        from mlroadmap.views.status import status_view

        show_preface(app)
        show_due(app)
        show(status_view(study_state, days_entered(app)), app.options.color)
        from mlroadmap.views.remembered import remembered_view, study_days_line

        show(study_days_line(*study_days(app)), app.options.color)
        show(remembered_view(app.roadmap, known_by_stage(app)), app.options.color)
