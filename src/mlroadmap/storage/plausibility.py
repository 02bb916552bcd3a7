"""Records that no device wrote, though they are spelled as one would: forged, or gone wrong.

The checksum finds accidents. Who may write to a shared folder can also write records, and
one with an impossible clock or number would rule over all that comes after it. What is
possible follows from the other records: a clock counts the events of all devices, a number
those of one.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from mlroadmap.core.calendar.durations import MINUTES_PER_DAY
from mlroadmap.core.journal.actions import MOST_MINUTES, TimeLogged, TimerStopped
from mlroadmap.core.journal.event import Event
from mlroadmap.errors import StateError, UsageError

# Logs of other devices may be missing; a million events are more than two lifetimes hold.
MOST_EVENTS_MISSING = 1_000_000

# Of an event in the order of all: its clock, its device and its number.
Place = tuple[int, str, int]


class Standing(Struct, frozen=True):
    """Where the logs of all devices stand: how many events they hold."""

    events: int


def standing_of(events: Iterable[Event]) -> Standing:
    """Find where the events of all devices stand."""
    return Standing(len({event.id for event in events}))


def implausibility(event: Event, standing: Standing) -> str:
    """Say why no device can have written an event, given all of them; usually nothing."""
    return _impossible_place(event, standing) or _impossible_content(event)


def require_plausible(event: Event, standing: Standing, last: Place) -> None:
    """Raise an error when an event about to be stored would not count, or not be believed.

    It has to come after the `last` of the events that led to it. Raises StateError when one
    of them is in its way, UsageError when what it says cannot be.
    """
    reason = _impossible_place(event, standing)
    if not reason and last >= event.order:
        reason = f"a record has the last clock there is, {event.clock:,}"
    if reason:
        raise StateError(
            f"This entry would not count: {reason}.",
            "Nothing was stored. See which record is at fault with mlroadmap doctor, and take "
            "it out with mlroadmap doctor --fix.",
        )
    if reason := _impossible_content(event):
        raise UsageError(f"This cannot be stored: {reason}.", "Give less time.")


def _impossible_place(event: Event, standing: Standing) -> str:
    if event.clock > standing.events + MOST_EVENTS_MISSING:
        return f"its clock, {event.clock:,}, is far beyond the events there are"
    if event.number > event.clock:
        return f"its number, {event.number:,}, is beyond its clock, {event.clock:,}"
    return ""


def _impossible_content(event: Event) -> str:
    minutes = getattr(event.action, "minutes", None)
    # Time on one day; `done` and `left` give the time of a whole topic.
    is_within_a_day = isinstance(event.action, TimeLogged | TimerStopped)
    limit = MINUTES_PER_DAY if is_within_a_day else MOST_MINUTES
    if isinstance(minutes, int) and minutes > limit:
        return f"its {minutes:,} minutes are more than the {limit:,} there can be"
    return ""
