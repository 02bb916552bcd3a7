"""What was entered, one line a command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from mlroadmap.core.journal.history import Entry
from mlroadmap.core.text import with_spaces
from mlroadmap.views.documents.fields import Document, day_or_none, document
from mlroadmap.views.entries import Titles, describe
from mlroadmap.views.theme import QUIET, listing
from mlroadmap.views.units import date_in_table


def history_view(
    titles: Titles, short_ids: Mapping[str, str], entries: Sequence[Entry], today: date
) -> RenderableType:
    """Show entries in the order they were made; undone and edited ones are marked."""
    if not entries:
        return Text("There are no entries yet.")
    table = listing("Id", "Day", "Entry", "", whole=(0, 1))
    for entry in entries:
        style = "" if entry.counts else QUIET
        table.add_row(
            Text(short_ids[entry.event.id], style=QUIET),
            Text(date_in_table(entry.day, today)),
            Text(describe(titles, entry, today), style=style),
            Text(_mark(entry), style=QUIET),
        )
    return table


def history_document(titles: Titles, entries: Sequence[Entry]) -> Document:
    """Give the entries in the order they were made."""
    return document(
        entries=[
            {
                "id": entry.event.id,
                "at": entry.event.at.isoformat(),
                "day": day_or_none(entry.day),
                "kind": entry.event.action.kind,
                "what": with_spaces(describe(titles, entry)),
                "undone": not entry.counts,
                "edited": entry.is_edited,
            }
            for entry in entries
        ]
    )


def _mark(entry: Entry) -> str:
    if not entry.counts:
        return "undone"
    return "edited" if entry.is_edited else ""
