"""One append to the log: what it must write, and the order of calls that makes it last."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from mlroadmap.storage.files import sync, sync_directories, write_whole
from mlroadmap.storage.record import Record, RecordError, decode, scan


class Tail(Struct, frozen=True):
    """Where this device's log stands before an append.

    `number` and `clock` are the highest so far, 0 in an empty log. `mending` is what has to
    be written before the next record: the end of a torn line, and lines that only the
    mirror still has. `newer` is true when a newer program wrote some of it.
    """

    number: int
    clock: int
    mending: bytes
    newer: bool


def find_tail(content: bytes, copy: bytes) -> Tail:
    """Compare a log with its mirror and find where it stands.

    An append leaves its own record last, with the highest number and clock, so that one
    whole last line says everything, unless the mirror holds more or the line is torn.
    """
    last = _last_record(content)
    if last is not None and content.startswith(copy):
        return _tail(content, [last], b"")
    return _survey(content, copy)


def commit(fd: int, block: bytes, *, size_before: int, directory: Path) -> None:
    """Append a block to a locked log and return when the disk has it, or leave no trace.

    The names are synced before the first byte goes in: a log with something in it is then
    a log whose name lasts, wherever an earlier attempt was cut short. Raises OSError.
    """
    try:
        if size_before == 0:
            sync_directories(directory)
        write_whole(fd, block)
        sync(fd)
    except BaseException:
        with suppress(OSError):
            os.ftruncate(fd, size_before)
        raise


def _last_record(content: bytes) -> Record | None:
    body = content.removesuffix(b"\n")
    try:
        return decode(body[body.rfind(b"\n") + 1 :])
    except RecordError:
        return None


def _survey(content: bytes, copy: bytes) -> Tail:
    kept = list(scan(content))
    kept_ids = {record.event.id for _, _, record in kept if isinstance(record, Record)}
    lost = [
        (line, record)
        for _, line, record in scan(copy)
        if isinstance(record, Record) and record.event.id not in kept_ids
    ]
    found = [record for _, _, record in kept] + [record for _, record in lost]
    return _tail(content, found, b"".join(line + b"\n" for line, _ in lost))


def _tail(content: bytes, found: list[Record | RecordError], lost: bytes) -> Tail:
    events = [record.event for record in found if isinstance(record, Record)]
    torn = bool(content) and not content.endswith(b"\n")
    return Tail(
        number=max((event.number for event in events), default=0),
        clock=max((event.clock for event in events), default=0),
        mending=(b"\n" if torn else b"") + lost,
        newer=any(record.newer for record in found),
    )
