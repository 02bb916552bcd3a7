"""A text that the user names: opened with care, whatever is at its path."""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path

from mlroadmap.core.roadmap.problems import Code, Position, Problem
from mlroadmap.core.text import clean
from mlroadmap.errors import RoadmapError
from mlroadmap.storage.files import OversizeError, read_all

SIZE_LIMIT = 32 * 1024 * 1024

_LINE_END = re.compile("\r\n|\r|\n")
_START = Position(1, 1)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class UnusableFileError(Exception):
    """The file as a whole cannot be read; `problem` says why."""

    def __init__(self, code: Code, message: str, hint: str, mark: Position = _START) -> None:
        super().__init__(message)
        self.problem = Problem(mark, code.value, message, hint)


def read_bytes(path: Path, limit: int) -> bytes:
    """Read a regular file of at most `limit` bytes. Raises UnusableFileError."""
    try:
        return _read_regular_file(path, limit)
    except OversizeError as error:
        message = f"The file is larger than {limit // 1024**2} MiB."
        hint = "Check that this is the file you mean."
        raise UnusableFileError(Code.TOO_LARGE, message, hint) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        hint = "Check the path."
        raise UnusableFileError(Code.MISSING_FILE, "There is no such file.", hint) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"The file cannot be read: {clean(reason)}."
        hint = "Check the path and its permissions."
        raise UnusableFileError(Code.UNREADABLE_FILE, message, hint) from error


def decode(data: bytes) -> str:
    """Read bytes as UTF-8. Raises UnusableFileError, which says where they are not."""
    if data.startswith(_UTF16):
        message = "The file is in UTF-16, and a roadmap is in UTF-8."
        raise UnusableFileError(Code.NOT_UTF8, message, "Save it as UTF-8.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        message = f"The byte 0x{data[error.start]:02X} here is not UTF-8."
        mark = mark_at(before, len(before))
        raise UnusableFileError(Code.NOT_UTF8, message, "Save it as UTF-8.", mark) from error


def refusal(path: Path, problems: Iterable[Problem]) -> RoadmapError:
    """Make the error that lists why a roadmap file cannot be used."""
    file = clean(str(path))
    lines = "\n".join(problem.located(file) for problem in problems)
    return RoadmapError(lines, f"Mend the file, then run: mlroadmap check {file}")


def mark_at(text: str, index: int) -> Position:
    """Find the line and column of a character."""
    line, start = 1, 0
    for end in _LINE_END.finditer(text, 0, index):
        line, start = line + 1, end.end()
    return Position(line, index - start + 1)


def _read_regular_file(path: Path, limit: int) -> bytes:
    # Without O_NONBLOCK, opening a FIFO would wait for somebody to write into it.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        _check_kind(os.fstat(descriptor).st_mode)
        return read_all(descriptor, limit)
    finally:
        os.close(descriptor)


def _check_kind(mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    kinds = ((stat.S_ISDIR, "a directory"), (stat.S_ISFIFO, "a pipe"))
    kind = next((name for is_kind, name in kinds if is_kind(mode)), "a device")
    message = f"This is {kind}, not a file."
    raise UnusableFileError(Code.NOT_A_FILE, message, "Name a roadmap file.")
