"""One archive with the logs of all devices, to carry elsewhere and merge there.

A zip file whose members lie as the logs do below the data directory, byte for byte; a
mirror that holds more than its log goes in as one more log. Names in an archive are only
compared, never used as paths.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import chain
from itertools import count as counting
from pathlib import Path

from mlroadmap.core.text import clean, count, harmless
from mlroadmap.errors import StateError, UsageError
from mlroadmap.storage.files import SIZE_LIMIT, NotRegularError, read_regular
from mlroadmap.storage.log_files import Source, missing_from, read_all_sources
from mlroadmap.storage.os_errors import explained
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.record import MAX_LINE_BYTES

MEMBER_LIMIT = 10_000
# What a member says of its size is only believed where that is too much already.
_CHUNK_BYTES = 1024 * 1024
_MEMBER_MARK = b"PK\x01\x02"
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

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

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
            for name, source in zip(_names(sources), sources, strict=True):
                # Made without the time, which a clock set before 1980 would make impossible.
                member = zipfile.ZipInfo(f"{folder}/{name}")
                member.external_attr = 0o600 << 16
                archive.writestr(member, source.content, method)
    return buffer.getvalue()


def _names(sources: Iterable[Source]) -> list[str]:
    """Name the members after their files, in plain text and each with a name of its own.

    Names mean nothing in an archive, as they mean nothing among the logs.
    """
    names: dict[str, None] = {}
    for source in sources:
        plain = harmless(source.path.name)
        stem = plain.removesuffix(".jsonl")
        numbered = (f"{stem}-{number}.jsonl" for number in counting(2))
        names[next(name for name in chain([plain], numbered) if name not in names)] = None
    return list(names)


def unpack(file: Path, places: Places) -> Logs:
    """Read an archive, whole or not at all.

    Raises UsageError when there is no such file, StateError when it is not an archive as
    `pack` makes it, of a bearable size, undamaged and with events in it.
    """
    with explained(file):
        try:
            content = read_regular(file)
        except FileNotFoundError as error:
            message = f"There is no file {clean(str(file))}."
            raise UsageError(message, "Check the path.") from error
        except NotRegularError as error:
            message = f"{clean(str(file))} is no file of a bearable size."
            raise UsageError(message, "Name one that backup wrote.") from error
    logs: dict[str, list[Source]] = {}
    try:
        # Before the members are listed: a list may take a thousand times its own size.
        _check_size(content.count(_MEMBER_MARK), 0, 0, file)
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for folder, source in _members(archive, file, places, len(content)):
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
        mirrors, logs = read_all_sources(paths.mirror_dir), read_all_sources(paths.log_dir)
    return [*logs, *(_renamed(mirror) for mirror in mirrors if missing_from([mirror], logs))]


def _renamed(mirror: Source) -> Source:
    return Source(mirror.path.with_suffix(".mirror.jsonl"), mirror.content)


def _check_size(members: int, size: int, limit: int, file: Path) -> None:
    if members > MEMBER_LIMIT or size > limit:
        unpacked = f"{count(members, 'file')}, {size:,} bytes"
        raise _no_backup(file, f"it would unpack to {unpacked}, which no log does")


def _most_bytes(packed_size: int) -> int:
    """Say to how much an archive of a size may unpack before it is suspicious."""
    return max(UNSUSPICIOUS_SIZE, RATIO_LIMIT * packed_size)


def _members(
    archive: zipfile.ZipFile, file: Path, places: Places, packed_size: int
) -> Iterator[tuple[str, Source]]:
    members = archive.infolist()
    limit = min(SIZE_LIMIT, _most_bytes(packed_size))
    _check_size(len(members), sum(member.file_size for member in members), limit, file)
    size = 0
    for member in members:
        folder, _, name = member.filename.rpartition("/")
        if folder not in places or not name.endswith(".jsonl"):
            raise _no_backup(file, f"no log is named {member.filename[:80]!r}")
        content = _read_member(archive, member, limit - size, file)
        size += len(content)
        yield folder, Source(file / member.filename, content)


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int, file: Path
) -> bytes:
    """Read a member a piece at a time, so that no more is unpacked than it says it holds."""
    if member.compress_type not in _METHODS:
        raise _no_backup(file, "it is packed in a way that backup does not use")
    pieces = []
    size = 0
    with archive.open(member) as packed:
        while piece := packed.read(_CHUNK_BYTES):
            pieces.append(piece)
            size += len(piece)
            _check_size(1, size, limit, file)
    return b"".join(pieces)


def _says_something(log: Source) -> bool:
    return log.newer or any(log.records)


def _no_backup(file: Path, reason: str) -> StateError:
    return StateError(f"{file} is no backup: {reason}.", "Name a file that backup wrote.")
