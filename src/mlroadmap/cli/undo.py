"""`undo` and `redo`: one command at a time."""

from __future__ import annotations

import typer

from mlroadmap.cli.change_summary import show_effect
from mlroadmap.cli.context import AppContext, locked
from mlroadmap.cli.notices import show_running
from mlroadmap.cli.output import say
from mlroadmap.core.journal.events import Redone, Undone
from mlroadmap.core.journal.history import Step


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(epilog="Example: mlroadmap undo")(undo)
    app.command(epilog="Example: mlroadmap redo")(redo)


def undo(context: typer.Context) -> None:
    """Take back the last command that logged something."""
    with locked(context) as before:
        step = before.history.to_undo
        after = before.recorded(Undone(step.event.id)) if step else before
    if step is None:
        say("There is nothing to undo.")
    else:
        _tell(before, after, step, "Undone", "Bring it back with mlroadmap redo.")


def redo(context: typer.Context) -> None:
    """Bring back what was undone last."""
    with locked(context) as before:
        step = before.history.to_redo
        after = before.recorded(Redone(step.event.id)) if step else before
    if step is None:
        say("There is nothing to redo.")
    else:
        _tell(before, after, step, "Redone", "Take it back with mlroadmap undo.")


def _tell(before: AppContext, after: AppContext, step: Step, verb: str, way_back: str) -> None:
    from mlroadmap.views.history import describe

    say(f"{verb}: {describe(before.roadmap, step)}. {way_back}")
    if after.last_plan is None:
        say("There is no plan now. Make one with mlroadmap plan --hours 10.")
    else:
        show_effect(before.study_state, after)
        show_running(after)
