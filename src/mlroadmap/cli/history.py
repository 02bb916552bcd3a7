"""`history`: what was entered."""

from __future__ import annotations

from typing import Annotated

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.opening import open_context
from mlroadmap.cli.output import show, show_document
from mlroadmap.cli.parameters import Commands, option
from mlroadmap.core.journal.history import Entry


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap history --limit 5")(history)


def history(
    context: AppContext,
    limit: Annotated[int, option(min=1, metavar="N", help="How many, newest last.")] = 20,
    notes: Annotated[bool, option("--notes", help="Entries with a note only.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show your entries with their ids, one line a command."""
    from mlroadmap.views.history import history_document, history_view

    app = open_context(context)
    wanted = [entry for entry in app.history.entries if not notes or _has_note(entry)]
    entries = wanted[-limit:]
    if as_json:
        show_document(history_document(app.title, entries))
    else:
        show(
            history_view(app.title, app.history.short_ids(), entries, app.today),
            app.options.color,
        )


def _has_note(entry: Entry) -> bool:
    return bool(getattr(entry.action, "note", ""))
