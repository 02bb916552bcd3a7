"""The files that a roadmap is imported from: one, or those of a folder."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from msgspec import Struct

from mlroadmap.core.text import clean
from mlroadmap.errors import RoadmapError
from mlroadmap.storage.text_file import UnusableFileError, decode, read_bytes

# Reading Markdown takes about a second a MiB; the largest roadmap seen has 0.2 MiB.
SOURCE_LIMIT = 4 * 1024 * 1024
FILES_LIMIT = 2_000
# Folders within folders; the deepest that was seen has 5.
DEPTH_LIMIT = 30

_HINT = "Name a file or a folder that can be imported, or - for text on standard input."


class Sources(Struct, frozen=True):
    """The contents of files by their paths: text, or bytes where the kind is binary.

    `unread` says why a file could not be read, `others` counts files of other kinds by the
    endings of their names.
    """

    contents: Mapping[str, str | bytes]
    unread: Mapping[str, str] = {}
    others: Mapping[str, int] = {}


def read_sources(
    source: Path, suffixes: AbstractSet[str], binary: AbstractSet[str] = frozenset()
) -> Sources:
    """Read a file, or all files below a folder that have one of the suffixes.

    Links, what is hidden and what lies deeper than DEPTH_LIMIT folders are passed over. Raises
    RoadmapError when the file, or the folder as a whole, cannot be read.
    """
    if not source.is_dir():
        return Sources({source.name: _read_one(source, binary)})
    contents: dict[str, str | bytes] = {}
    unread: dict[str, str] = {}
    others: Counter[str] = Counter()
    size = 0
    for path in _files_below(source):
        if path.suffix.lower() not in suffixes:
            others[clean(path.suffix.lower())] += 1
            continue
        name = path.relative_to(source).as_posix()
        try:
            content = _content(path, binary)
        except UnusableFileError as unusable:
            unread[clean(name)] = unusable.problem.message
        else:
            contents[name] = content
            size += len(content)
        if len(contents) + len(unread) > FILES_LIMIT or size > SOURCE_LIMIT:
            message = f"{clean(str(source))} holds more than {FILES_LIMIT:,} files to import, "
            message += f"or more than {SOURCE_LIMIT // 1024**2} MiB of them."
            raise RoadmapError(message, "Name a folder that holds only the roadmap.")
    return Sources(contents, unread, others)


def _read_one(source: Path, binary: AbstractSet[str]) -> str | bytes:
    try:
        return _content(source, binary)
    except UnusableFileError as unusable:
        lines = unusable.problem.located(clean(str(source)))
        raise RoadmapError(lines, _HINT) from unusable


def _content(path: Path, binary: AbstractSet[str]) -> str | bytes:
    data = read_bytes(path, SOURCE_LIMIT)
    return data if path.suffix.lower() in binary else decode(data)


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        is_deepest = len(Path(parent).relative_to(folder).parts) >= DEPTH_LIMIT
        visible = () if is_deepest else (name for name in folders if not name.startswith("."))
        folders[:] = sorted(visible)
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith(".") and not path.is_symlink():
                yield path
