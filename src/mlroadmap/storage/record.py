"""One line of the log: an event spelled as JSON, sealed with a checksum.

docs/state.md specifies the format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from io import BytesIO
from typing import Any
from zlib import crc32

import msgspec

from mlroadmap.core.calendar.dates import FIRST_YEAR, LAST_YEAR
from mlroadmap.core.journal.events import Event

VERSION = 1
MAX_LINE_BYTES = 16 * 1024 * 1024
# Far beyond any use, and exact in languages whose numbers are doubles.
MAX_COUNT = 10**15

# Between the day that an event is about and the time at which it was written.
MOST_YEARS_AWAY = 100

_KEYS = frozenset({"v", "id", "dev", "n", "lc", "at", "tz", "day", "k", "p", "c"})
_SEAL = re.compile(rb',"c":"([0-9a-f]{8})"\}')
_SEAL_BYTES = 16
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DEVICE = re.compile(r"[0-9a-z]{1,32}")
_ZONE = re.compile(r"[\x21-\x7e]{1,64}")
_KIND = re.compile(r"[a-z][a-z0-9-]{0,31}")


class RecordError(ValueError):
    """A line that is not a record.

    `newer` is true when the line is intact and of a version that this program does not
    know.
    """

    def __init__(self, reason: str, *, newer: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.newer = newer


class Record(msgspec.Struct, frozen=True):
    """An event and the version of the format it was written in."""

    event: Event
    version: int = VERSION

    @property
    def newer(self) -> bool:
        """Whether a newer program wrote it."""
        return self.version > VERSION


def is_zone(name: str) -> bool:
    """Whether a record can hold a name as that of a time zone."""
    return _ZONE.fullmatch(name) is not None


def encode(event: Event, wall: tzinfo = UTC) -> bytes:
    """Spell an event as one line of the log, its newline included.

    `wall` has the offset from UTC that the learner's clock showed.
    Raises RecordError for text that is not Unicode and numbers that JSON does not have.
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
        "k": event.kind,
        "p": event.payload,
    }
    try:
        text = json.dumps(fields, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        body = text.removesuffix("}").encode()
    except ValueError as error:
        raise RecordError(f"it cannot be spelled as JSON: {error}") from error
    return body + b',"c":"%08x"}\n' % crc32(body)


def decode(line: bytes) -> Record:
    """Read one line of the log, with or without its newline.

    Raises RecordError, with the reason, for anything that `encode` does not write.
    """
    line = line.removesuffix(b"\n")
    if len(line) > MAX_LINE_BYTES:
        raise RecordError("longer than 16 MiB")
    _check_seal(line)
    fields = _parse(line)
    version = fields.get("v")
    if type(version) is not int or version < 1:
        raise RecordError(f"not a version: {version!r:.40}")
    newer = version > VERSION
    if not (fields.keys() >= _KEYS if newer else fields.keys() == _KEYS):
        raise RecordError("not the keys of a record", newer=newer)
    try:
        return Record(_dated(_event(fields)), version)
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


def _parse(line: bytes) -> dict[str, Any]:
    try:
        # What ends as `_check_seal` wants it is an object or no JSON at all.
        fields: dict[str, Any] = msgspec.json.decode(line)
    except (ValueError, RecursionError) as error:
        raise RecordError("not JSON") from error
    return fields


def _event(fields: dict[str, Any]) -> Event:
    payload = fields["p"]
    if not isinstance(payload, dict):
        raise RecordError("p is not an object")
    return Event(
        id=_matching(_ID, fields, "id"),
        device=_matching(_DEVICE, fields, "dev"),
        number=_count(fields, "n"),
        clock=_count(fields, "lc"),
        at=_instant(fields, "at"),
        zone=_matching(_ZONE, fields, "tz"),
        day=_day(fields, "day"),
        kind=_matching(_KIND, fields, "k"),
        payload=payload,
    )


def _dated(event: Event) -> Event:
    """Give an event back that was written within a lifetime of the day that it is about."""
    if abs(event.day.year - event.at.year) > MOST_YEARS_AWAY:
        raise ValueError(f"day {event.day} is over {MOST_YEARS_AWAY} years from {event.at:%Y}")
    return event


def _text(fields: dict[str, Any], key: str) -> str:
    value = fields[key]
    if not isinstance(value, str):
        raise RecordError(f"{key} is not a text")
    return value


def _matching(pattern: re.Pattern[str], fields: dict[str, Any], key: str) -> str:
    value = fields[key]
    if not isinstance(value, str) or pattern.fullmatch(value) is None:
        raise ValueError(f"{key} is not as it should be: {value!r:.80}")
    return value


def _count(fields: dict[str, Any], key: str) -> int:
    value = fields[key]
    if type(value) is not int or not 1 <= value <= MAX_COUNT:
        raise ValueError(f"{key} is not a whole number from 1: {value!r:.40}")
    return value


def _day(fields: dict[str, Any], key: str) -> date:
    text = _text(fields, key)
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(f"{key} is not a date as YYYY-MM-DD: {text!r:.40}")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"{key} is not in the years {FIRST_YEAR} to {LAST_YEAR}: {text}")
    return day


def _instant(fields: dict[str, Any], key: str) -> datetime:
    text = _text(fields, key)
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None or instant.isoformat() != text:
        raise ValueError(f"{key} is not a time with its offset: {text!r:.40}")
    return instant.astimezone(UTC)
