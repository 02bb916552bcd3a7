"""A file put where the user wants it: whole, or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

from mlroadmap.core.text import clean
from mlroadmap.errors import SystemFailureError
from mlroadmap.storage.file_writer import put


def write_output(
    path: Path, content: bytes, *, backup: bool = False, exclusive: bool = False
) -> Path | None:
    """Write a file in place of the one that may be there; links to it stay links.

    A file that is there keeps its permissions. What is no regular file, such as a pipe,
    is written to. `backup` and `exclusive` are those of `put`. Raises SystemFailureError
    when the system refuses.
    """
    try:
        target = path if exclusive else path.resolve()
        if not exclusive and _is_special(target):
            target.write_bytes(content)
            return None
        return put(target, content, backup=backup, exclusive=exclusive, mode=None)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SystemFailureError(
            f"{clean(str(path))} cannot be written: {clean(reason)}.",
            "Check the path and its permissions, or name another place.",
        ) from error


def _is_special(target: Path) -> bool:
    try:
        return not stat.S_ISREG(target.stat().st_mode)
    except FileNotFoundError:
        return False
