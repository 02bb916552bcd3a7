"""Finding an entry by the beginning of its id."""

from __future__ import annotations

from mlroadmap.core.journal.history import Entry, History
from mlroadmap.errors import UsageError


def find_entry(history: History, typed: str) -> Entry:
    """Find the entry whose id begins with what was typed.

    Raises UsageError when there is none, or more than one.
    """
    wanted = typed.strip().lower()
    found = [entry for entry in history.entries if entry.event.id.startswith(wanted)]
    if len(found) == 1 and wanted:
        return found[0]
    if not found or not wanted:
        raise UsageError(
            f"No entry has an id that begins with {wanted!r:.40}.",
            "See the ids:\nmlroadmap history",
        )
    short = history.short_ids()
    ids = ", ".join(short[entry.event.id] for entry in found[:5])
    raise UsageError(
        f"{len(found)} entries have an id that begins with {wanted!r:.40}: {ids}.",
        "Type one more character of the id.",
    )
