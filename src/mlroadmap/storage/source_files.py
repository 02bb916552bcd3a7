"""The files that a roadmap is imported from: one, or those of a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from mlroadmap.core.text import clean
from mlroadmap.errors import RoadmapError
from mlroadmap.storage.text_file import UnusableFileError, decode, read_bytes

# Reading Markdown takes about a second a MiB; the largest roadmap seen has 0.2 MiB.
SOURCE_LIMIT = 4 * 1024 * 1024
FILES_LIMIT = 2_000
# Folders within folders; the deepest that was seen has 5.
DEPTH_LIMIT = 30

_HINT = "Name a Markdown, CSV or roadmap.sh JSON file, or a folder of them."


def read_sources(
    source: Path, suffixes: frozenset[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Read a file, or all files below a folder that have one of the suffixes.

    Gives their texts by their paths below the folder, and why other files of it could not
    be read. Links, what is hidden and what lies deeper than DEPTH_LIMIT folders are passed
    over. Raises RoadmapError when the file,
    or the folder as a whole, cannot be read.
    """
    if not source.is_dir():
        return {source.name: _read_one(source)}, {}
    texts: dict[str, str] = {}
    unread: dict[str, str] = {}
    size = 0
    for path in _files_below(source, suffixes):
        name = path.relative_to(source).as_posix()
        try:
            text = decode(read_bytes(path, SOURCE_LIMIT))
        except UnusableFileError as unusable:
            unread[clean(name)] = unusable.problem.message
        else:
            texts[name] = text
            size += len(text)
        if len(texts) + len(unread) > FILES_LIMIT or size > SOURCE_LIMIT:
            message = f"{clean(str(source))} holds more than {FILES_LIMIT:,} files to import, "
            message += f"or more than {SOURCE_LIMIT // 1024**2} MiB of them."
            raise RoadmapError(message, "Name a folder that holds only the roadmap.")
    return texts, unread


def _read_one(source: Path) -> str:
    try:
        return decode(read_bytes(source, SOURCE_LIMIT))
    except UnusableFileError as unusable:
        lines = unusable.problem.located(clean(str(source)))
        raise RoadmapError(lines, _HINT) from unusable


def _files_below(folder: Path, suffixes: frozenset[str]) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        is_deepest = len(Path(parent).relative_to(folder).parts) >= DEPTH_LIMIT
        visible = () if is_deepest else (name for name in folders if not name.startswith("."))
        folders[:] = sorted(visible)
        for name in sorted(names):
            path = Path(parent, name)
            if name.startswith(".") or path.is_symlink():
                continue
            if path.suffix.lower() in suffixes:
                yield path
