"""Keeping copies of all logs, and merging them back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from msgspec import Struct

from mlroadmap.errors import StateError, UsageError
from mlroadmap.storage.archive import Logs, Places, gather, pack, unpack
from mlroadmap.storage.file_writer import put
from mlroadmap.storage.files import make_private_directory, read_regular
from mlroadmap.storage.log_files import (
    Source,
    believable_missing,
    complaint,
    standing_of_sources,
)
from mlroadmap.storage.os_errors import explained, refuse_newer
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.plausibility import Standing, implausibility
from mlroadmap.storage.record import Record
from mlroadmap.storage.rewrite import add_events, refresh_mirror

COPIES_KEPT = 10

_COPY = re.compile(r"(\d{6,})\.zip")


class Holding(Struct, frozen=True):
    """What a backup holds: events, of so many devices, and lines that are no events.

    An event counts once in each roadmap's logs. This version does not understand what
    `unintelligible` of the events say. `implausible` says of each event that no device can
    have written why that is so. `newer` is true when a newer program wrote some of it.
    """

    events: int
    devices: int
    unintelligible: int
    faults: int
    implausible: tuple[str, ...] = ()
    newer: bool = False


class Restored(Struct, frozen=True):
    """What came of restoring: what the backup holds, and how many events were new here.

    `copy` holds the logs as they were before, None when there was nothing to keep.
    """

    held: Holding
    new: int
    copy: Path | None


def write_backup(target: Path, places: Places, *, overwrite: bool = False) -> Holding:
    """Write an archive of all logs to a file and return when the disk has it.

    Raises UsageError when there is such a file and `overwrite` is not wanted, StateError
    when there is nothing to keep or the file cannot be written; then it is as it was.
    """
    logs = gather(places)
    held = _holding(logs, _standings(logs))
    if not held.events:
        raise StateError(
            "There is nothing to back up: the log holds no event.",
            "See mlroadmap paths for where it is, or choose with --state DIR.",
        )
    with explained(target):
        _put(target, pack(logs), overwrite=overwrite)
    return held


def verify(file: Path, places: Places) -> Holding:
    """Read all of a backup and write nothing.

    Raises UsageError when there is no such file, StateError when it is no whole backup.
    """
    logs = unpack(file, places)
    return _holding(logs, _standings(logs))


def restore(file: Path, places: Places, state_dir: Path) -> Restored:
    """Merge a backup's events into the logs, after keeping a copy of them as they are.

    What is there stays; done again, or after it was cut short, it adds what is missing. What
    no device can have written is left out. Raises UsageError when there is no such file,
    StateError when it is no whole backup, it or a log is newer than this program, or a log
    cannot be written.
    """
    restored, current = unpack(file, places), gather(places)
    for logs in (*restored.values(), *current.values()):
        refuse_newer(newer=any(log.newer for log in logs))
    standings = _standings(restored, current)
    missing = {
        folder: believable_missing(
            logs,
            _without_mirrors(current.get(folder, []), places[folder]),
            standings[folder],
        )
        for folder, logs in restored.items()
    }
    new = sum(map(len, missing.values()))
    copy = keep_copy(places, state_dir) if new else None
    for folder, found in missing.items():
        add_events(places[folder], found)
        refresh_mirror(places[folder], standings[folder])
    return Restored(_holding(restored, standings), new, copy)


def keep_copy(places: Places, state_dir: Path) -> Path | None:
    """Keep a copy of all logs before they are rewritten, and of older copies the newest.

    Gives the copy, None when there is nothing to keep. Raises StateError; a log must not
    be rewritten then.
    """
    logs = gather(places)
    if not any(logs.values()):
        return None
    content, directory = pack(logs), state_dir / "copies"
    with explained(directory):
        make_private_directory(directory)
        copies = list_copies(state_dir)
        if copies and read_regular(copies[-1]) == content:
            return copies[-1]
        # Numbers keep the order whatever the clock says.
        number = int(copies[-1].stem) + 1 if copies else 1
        copy = directory / f"{number:06}.zip"
        put(copy, content, exclusive=True)
        for old in copies[: 1 - COPIES_KEPT]:
            old.unlink()
    return copy


def list_copies(state_dir: Path) -> list[Path]:
    """List the copies that were kept, the newest last. Raises OSError."""
    try:
        places = list((state_dir / "copies").iterdir())
    except FileNotFoundError:
        return []
    copies = [place for place in places if _COPY.fullmatch(place.name)]
    return sorted(copies, key=lambda place: int(place.stem))


def _put(target: Path, content: bytes, *, overwrite: bool) -> None:
    if not target.parent.is_dir():
        raise UsageError(f"There is no directory {target.parent}.", "Make it, or name another.")
    if overwrite and target.is_file():
        put(target.resolve(), content)
        return
    try:
        put(target, content, exclusive=True)
    except FileExistsError as error:
        hint = "Name a new file, or replace the old one with --force."
        raise UsageError(f"{target} exists already.", hint) from error


def _without_mirrors(sources: list[Source], paths: Paths) -> list[Source]:
    """Keep what lies among the logs: who reads them may not see what only a mirror holds."""
    return [source for source in sources if source.path.parent == paths.log_dir]


def _standings(*all_logs: Logs) -> Mapping[str, Standing]:
    """Find where each roadmap's log stands when these are put together."""
    folders = {folder for logs in all_logs for folder in logs}
    return {
        folder: standing_of_sources(
            *chain.from_iterable(logs.get(folder, ()) for logs in all_logs)
        )
        for folder in folders
    }


def _holding(logs: Logs, standings: Mapping[str, Standing]) -> Holding:
    records: dict[tuple[str, str], Record] = {}
    faults = 0
    for folder, sources in logs.items():
        for source in sources:
            for _, record in source.records:
                records.setdefault((folder, record.event.id), record)
            faults += sum(1 for _ in source.faults)
    return Holding(
        events=len(records),
        devices=len({record.event.device for record in records.values()}),
        unintelligible=sum(
            bool(complaint(record)) for record in records.values() if not record.newer
        ),
        faults=faults,
        implausible=tuple(
            reason
            for (folder, _), record in records.items()
            if (reason := implausibility(record.event, standings[folder]))
        ),
        newer=any(log.newer for sources in logs.values() for log in sources),
    )
