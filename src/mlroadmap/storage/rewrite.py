"""Putting a log in place anew, with events that it lacks: only mending and restoring do so.

Nothing readable is left out. The file is replaced as a whole, so that a reader, or a power
cut, finds the old one or the new one.
"""

from __future__ import annotations

from collections.abc import Iterable

from mlroadmap.core.journal.event import Event
from mlroadmap.storage.device import LOCK_SECONDS, find_device
from mlroadmap.storage.files import (
    locked_file,
    make_private_directory,
    read_all,
    replace_file,
    sync_directories,
)
from mlroadmap.storage.log_files import Source, missing_from
from mlroadmap.storage.mirror import read_mirror, update_mirror
from mlroadmap.storage.os_errors import explained
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.record import Record, scan

Found = Iterable[tuple[bytes, Record]]


def add_events(paths: Paths, found: Found) -> None:
    """Put each event into the log of the device that wrote it; keep a copy first.

    Raises StateError; then each log is as it was, or has all that it was to get.
    """
    by_device: dict[str, list[tuple[bytes, Record]]] = {}
    for line, record in found:
        by_device.setdefault(record.event.device, []).append((line, record))
    for device, lines in by_device.items():
        rewrite_log(paths, device, lines)


def rewrite_log(paths: Paths, device: str, found: Found, *, drop_damaged: bool = False) -> None:
    """Replace a device's log by one with these events too, in order. Raises StateError.

    Lines that cannot be read stay, unless `drop_damaged`.
    """
    log = paths.log_dir / f"{device}.jsonl"
    with explained(log):
        make_private_directory(log.parent)
        with locked_file(log, LOCK_SECONDS) as fd:
            replace_file(log, merged(read_all(fd), found, drop_damaged=drop_damaged))
            sync_directories(log.parent)


def refresh_mirror(paths: Paths) -> None:
    """Make the mirror a copy of this device's log, unless it holds what the log lacks.

    Raises StateError when the log cannot be read.
    """
    device = find_device(paths)
    log, mirror = paths.log_dir / f"{device}.jsonl", paths.mirror_dir / f"{device}.jsonl"
    with explained(log):
        if device is None or not log.exists():
            return
        with locked_file(log, LOCK_SECONDS) as fd:
            content, held = read_all(fd), read_mirror(mirror)
            if not missing_from([Source(mirror, held or b"")], [Source(log, content)]):
                update_mirror(mirror, held=held, before=content, block=b"")


def merged(content: bytes, found: Found, *, drop_damaged: bool) -> bytes:
    """Join a log with further events: what is no record comes first, events in order.

    The last line of a log so has its highest number and clock, as after an append.
    """
    events: dict[bytes, Event] = {}
    damaged: list[bytes] = []
    for _, line, record in scan(content):
        if isinstance(record, Record):
            events[line] = record.event
        else:
            damaged.append(line)
    known = {event.id for event in events.values()}
    events |= {line: record.event for line, record in found if record.event.id not in known}
    ordered = sorted(events, key=lambda line: (events[line].order, events[line].id))
    return b"".join(line + b"\n" for line in [*([] if drop_damaged else damaged), *ordered])
