"""A document put where the user wants it: whole, or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from mlroadmap.core.text import clean
from mlroadmap.errors import SystemFailureError
from mlroadmap.storage.files import close, sync, write_whole


def write_output(path: Path, content: bytes) -> None:
    """Write a file in place of the one that may be there; links to it stay links.

    A file that is there keeps its permissions. What is no regular file, such as a pipe,
    is written to. Raises SystemFailureError when the system refuses.
    """
    try:
        _write(path.resolve(), content)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SystemFailureError(
            f"{clean(str(path))} cannot be written: {reason}.",
            "Check the path and its permissions, or name another place with -o FILE.",
        ) from error


def _write(target: Path, content: bytes) -> None:
    mode = _mode(target)
    if mode is not None and not stat.S_ISREG(mode):
        target.write_bytes(content)
        return
    fresh = target.with_name(f".mlroadmap-{token_hex(8)}")
    fd = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        try:
            if mode is not None:
                os.fchmod(fd, stat.S_IMODE(mode))
            write_whole(fd, content)
            sync(fd)
        finally:
            close(fd)
        fresh.replace(target)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise


def _mode(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None
