"""The only place that asks the machine for the time."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

_LOCAL_ZONE = Path("/etc/localtime")


def local_now() -> datetime:
    """Give the present instant, aware, on the learner's wall clock."""
    return datetime.now().astimezone()


def wall_clock(instant: datetime) -> datetime:
    """Give an instant as the learner's wall clock showed it, or shows it here."""
    return instant.astimezone()


def zone_name() -> str:
    """Name the learner's time zone as the machine knows it; UTC when it does not say."""
    named = os.environ.get("TZ", "").lstrip(":")
    if named:
        return named
    _, _, zone = str(_LOCAL_ZONE.resolve()).partition("/zoneinfo/")
    return zone or "UTC"
