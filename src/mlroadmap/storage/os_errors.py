"""What the operating system refused, in plain words, with what to do about it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mlroadmap.errors import StateError
from mlroadmap.storage.files import LockedError, NotRegularError, OversizeError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_DIRECTORY = {errno.ENOTDIR, errno.EEXIST, errno.ENAMETOOLONG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an OSError inside the block into a StateError about the path it names."""
    try:
        yield
    except OSError as error:
        message, hint = _explanation(error)
        raise StateError(f"{error.filename or path} {message}.", hint) from error


def refuse_newer(*, newer: bool) -> None:
    """Raise StateError when a newer program wrote something: then nothing is written."""
    if newer:
        raise StateError(
            "A newer version of mlroadmap wrote parts of this log.",
            "Update with `python -m pip install --upgrade mlroadmap`, then try again.",
        )


def _explanation(error: OSError) -> tuple[str, str]:
    if isinstance(error, LockedError):
        return (
            "has been locked by another process for too long",
            "Find a mlroadmap that is stuck with `ps`, end it, and run the command again.",
        )
    if isinstance(error, NotRegularError):
        is_large = isinstance(error, OversizeError)
        return (
            f"is {error.strerror}, which no file of mlroadmap is"
            if is_large
            else "is a link, a pipe or something else that is not a regular file",
            "Move it out of the way with `mv`, then run the command again.",
        )
    if error.errno in _FULL:
        return (
            f"cannot grow ({error.strerror})",
            "Free some disk space, look at `mlroadmap history`, and run the command again.",
        )
    if error.errno in _FORBIDDEN:
        return (
            f"may not be used ({error.strerror})",
            "Give yourself permission with `chmod`, or choose another place with --state DIR.",
        )
    if error.errno in _NO_DIRECTORY:
        return (
            f"cannot be used ({error.strerror})",
            "Choose a directory with --state DIR or MLROADMAP_STATE.",
        )
    return (
        f"cannot be used ({error.strerror or error})",
        "Check the disk with `df`, look at `mlroadmap history`, and run the command again.",
    )
