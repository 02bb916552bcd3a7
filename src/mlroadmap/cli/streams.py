"""The standard streams: made fit to be written to, given up, and read from."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TextIO


def prepare_streams() -> None:
    """Write UTF-8 whatever the locale, and nowhere when a stream was closed at the start."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    sys.stdout = _buffered(sys.stdout)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _buffered(stream: TextIO) -> TextIO:
    """Give a stream a buffer if it has none: without one, a short write goes unnoticed."""
    raw = getattr(stream, "buffer", None)
    if not isinstance(raw, io.RawIOBase):
        return stream
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8", errors="replace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def abandon(stream: TextIO) -> None:
    """Send what is still buffered nowhere, so that the interpreter's exit stays quiet."""
    with _nowhere() as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())


def terminal_columns() -> int:
    """Give the width of the terminal as shutil does, which takes 2 ms to import.

    It is what COLUMNS says, or else the terminal at stdout; 80 where neither does.
    """
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 80
    except (OSError, ValueError):
        return 80


def read_input(most_bytes: int) -> bytes:
    """Read what is piped or pasted, and no more of it than so many bytes."""
    return sys.stdin.buffer.read(most_bytes)


def is_conversation() -> bool:
    """Whether someone at a terminal reads questions and can answer them."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
