"""The one way to write a file: whole, or not at all.

A file is written under a name that nobody can foresee, created for it alone, and then put
in place at once. Whatever lies at the old name or the new one, no link is followed.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from mlroadmap.storage.files import (
    close,
    open_regular,
    read_regular,
    sync,
    sync_directories,
    write_whole,
)

PRIVATE_MODE = 0o600
_USUAL_MODE = 0o666
_PREFIX = ".mlroadmap-"
_FRESH = re.compile(re.escape(_PREFIX) + "[0-9a-f]{16}")


def put(
    path: Path,
    content: bytes,
    *,
    exclusive: bool = False,
    backup: bool = False,
    mode: int | None = PRIVATE_MODE,
    durable: bool = True,
) -> Path | None:
    """Put a file in place, whole or not at all, and return when the disk has it.

    With `exclusive`, nothing is replaced. With `backup`, what is replaced and differs stays
    beside the file under the path returned, which is never that of a copy that differs.
    A `mode` of None is that of the file replaced, or what the umask leaves of a new one.
    Only what can be computed again, and has a checksum, does without being `durable`.

    Raises FileExistsError for an `exclusive` file that is there, OSError, which names the
    path, for all else that can go wrong; what was there is still there then.
    """
    with _complaints_about(path):
        for leftover in find_leftovers(path.parent):
            leftover.unlink(missing_ok=True)
        with _fresh_file(path.parent, _USUAL_MODE if mode is None else mode) as (fresh, fd):
            if mode is None:
                _inherit_mode(fd, path)
            write_whole(fd, content)
            if durable:
                sync(fd)
            kept = _keep_replaced(path, content) if backup else None
            if exclusive:
                _link(fresh, path)
            else:
                fresh.replace(path)
        if durable:
            sync_directories(path.parent)
    return kept


def find_leftovers(directory: Path) -> Iterator[Path]:
    """Yield the files that commands left in a directory when they were cut short.

    What another process is writing is locked and so left out; a file yielded stays locked
    until the next one is asked for.
    """
    for place in sorted(directory.glob(f"{_PREFIX}*")):
        if not _FRESH.fullmatch(place.name):
            continue
        with suppress(OSError):
            fd = open_regular(place, os.O_RDONLY)
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                yield place
            finally:
                close(fd)


@contextmanager
def _complaints_about(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


@contextmanager
def _fresh_file(directory: Path, mode: int) -> Iterator[tuple[Path, int]]:
    """Create a file to be put in place, locked; none of it is left when that fails."""
    fresh, fd = _create(directory, mode)
    try:
        yield fresh, fd
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise
    finally:
        close(fd)


def _create(directory: Path, mode: int) -> tuple[Path, int]:
    while True:
        fresh = directory / f"{_PREFIX}{os.urandom(8).hex()}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        fd = os.open(fresh, flags, mode)
        # Where files cannot be locked, nobody takes this one for a leftover either.
        with suppress(OSError):
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Before it was locked, another process may have taken it for a leftover.
        if os.fstat(fd).st_nlink:
            return fresh, fd
        close(fd)


def _inherit_mode(fd: int, path: Path) -> None:
    with suppress(FileNotFoundError):
        os.fchmod(fd, stat.S_IMODE(path.lstat().st_mode))


def _keep_replaced(path: Path, content: bytes) -> Path | None:
    """Copy what is about to be replaced by other content to a name that is free."""
    try:
        replaced = read_regular(path)
    except FileNotFoundError:
        return None
    if replaced == content:
        return None
    mode = stat.S_IMODE(path.stat().st_mode)
    for number in count(1):
        kept = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        try:
            put(kept, replaced, exclusive=True, mode=mode)
        except FileExistsError:
            if not _holds(kept, replaced):
                continue
        break
    return kept


def _holds(path: Path, content: bytes) -> bool:
    try:
        return read_regular(path) == content
    except OSError:
        return False


def _link(fresh: Path, path: Path) -> None:
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
