"""The second copy of this device's log, which finds what the log lost and brings it back.

The mirror is written after the log and never synced, so it costs next to nothing; whatever
happens to it, an append makes it a copy of the log again.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from mlroadmap.storage.file_writer import put
from mlroadmap.storage.files import (
    NotRegularError,
    close,
    make_private_directory,
    open_regular,
    read_regular,
    write_whole,
)


def read_mirror(path: Path) -> bytes | None:
    """Read the mirror: nothing when there is none, None when there is one we cannot read."""
    try:
        return require_mirror(path)
    except OSError:
        return None


def require_mirror(path: Path) -> bytes:
    """Read the mirror: nothing when there is none. Raises OSError when it cannot be read."""
    try:
        return read_regular(path)
    except (FileNotFoundError, NotRegularError):
        return b""


def update_mirror(path: Path, *, held: bytes | None, before: bytes, block: bytes) -> None:
    """Follow an append to the log: `before` is what the log was, `held` the mirror.

    A mirror that was a copy is appended to, any other is made anew, but not one that
    could not be read: it may hold what the log lost. Fails silently, because the log has
    the event.
    """
    if held is None:
        return
    with suppress(OSError):
        make_private_directory(path.parent)
        if held == before:
            _append(path, block)
        else:
            put(path, before + block)


def _append(path: Path, block: bytes) -> None:
    fd = open_regular(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        write_whole(fd, block)
    finally:
        close(fd)
