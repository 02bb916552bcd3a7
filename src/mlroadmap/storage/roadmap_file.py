"""A roadmap file on disk: opened with care, checked, and turned into a Roadmap."""

from __future__ import annotations

import codecs
import gc
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mlroadmap.core.model import Roadmap
from mlroadmap.core.problems import Code, Mark, Problem, shown
from mlroadmap.core.reading import read_roadmap
from mlroadmap.core.text import clean
from mlroadmap.errors import RoadmapError
from mlroadmap.storage.yaml_document import mark_at, read_document

SIZE_LIMIT = 32 * 1024 * 1024

_PACKAGE = Path(__file__).parents[1]
_CHECKOUT = Path(__file__).parents[3]
_START = Mark(1, 1)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class LoadedRoadmap:
    """A valid roadmap and where it is from; `sha256` is of the file's bytes, in hex."""

    roadmap: Roadmap
    sha256: str
    path: Path


class _UnusableFileError(Exception):
    """The file as a whole cannot be read; `problem` says why."""

    def __init__(self, code: Code, message: str, hint: str, mark: Mark = _START) -> None:
        super().__init__(message)
        self.problem = Problem(mark, code.value, message, hint)


def builtin_roadmap_path() -> Path:
    """Find the roadmap that is part of mlroadmap, in a wheel or in a source checkout."""
    shipped = _PACKAGE / "roadmap.yaml"
    return shipped if shipped.is_file() else _CHECKOUT / "roadmap.yaml"


def load_roadmap(path: Path) -> LoadedRoadmap:
    """Load a roadmap. Raises RoadmapError, which lists every problem, when it has any."""
    loaded, problems = check_file(path)
    if loaded is not None:
        return loaded
    file = clean(str(path))
    lines = "\n".join(problem.located(file) for problem in problems)
    raise RoadmapError(lines, f"Mend the file, then run: mlroadmap check {file}")


def check_file(path: Path) -> tuple[LoadedRoadmap | None, tuple[Problem, ...]]:
    """Check a roadmap file, whatever is at the path; no file and no content raises.

    Gives either a roadmap or its problems, in the order of the file.
    """
    try:
        data = _read_bytes(path)
        text = _decode(data)
    except _UnusableFileError as unusable:
        return None, (unusable.problem,)
    with _collector_paused():
        roadmap, problems = _read(text)
    if roadmap is None:
        return None, shown(problems)
    return LoadedRoadmap(roadmap, sha256(data).hexdigest(), path), ()


@contextmanager
def _collector_paused() -> Iterator[None]:
    # Reading makes no garbage that refers to itself; searching a growing tree for some,
    # again and again, would double the time that a large file takes.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read(text: str) -> tuple[Roadmap | None, list[Problem]]:
    root, problems = read_document(text)
    if root is None:
        return None, problems
    reading = read_roadmap(root)
    return None if problems else reading.roadmap, [*problems, *reading.problems]


def _read_bytes(path: Path) -> bytes:
    try:
        data = _read_regular_file(path)
    except FileNotFoundError as error:
        hint = "Check the path."
        raise _UnusableFileError(Code.MISSING_FILE, "There is no such file.", hint) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"The file cannot be read: {clean(reason)}."
        hint = "Check the path and its permissions."
        raise _UnusableFileError(Code.UNREADABLE_FILE, message, hint) from error
    if len(data) > SIZE_LIMIT:
        message = f"The file is larger than {SIZE_LIMIT // 1024**2} MiB."
        hint = "Check that this is the file you mean."
        raise _UnusableFileError(Code.TOO_LARGE, message, hint)
    return data


def _read_regular_file(path: Path) -> bytes:
    # Without O_NONBLOCK, opening a FIFO would wait for somebody to write into it.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        _check_kind(os.fstat(descriptor).st_mode)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(SIZE_LIMIT + 1)
    finally:
        os.close(descriptor)


def _check_kind(mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    kinds = ((stat.S_ISDIR, "a directory"), (stat.S_ISFIFO, "a pipe"))
    kind = next((name for is_kind, name in kinds if is_kind(mode)), "a device")
    message = f"This is {kind}, not a file."
    raise _UnusableFileError(Code.NOT_A_FILE, message, "Name a roadmap file.")


def _decode(data: bytes) -> str:
    if data.startswith(_UTF16):
        message = "The file is in UTF-16, and a roadmap is in UTF-8."
        raise _UnusableFileError(Code.NOT_UTF8, message, "Save it as UTF-8.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        message = f"The byte 0x{data[error.start]:02X} here is not UTF-8."
        mark = mark_at(before, len(before))
        raise _UnusableFileError(Code.NOT_UTF8, message, "Save it as UTF-8.", mark) from error
