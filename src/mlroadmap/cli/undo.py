"""`undo` and `redo`: the last entry, or any one by its id."""

from __future__ import annotations

from typing import Annotated

from mlroadmap.cli.change_summary import show_effect
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.notices import show_running
from mlroadmap.cli.opening import locked
from mlroadmap.cli.output import say
from mlroadmap.cli.parameters import Commands, argument
from mlroadmap.core.journal.history import Entry
from mlroadmap.core.journal.lookup import find_entry
from mlroadmap.core.journal.notes import Redone, Undone

IdArgument = Annotated[
    str | None,
    argument(metavar="ID", help="An entry's id in mlroadmap history; else the last one."),
]


def register(app: Commands) -> None:
    """Add the commands to the application."""
    app.command(epilog="Example: mlroadmap undo 3f2a")(undo)
    app.command(epilog="Example: mlroadmap redo")(redo)


def undo(context: AppContext, entry_id: IdArgument = None) -> None:
    """Take back the last entry, or the one with an id."""
    with locked(context) as before:
        entry = before.history.to_undo
        if entry_id is not None:
            entry = find_entry(before.history, entry_id)
        wanted = entry is not None and entry.counts
        after = before.recorded(Undone(entry.event.id)) if entry and wanted else before
    if entry is None:
        say("There is nothing to undo.")
    elif not wanted:
        say(f"Undone already: {_described(before, entry)}.")
    else:
        short = before.history.short_ids()[entry.event.id]
        say(f"Undone: {_described(before, entry)}. To bring it back: mlroadmap redo {short}")
        _show_effect(before, after)


def redo(context: AppContext, entry_id: IdArgument = None) -> None:
    """Bring back what was undone last, or the entry with an id."""
    with locked(context) as before:
        entry = before.history.to_redo
        if entry_id is not None:
            entry = find_entry(before.history, entry_id)
        wanted = entry is not None and not entry.counts
        after = before.recorded(Redone(entry.event.id)) if entry and wanted else before
    if entry is None:
        say("There is nothing to redo.")
    elif not wanted:
        say(f"It counts: {_described(before, entry)}. Only undone entries can be redone.")
    else:
        short = before.history.short_ids()[entry.event.id]
        say(f"Redone: {_described(before, entry)}. To take it back: mlroadmap undo {short}")
        _show_effect(before, after)


def _described(app: AppContext, entry: Entry) -> str:
    from mlroadmap.views.entries import describe

    return describe(app.title, entry, app.today)


def _show_effect(before: AppContext, after: AppContext) -> None:
    if after.last_plan is None:
        say("There is no plan now. Make one with mlroadmap plan --hours 10.")
        return
    show_effect(before.study_state, after)
    show_running(after)
