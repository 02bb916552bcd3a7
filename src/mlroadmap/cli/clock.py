"""The only place that asks the machine for the time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from mlroadmap.storage.record import is_zone

_LOCAL_ZONE = Path("/etc/localtime")


def local_now() -> datetime:
    """Give the present instant, aware, on the learner's wall clock."""
    return wall_clock(datetime.now(UTC))


def wall_clock(instant: datetime) -> datetime:
    """Give an instant as the learner's wall clock showed it, or shows it here.

    Where TZ asks for a clock that is a day or more away from UTC, it is UTC's.
    """
    try:
        return instant.astimezone()
    except ValueError:
        return instant.astimezone(UTC)


def zone_name(environ: Mapping[str, str]) -> str:
    """Name the learner's time zone as the machine knows it; UTC when it does not say.

    What the log cannot hold as a name is none that a machine knows.
    """
    named = environ.get("TZ", "").lstrip(":")
    _, _, linked = str(_LOCAL_ZONE.resolve()).partition("/zoneinfo/")
    return next((zone for zone in (named, linked) if is_zone(zone)), "UTC")
