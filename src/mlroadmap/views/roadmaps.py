"""The roadmaps side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from mlroadmap.views.documents.fields import SCHEMA_VERSION
from mlroadmap.views.listing import listing
from mlroadmap.views.theme import ACCENT, QUIET
from mlroadmap.views.units import date_in_table

Row = Mapping[str, Any]


def shelf_view(current: str, rows: Sequence[Row], today: date) -> RenderableType:
    """Show each roadmap with its progress and finish; an arrow marks the one in use."""
    table = listing("", "Name", "Roadmap", "Done", "Finish", right=(3,), whole=(4,))
    for row in rows:
        is_current = row["name"] == current
        mark = Text("▸" if is_current else "", style=ACCENT)
        name = Text(row["name"], style=ACCENT if is_current else "")
        if "fault" in row:
            words = Text.assemble(f"{row['file']}\n", (row["fault"], QUIET), overflow="fold")
            table.add_row(mark, name, words, "", "")
        else:
            done = f"{row['done_topics']} of {row['topics']}"
            table.add_row(mark, name, Text(row["title"]), done, _finish(row["finish"], today))
    return table


def shelf_document(current: str, rows: Sequence[Row]) -> dict[str, Any]:
    """Give each roadmap with its progress."""
    return {
        "schema_version": SCHEMA_VERSION,
        "current": current,
        "roadmaps": [dict(row) | _dated(row) for row in rows],
    }


def _finish(finish: date | None, today: date) -> Text:
    if finish is None:
        return Text("no plan", style=QUIET)
    return Text(date_in_table(finish, today))


def _dated(row: Row) -> dict[str, str]:
    finish = row.get("finish")
    return {"finish": finish.isoformat()} if isinstance(finish, date) else {}
