"""Putting a log in place anew, with events that it lacks: only mending and restoring do so.

Nothing readable is left out. The file is replaced as a whole, so that a reader, or a power
cut, finds the old one or the new one.
"""

from __future__ import annotations

from collections.abc import Iterable

from mlroadmap.core.journal.event import Event
from mlroadmap.storage.device import LOCK_SECONDS, find_device
from mlroadmap.storage.file_writer import put
from mlroadmap.storage.files import locked_file, make_private_directory, read_all
from mlroadmap.storage.log_files import Source, believable_missing
from mlroadmap.storage.mirror import require_mirror, update_mirror
from mlroadmap.storage.os_errors import explained
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.plausibility import Standing, implausibility
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


def rewrite_log(
    paths: Paths, device: str, found: Found, *, believed_from: Standing | None = None
) -> None:
    """Replace a device's log by one with these events too, in order. Raises StateError.

    Lines that cannot be read, and events that cannot be believed from where all logs stand,
    stay, unless that is given.
    """
    log = paths.log_dir / f"{device}.jsonl"
    with explained(log):
        make_private_directory(log.parent)
        with locked_file(log, LOCK_SECONDS) as fd:
            put(log, merged(read_all(fd), found, believed_from))


def refresh_mirror(paths: Paths, standing: Standing) -> None:
    """Make the mirror a copy of this device's log, unless it holds what the log lacks.

    What cannot be believed, from where all logs stand, the log does not lack.

    Raises StateError when one of them cannot be read.
    """
    device = find_device(paths)
    log, mirror = paths.log_dir / f"{device}.jsonl", paths.mirror_dir / f"{device}.jsonl"
    with explained(log):
        if device is None or not log.exists():
            return
        with locked_file(log, LOCK_SECONDS) as fd:
            content, held = read_all(fd), require_mirror(mirror)
            copy, own = Source(mirror, held), Source(log, content)
            if not believable_missing([copy], [own], standing):
                update_mirror(mirror, held=held, before=content, block=b"")


def merged(content: bytes, found: Found, believed_from: Standing | None = None) -> bytes:
    """Join a log with further events: what is no record comes first, events in order.

    Where all logs stand, if given, says which events are believed; the others are left out,
    and so is what is no record. The last line of a log so has its highest number and clock,
    as after an append.
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
    if believed_from:
        damaged = []
        events = {
            line: event
            for line, event in events.items()
            if not implausibility(event, believed_from)
        }
    ordered = sorted(events, key=lambda line: (events[line].order, events[line].id))
    return b"".join(line + b"\n" for line in [*damaged, *ordered])
