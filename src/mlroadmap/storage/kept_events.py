"""The events of a long log, decoded, kept in the cache.

A log only grows, so that what was decoded once need not be decoded again: what is kept is
used for a log that begins with the very bytes that it was made from. It takes a tenth of
the time that the checksum, the JSON and the dates of each line take.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from msgspec import Raw, Struct, msgpack

from mlroadmap.core.calendar import settings
from mlroadmap.core.journal import actions, notes
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.kinds import KINDS
from mlroadmap.core.journal.unread import Unknown
from mlroadmap.core.roadmap import shape
from mlroadmap.storage.cache_file import name_of, put_sealed, read_sealed

# Fewer are decoded in 16 ms, so that nothing is kept of the logs of most learners.
LEAST_EVENTS = 2_000
# No record is as short as that.
_LEAST_BYTES = 100
_MOST_KEPT = 50


class Beginning(Struct, frozen=True):
    """The first `size` bytes of a log: so many lines, and their events in their order."""

    size: int = 0
    lines: int = 0
    events: tuple[Event, ...] = ()


class LongLog(Struct, frozen=True):
    """A log without a fault, with more events to decode than another reading should have."""

    path: Path
    content: bytes
    lines: int
    events: Sequence[Event]


class _Row(Struct, array_like=True):
    id: str
    device: str
    number: int
    clock: int
    at: datetime
    zone: str
    day: date
    kind: str
    payload: Raw


class _Kept(Struct, array_like=True):
    size: int
    sha256: bytes
    lines: int
    rows: list[_Row]


def load_events(folder: Path, path: Path, content: bytes) -> Beginning:
    """Load what is kept of a log with this content: of all of it, of its beginning or none."""
    is_long = len(content) >= LEAST_EVENTS * _LEAST_BYTES
    body = read_sealed(_place(folder, path)) if is_long else None
    if body is None:
        return Beginning()
    try:
        kept = msgpack.decode(body, type=_Kept)
        if kept.size > len(content) or kept.sha256 != _hash(content, kept.size):
            return Beginning()
        events = tuple(map(_Decoders().event, kept.rows))
    except (ValueError, RecursionError):
        return Beginning()
    return Beginning(kept.size, kept.lines, events)


def keep_events(folder: Path, log: LongLog) -> None:
    """Keep the events of a log for the next time."""
    encode = msgpack.Encoder().encode
    rows = [
        _Row(
            event.id,
            event.device,
            event.number,
            event.clock,
            event.at,
            event.zone,
            event.day,
            event.action.kind,
            Raw(encode(_payload_of(event))),
        )
        for event in log.events
    ]
    size = len(log.content)
    kept = _Kept(size, _hash(log.content, size), log.lines, rows)
    put_sealed(_place(folder, log.path), encode(kept), _MOST_KEPT)


class _Decoders(dict[str, "msgpack.Decoder[Any]"]):
    """The decoders of payloads by kind, each made once."""

    def __missing__(self, kind: str) -> msgpack.Decoder[Any]:
        decoder = self[kind] = msgpack.Decoder(KINDS.get(kind, dict[str, Any]))
        return decoder

    def event(self, row: _Row) -> Event:
        """Make the event of a row."""
        action = self[row.kind].decode(row.payload)
        return Event(
            row.id,
            row.device,
            row.number,
            row.clock,
            row.at,
            row.zone,
            row.day,
            action if row.kind in KINDS else Unknown(row.kind, action),
        )


def _payload_of(event: Event) -> object:
    return event.action.payload if isinstance(event.action, Unknown) else event.action


def _hash(content: bytes, size: int) -> bytes:
    from hashlib import sha256  # noqa: PLC0415 - only long logs need it

    return sha256(memoryview(content)[:size]).digest()


def _place(folder: Path, path: Path) -> Path:
    return folder / name_of(os.fsencode(path), actions, notes, settings, shape)
