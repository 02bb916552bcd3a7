"""The documents of what was said: `history`, `off` and `hours`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from mlroadmap.core.calendar.dates import WEEKDAY_KEYS
from mlroadmap.core.journal.events import DaysChanged
from mlroadmap.core.journal.history import Step
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.views.documents.fields import Document, day_or_none, document
from mlroadmap.views.history import describe


def history_document(roadmap: Roadmap, steps: Iterable[Step]) -> Document:
    """Give the steps in the order they were taken."""
    return document(
        steps=[
            {
                "id": step.event.id,
                "at": step.event.at.isoformat(),
                "day": day_or_none(step.event.day),
                "kind": step.event.kind,
                "what": describe(roadmap, step),
                "undone": not step.counts,
            }
            for step in steps
        ]
    )


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
