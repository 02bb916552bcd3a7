"""One archive with the logs of all devices, to carry elsewhere and merge there.

A zip file whose members lie as the logs do below the data directory, byte for byte; a
mirror that holds more than its log goes in as one more log. Names in an archive are only
compared, never used as paths.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import chain
from pathlib import Path

from mlroadmap.core.text import count
from mlroadmap.errors import StateError, UsageError
from mlroadmap.storage.files import NotRegularError, read_regular
from mlroadmap.storage.log_files import Source, missing_from, read_sources
from mlroadmap.storage.os_errors import explained
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.record import MAX_LINE_BYTES

# A million events are 214 MB. More than this is no log but an attack or an accident.
SIZE_LIMIT = 512 * 1024 * 1024
MEMBER_LIMIT = 10_000
# So is what shrank to less than a hundredth, where logs shrink to a fifth; but a log may
# hold one line, of the longest there is, that says the same thing over and over.
RATIO_LIMIT = 100
UNSUSPICIOUS_SIZE = MAX_LINE_BYTES

# Beside its own error, zipfile lets these out for what was damaged or made up.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)

Places = Mapping[str, Paths]
"""The logs there are, by the folder that they have in an archive."""

Logs = Mapping[str, list[Source]]
"""What was read of them, or of an archive, by the same folders."""


def gather(places: Places) -> Logs:
    """Read all logs, and the mirrors that hold more. Raises StateError if it cannot."""
    return {folder: _gather(paths) for folder, paths in places.items()}


def pack(logs: Logs) -> bytes:
    """Make an archive. The same logs make the same archive, byte for byte."""
    size = sum(len(source.content) for sources in logs.values() for source in sources)
    packed = _pack(logs, zipfile.ZIP_DEFLATED)
    # What shrinks so much that it would be refused is put in as it is.
    return packed if size <= _most_bytes(len(packed)) else _pack(logs, zipfile.ZIP_STORED)


def _pack(logs: Logs, method: int) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for folder, sources in logs.items():
            for source in sources:
                # Made without the time, which a clock set before 1980 would make impossible.
                member = zipfile.ZipInfo(f"{folder}/{source.path.name}")
                member.external_attr = 0o600 << 16
                archive.writestr(member, source.content, method)
    return buffer.getvalue()


def unpack(file: Path, places: Places) -> Logs:
    """Read an archive, whole or not at all.

    Raises UsageError when there is no such file, StateError when it is not an archive as
    `pack` makes it, of a bearable size, undamaged and with events in it.
    """
    with explained(file):
        try:
            content = read_regular(file)
        except FileNotFoundError as error:
            raise UsageError(f"There is no file {file}.", "Check the path.") from error
        except NotRegularError as error:
            raise UsageError(f"{file} is no file.", "Name one that backup wrote.") from error
    logs: dict[str, list[Source]] = {}
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_size(archive, file, len(content))
            for folder, source in _members(archive, file, places):
                logs.setdefault(folder, []).append(source)
    except _DAMAGE as error:
        raise StateError(
            f"{file} is no backup, or a damaged one: {error}.",
            "Take another. What `unzip` saves of it may be put into the log directory, "
            "named anything.jsonl: it counts as a log.",
        ) from error
    if not any(_says_something(log) for log in chain.from_iterable(logs.values())):
        raise _no_backup(file, "it holds no event")
    return logs


def _gather(paths: Paths) -> list[Source]:
    with explained(paths.log_dir):
        # As at reading, the mirror before the log that it follows.
        mirrors, _ = read_sources(paths.mirror_dir)
        logs, refused = read_sources(paths.log_dir)
        for _, error in refused:
            if not isinstance(error, NotRegularError):
                raise error
    return [*logs, *(_renamed(mirror) for mirror in mirrors if missing_from([mirror], logs))]


def _renamed(mirror: Source) -> Source:
    return Source(mirror.path.with_suffix(".mirror.jsonl"), mirror.content)


def _check_size(archive: zipfile.ZipFile, file: Path, packed_size: int) -> None:
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    most = min(SIZE_LIMIT, _most_bytes(packed_size))
    if len(members) > MEMBER_LIMIT or size > most:
        unpacked = f"{count(len(members), 'file')}, {size:,} bytes"
        raise _no_backup(file, f"it would unpack to {unpacked}, which no log does")


def _most_bytes(packed_size: int) -> int:
    """Say to how much an archive of a size may unpack before it is suspicious."""
    return max(UNSUSPICIOUS_SIZE, RATIO_LIMIT * packed_size)


def _members(
    archive: zipfile.ZipFile, file: Path, places: Places
) -> Iterator[tuple[str, Source]]:
    for member in archive.infolist():
        folder, _, name = member.filename.rpartition("/")
        if folder not in places or not name.endswith(".jsonl"):
            raise _no_backup(file, f"no log is named {member.filename[:80]!r}")
        yield folder, Source(file / member.filename, archive.read(member))


def _says_something(log: Source) -> bool:
    return log.newer or any(log.records)


def _no_backup(file: Path, reason: str) -> StateError:
    return StateError(f"{file} is no backup: {reason}.", "Name a file that backup wrote.")
