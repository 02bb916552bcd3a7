"""One line of the log: an event spelled as JSON, sealed with a checksum.

docs/state.md specifies the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from io import BytesIO
from typing import Annotated, TypeVar
from zlib import crc32

import msgspec
from msgspec import Meta, Raw, Struct

from mlroadmap.core.calendar.dates import FIRST_YEAR, LAST_YEAR
from mlroadmap.core.journal.codec import decode_action
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.unread import Unintelligible, Unknown

T = TypeVar("T")

VERSION = 1
MAX_LINE_BYTES = 16 * 1024 * 1024
# Far beyond any use, and exact in languages whose numbers are doubles.
MAX_COUNT = 10**15

# Between the day that an event is about and the time at which it was written.
MOST_YEARS_AWAY = 100

_SEAL = re.compile(rb',"c":"([0-9a-f]{8})"\}')
_SEAL_BYTES = 16
_ZONE = r"^[\x21-\x7e]{1,64}\Z"

_Count = Annotated[int, Meta(ge=1, le=MAX_COUNT)]


class _Fields(Struct):
    """The keys of a record; a newer one may have more."""

    v: int
    id: Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]
    dev: Annotated[str, Meta(pattern=r"^[0-9a-z]{1,32}\Z")]
    n: _Count
    lc: _Count
    at: str
    tz: Annotated[str, Meta(pattern=_ZONE)]
    day: date
    k: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,31}\Z")]
    p: Raw
    c: str


class _ExactFields(_Fields, forbid_unknown_fields=True):
    """The keys of a record of this version."""

    v: Annotated[int, Meta(ge=VERSION, le=VERSION)]


_OF_THIS_VERSION = msgspec.json.Decoder(_ExactFields)


class _Version(Struct):
    v: Annotated[int, Meta(ge=1)]


class RecordError(ValueError):
    """A line that is not a record.

    `newer` is true when the line is intact and of a version that this program does not
    know.
    """

    def __init__(self, reason: str, *, newer: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.newer = newer


class Record(Struct, frozen=True):
    """An event and the version of the format it was written in."""

    event: Event
    version: int = VERSION

    @property
    def newer(self) -> bool:
        """Whether a newer program wrote it."""
        return self.version > VERSION


def is_zone(name: str) -> bool:
    """Whether a record can hold a name as that of a time zone."""
    return re.search(_ZONE, name) is not None


def encode(event: Event, wall: tzinfo = UTC) -> bytes:
    """Spell an event as one line of the log, its newline included.

    `wall` has the offset from UTC that the learner's clock showed.
    Raises RecordError for text that is not Unicode.
    """
    fields = {
        "v": VERSION,
        "id": event.id,
        "dev": event.device,
        "n": event.number,
        "lc": event.clock,
        "at": event.at.astimezone(wall).isoformat(),
        "tz": event.zone,
        "day": event.day.isoformat(),
        "k": event.action.kind,
        "p": _payload_of(event),
    }
    try:
        body = msgspec.json.encode(fields).removesuffix(b"}")
    except ValueError as error:
        raise RecordError(f"it cannot be spelled as JSON: {error}") from error
    return body + b',"c":"%08x"}\n' % crc32(body)


def _payload_of(event: Event) -> object:
    action = event.action
    # What is not understood is spelled as it was read.
    return action.payload if isinstance(action, Unknown | Unintelligible) else action


def decode(line: bytes) -> Record:
    """Read one line of the log, with or without its newline.

    Raises RecordError, with the reason, for anything that `encode` does not write.
    """
    line = line.removesuffix(b"\n")
    if len(line) > MAX_LINE_BYTES:
        raise RecordError("longer than 16 MiB")
    _check_seal(line)
    try:
        return Record(_dated(_event(_OF_THIS_VERSION.decode(line))))
    except (ValueError, OverflowError, RecursionError):
        # It is no record, or one of a newer version.
        return _decode_slowly(line)


def _decode_slowly(line: bytes) -> Record:
    version = _parse(line, _Version).v
    newer = version > VERSION
    try:
        event = _event(_parse(line, _Fields if newer else _ExactFields))
        return Record(_dated(event), version)
    except (ValueError, OverflowError) as error:
        raise RecordError(str(error), newer=newer) from error


def scan(content: bytes) -> Iterator[tuple[int, bytes, Record | RecordError]]:
    """Decode every line of a log: its number from 1, its bytes, and what it turned out to be.

    Empty lines hold nothing and are passed over. Some programs that carry files about end
    lines with a carriage return too; it says nothing.
    """
    for number, ended in enumerate(BytesIO(content), start=1):
        line = ended.removesuffix(b"\n").removesuffix(b"\r")
        if not line:
            continue
        try:
            yield number, line, decode(line)
        except RecordError as error:
            yield number, line, error


def _check_seal(line: bytes) -> None:
    seal = _SEAL.fullmatch(line[-_SEAL_BYTES:])
    if seal is None:
        raise RecordError("no checksum at its end")
    if int(seal[1], 16) != crc32(line[:-_SEAL_BYTES]):
        raise RecordError("its checksum is wrong")


def _parse(line: bytes, fields: type[T]) -> T:
    try:
        return msgspec.json.decode(line, type=fields)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"not a record: {error}") from error


def _event(fields: _Fields) -> Event:
    payload = bytes(fields.p)
    if not payload.startswith(b"{"):
        raise RecordError("p is not an object")
    return Event(
        id=fields.id,
        device=fields.dev,
        number=fields.n,
        clock=fields.lc,
        at=_instant(fields.at),
        zone=fields.tz,
        day=fields.day,
        action=decode_action(fields.k, payload),
    )


def _dated(event: Event) -> Event:
    """Give an event back that was written within a lifetime of the day that it is about."""
    if not FIRST_YEAR <= event.day.year <= LAST_YEAR:
        raise ValueError(f"day is not in the years {FIRST_YEAR} to {LAST_YEAR}: {event.day}")
    if abs(event.day.year - event.at.year) > MOST_YEARS_AWAY:
        raise ValueError(f"day {event.day} is over {MOST_YEARS_AWAY} years from {event.at:%Y}")
    return event


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None or instant.isoformat() != text:
        raise ValueError(f"at is not a time with its offset: {text!r:.40}")
    return instant.astimezone(UTC)
