"""One line of the log as a value."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.journal.unread import Unintelligible, Unknown


class Event(Struct, frozen=True):
    """An event of the log and what it says.

    `number` counts this device's events from 1, `clock` is the logical clock that
    orders events of all devices, `at` the aware UTC instant of writing, `zone` the name
    of the learner's time zone, `day` the learner's day that the event is about.
    """

    id: str
    device: str
    number: int
    clock: int
    at: datetime
    zone: str
    day: date
    action: Action | Unknown | Unintelligible

    @property
    def order(self) -> tuple[int, str, int]:
        """The key that puts events in one order on every device."""
        return (self.clock, self.device, self.number)
