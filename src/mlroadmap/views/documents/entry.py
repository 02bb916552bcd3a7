"""The document of `off` and `hours`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from mlroadmap.core.calendar.dates import WEEKDAY_KEYS
from mlroadmap.core.journal.actions import DaysChanged
from mlroadmap.views.documents.fields import Document, day_or_none, document


def days_document(changes: Sequence[DaysChanged], holidays: Mapping[date, str]) -> Document:
    """Give the days that differ from the usual week, with the names of public holidays."""
    return document(
        changes=[
            {
                "from": day_or_none(change.first),
                "to": day_or_none(change.last),
                "capacity": dict(zip(WEEKDAY_KEYS, change.week_minutes or (), strict=False)),
                "holiday": holidays.get(change.first) if change.is_a_day_off else None,
            }
            for change in changes
        ]
    )
