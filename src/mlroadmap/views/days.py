"""Days that differ from the usual week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from mlroadmap.core.journal.actions import DaysChanged
from mlroadmap.views.day_changes import days_of, hours_of
from mlroadmap.views.theme import listing


def days_view(
    changes: Sequence[DaysChanged], holidays: Mapping[date, str], today: date
) -> RenderableType:
    """Show changes in the order of their days, public holidays with their names."""
    if not changes:
        return Text(
            "No days differ from your usual week. To take days off: mlroadmap off DATES"
        )
    table = listing("Days", "Hours")
    for change in changes:
        name = holidays.get(change.first) if change.is_a_day_off else None
        hours = f"{hours_of(change)}, {name}" if name else hours_of(change)
        table.add_row(Text(days_of(change, today)), Text(hours))
    return table
