"""The few system calls that the store is made of, with the flags that make them safe."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_POLL_SECONDS, _LEAST_POLL_SECONDS = 0.005, 0.0001


class NotRegularError(OSError):
    """Something else than a regular file is where one should be; links are not followed."""


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


def read_regular(path: Path) -> bytes:
    """Read a whole regular file. Raises as `open_regular` does."""
    fd = open_regular(path, os.O_RDONLY)
    try:
        return read_all(fd)
    finally:
        close(fd)


def read_all(fd: int) -> bytes:
    """Read from a descriptor's position to its end."""
    with open(fd, "rb", buffering=0, closefd=False) as file:
        return file.readall()


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


def replace_file(path: Path, content: bytes) -> None:
    """Put a file in place, whole or not at all. The caller holds a lock against others."""
    fresh = path.with_name(f".{path.name}.new")
    with _in_place_of(path, fresh):
        _write_fresh(fresh, content)
        fresh.replace(path)


def create_file(path: Path, content: bytes) -> None:
    """Put a file where none is, whole or not at all, and return when the disk has it.

    Raises FileExistsError where there is one, OSError for all else that can go wrong.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    with _in_place_of(path, fresh):
        _write_fresh(fresh, content)
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            raise
        except OSError:
            # Not every disk has links, and a rename would replace what is there.
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, "exists already", str(path)) from None
            fresh.replace(path)
        else:
            fresh.unlink()
    sync_directories(path.parent)


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


@contextmanager
def _in_place_of(path: Path, fresh: Path) -> Iterator[None]:
    """Leave nothing of a file that could not be put in place; complaints name the place."""
    try:
        yield
    except BaseException as error:
        with suppress(OSError):
            fresh.unlink()
        if isinstance(error, OSError):
            error.filename = str(path)
        raise


def _write_fresh(path: Path, content: bytes) -> None:
    fd = open_regular(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        write_whole(fd, content)
        sync(fd)
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
