"""`next`: what to study today. Also what runs when no command is given."""

from __future__ import annotations

from typing import Annotated

import typer

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import open_context
from mlroadmap.cli.notices import show_preface
from mlroadmap.cli.open_days import answer_open_days
from mlroadmap.cli.output import show, show_document, write


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
    app = open_context(context)
    study_state = app.planned()
    if as_json:
        from mlroadmap.views.documents.summary import next_document

        show_document(next_document(study_state))
    elif short:
        from mlroadmap.views.words import short_line

        write(f"{short_line(study_state)}\n")
    else:
        from mlroadmap.views.today import next_view

        app = answer_open_days(context, app)
        show_preface(app)
        show(next_view(app.planned()), app.options.color)
