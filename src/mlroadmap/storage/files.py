"""Opening, reading, locking and syncing files, with the flags that make it safe."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# A million events are 214 MB. What is larger is no file of ours, but an attack or an accident.
SIZE_LIMIT = 512 * 1024 * 1024

_CHUNK_BYTES = 1024 * 1024
_POLL_SECONDS, _LEAST_POLL_SECONDS = 0.005, 0.0001


class NotRegularError(OSError):
    """Something else than a regular file is where one should be; links are not followed."""


class OversizeError(NotRegularError):
    """A file holds more than any of ours does."""


class LockedError(OSError):
    """Another process holds the lock and does not let go of it."""


def open_regular(path: Path, flags: int) -> int:
    """Open a regular file, private when created, without following a link or waiting.

    Returns the descriptor. Raises NotRegularError for a link, FIFO, device or directory,
    OSError for all else that can go wrong.
    """
    try:
        fd = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO, errno.EISDIR}:
            raise _not_regular(path) from error
        raise
    try:
        _require_regular(fd, path)
    except OSError:
        close(fd)
        raise
    return fd


def close(fd: int) -> None:
    """Close a descriptor. What was synced is safe, so a late complaint changes nothing."""
    with suppress(OSError):
        os.close(fd)


def read_regular(path: Path, limit: int = SIZE_LIMIT) -> bytes:
    """Read a whole regular file.

    Raises OversizeError when it holds more than `limit` bytes, and as `open_regular` does.
    """
    fd = open_regular(path, os.O_RDONLY)
    try:
        return read_all(fd, limit, path)
    finally:
        close(fd)


def read_all(fd: int, limit: int = SIZE_LIMIT, path: Path | None = None) -> bytes:
    """Read from a descriptor's position to its end.

    The size is checked before anything is read, and again while it is read, because the
    file may grow. Raises OversizeError when there are more than `limit` bytes.
    """
    with open(fd, "rb", buffering=0, closefd=False) as file:
        size = os.fstat(fd).st_size
        content = file.read(size + 1) if size <= limit else b""
        while size <= limit and (more := file.read(_CHUNK_BYTES)):
            content += more
            size = len(content)
    if size > limit:
        raise OversizeError(errno.EFBIG, f"larger than {limit // 1024**2} MiB", str(path or fd))
    return content


def write_whole(fd: int, content: bytes) -> None:
    """Write all of the content with one call. Raises OSError when only a part went in."""
    written = os.write(fd, content)
    if written < len(content):
        raise OSError(errno.ENOSPC, f"only {written} of {len(content)} bytes went in")


def sync(fd: int) -> None:
    """Return only when the disk has what the descriptor's file holds."""
    os.fsync(fd)
    # On macOS fsync reaches the drive but not its platters; not every disk there can do more.
    full_sync = getattr(fcntl, "F_FULLFSYNC", None)
    if full_sync is not None:
        with suppress(OSError):
            fcntl.fcntl(fd, full_sync)


def sync_directories(directory: Path) -> None:
    """Make the names in a directory, and its own name in those above it, survive a power cut.

    Goes up as long as the directory is one we can write in: no other can hold a name that
    we created, and that nobody has synced since.
    """
    for place in (directory, *directory.parents):
        if not os.access(place, os.R_OK | os.W_OK):
            return
        _sync_directory(place)


def make_private_directory(directory: Path) -> None:
    """Create a directory, and those above it that are missing, for this user alone."""
    if directory.is_dir():
        return
    make_private_directory(directory.parent)
    with suppress(FileExistsError):
        directory.mkdir(mode=0o700)


@contextmanager
def locked_file(path: Path, patience_seconds: float) -> Iterator[int]:
    """Open a file for reading and appending, created if missing, and hold its lock.

    Yields the descriptor. Raises LockedError when others hold the lock for longer than
    `patience_seconds`, NotRegularError and OSError as `open_regular` does.
    """
    while True:
        fd = open_regular(path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
        try:
            _lock(fd, patience_seconds)
            # A folder service may have put another file in its place while we waited.
            if _is_named(fd, path):
                yield fd
                return
        finally:
            close(fd)


def _sync_directory(directory: Path) -> None:
    fd = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        sync(fd)
    except OSError as error:
        # Some file systems have no such thing as syncing a directory.
        if error.errno != errno.EINVAL:
            raise
    finally:
        close(fd)


def _lock(fd: int, patience_seconds: float) -> None:
    deadline = time.monotonic() + patience_seconds
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            left = deadline - time.monotonic()
            if left <= 0:
                raise LockedError(errno.ETIMEDOUT, "locked for too long") from None
            # Who has waited long looks more often, so that nobody in a crowd waits in vain.
            time.sleep(max(_LEAST_POLL_SECONDS, _POLL_SECONDS * left / patience_seconds))
        else:
            return


def _is_named(fd: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(fd), path.lstat())
    except FileNotFoundError:
        return False


def _require_regular(fd: int, path: Path) -> None:
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        raise _not_regular(path)


def _not_regular(path: Path) -> NotRegularError:
    return NotRegularError(errno.EINVAL, "not a regular file", str(path))
