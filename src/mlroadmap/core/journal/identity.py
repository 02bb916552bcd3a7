"""The name that the exports of a log go by: no merge and no edit changes it (rule R9b).

Calendars and task lists know an export's parts again by it, so that they are updated
rather than doubled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlroadmap.core.journal.actions import PlanMade
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.notes import PlanExported


def recorded_identity(events: Sequence[Event], device: str | None) -> str | None:
    """Give the identity that a device has recorded, else the first that any device has."""
    own = (action.identity for action in _exports(events, device))
    first = (action.identity for action in _exports(events))
    return next(own, None) or next(first, None)


def export_identity(events: Sequence[Event], device: str | None) -> str:
    """Give the identity of a device's exports: the recorded one, else its first plan's id.

    A device that has not planned goes by the first plan of all.
    """
    plans = [event for event in events if isinstance(event.action, PlanMade)]
    own = (event.id for event in plans if event.device == device)
    first = (event.id for event in plans)
    return recorded_identity(events, device) or next(own, None) or next(first, "")


def identities(events: Sequence[Event]) -> frozenset[str]:
    """Give the identities of all exports that there can be of this log, on any device."""
    plans = {event.id for event in events if isinstance(event.action, PlanMade)}
    return frozenset(plans | {action.identity for action in _exports(events)})


def _exports(events: Sequence[Event], device: str | None = None) -> Iterator[PlanExported]:
    for event in events:
        if isinstance(event.action, PlanExported) and device in {None, event.device}:
            yield event.action
