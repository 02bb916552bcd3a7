"""The files that hold events, line by line: the logs in a directory, or the mirrors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from mlroadmap.core.journal.unread import Unintelligible
from mlroadmap.storage.files import NotRegularError, read_regular
from mlroadmap.storage.plausibility import Standing, implausibility, standing_of
from mlroadmap.storage.record import Record, RecordError, scan

_DEVICE_LOG = re.compile(r"([0-9a-z]{1,32})\.jsonl")

Line = tuple[int, bytes, Record | RecordError]


class Source(Struct, frozen=True, dict=True):
    """A file as it was read, a log or a mirror."""

    path: Path
    content: bytes

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Each line that is not empty."""
        return tuple(scan(self.content))

    @property
    def device(self) -> str | None:
        """The device whose file it is; None for a copy that a folder service made."""
        match = _DEVICE_LOG.fullmatch(self.path.name)
        return match[1] if match else None

    @property
    def records(self) -> Iterator[tuple[bytes, Record]]:
        """The lines that are records."""
        return ((line, found) for _, line, found in self.lines if isinstance(found, Record))

    @property
    def faults(self) -> Iterator[tuple[int, RecordError]]:
        """The lines that are none, by number."""
        return ((n, found) for n, _, found in self.lines if isinstance(found, RecordError))

    @property
    def newer(self) -> bool:
        """Whether a newer program wrote some of it."""
        return any(found.newer for _, _, found in self.lines)


def complaint(record: Record) -> str:
    """Say what cannot be understood of what a record says; nothing is the usual case."""
    action = record.event.action
    return action.reason if isinstance(action, Unintelligible) else ""


def log_files(directory: Path) -> list[Path]:
    """List what is named as a log, nothing where there is no directory. Raises OSError."""
    try:
        places = list(directory.iterdir())
    except FileNotFoundError:
        return []
    return sorted(place for place in places if place.suffix == ".jsonl")


def read_source(path: Path) -> Source:
    """Read a log or a mirror. Raises OSError, as `read_regular` does."""
    return Source(path, read_regular(path))


def read_sources(directory: Path) -> tuple[list[Source], list[tuple[Path, OSError]]]:
    """Read all logs of a directory, and give what could not be read beside them.

    Raises OSError when the directory itself cannot be read.
    """
    read: list[Source] = []
    refused: list[tuple[Path, OSError]] = []
    for path in log_files(directory):
        try:
            read.append(read_source(path))
        except FileNotFoundError:
            continue
        except OSError as error:
            refused.append((path, error))
    return read, refused


def read_all_sources(directory: Path) -> list[Source]:
    """Read all logs of a directory that are files. Raises OSError when one cannot be read."""
    read, refused = read_sources(directory)
    for _, error in refused:
        if not isinstance(error, NotRegularError):
            raise error
    return read


def standing_of_sources(*sources: Source) -> Standing:
    """Find where the log stands that these files hold together."""
    return standing_of(record.event for source in sources for _, record in source.records)


def believable_missing(
    sources: Iterable[Source], held: Iterable[Source], standing: Standing
) -> list[tuple[bytes, Record]]:
    """List what `missing_from` does, but for records that no device can have written."""
    return [
        (line, record)
        for line, record in missing_from(sources, held)
        if not implausibility(record.event, standing)
    ]


def missing_from(
    sources: Iterable[Source], held: Iterable[Source]
) -> list[tuple[bytes, Record]]:
    """List the records, each once, that are in `sources` and not in `held`.

    It does not matter whether what they say can be understood: another version may.
    """
    known = {record.event.id for source in held for _, record in source.records}
    found: dict[str, tuple[bytes, Record]] = {}
    for source in sources:
        for line, record in source.records:
            if record.event.id not in known:
                found.setdefault(record.event.id, (line, record))
    return list(found.values())
