"""A clock for tests: it stands still, is set by hand, and travels between time zones."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from mlroadmap.cli import context, doors


class Clock:
    """What the machine says the time is, on the wall of a place."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self.set("2027-01-04T10:00", "UTC")
        patch.setattr(context, "local_now", lambda: self._wall(self.instant))
        patch.setattr(doors, "wall_clock", self._wall)

    def set(self, wall: str, zone: str, *, fold: int = 0) -> None:
        """Be somewhere when the clock there shows a time."""
        self.travel(zone)
        self.instant = datetime.fromisoformat(wall).replace(tzinfo=self.zone, fold=fold)

    def travel(self, zone: str) -> None:
        """Be somewhere else at the same instant."""
        self.zone = ZoneInfo(zone)
        self._patch.setenv("TZ", zone)

    def pass_by(self, **time: float) -> None:
        """Let real time pass: hours, minutes or seconds, also negative."""
        instant = self.instant.astimezone(ZoneInfo("UTC")) + timedelta(**time)
        self.instant = instant.astimezone(self.zone)

    def _wall(self, instant: datetime) -> datetime:
        """Give an instant as `datetime.astimezone()` does: at a fixed offset from UTC."""
        local = instant.astimezone(self.zone)
        return instant.astimezone(timezone(local.utcoffset() or timedelta()))
