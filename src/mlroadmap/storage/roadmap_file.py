"""A roadmap file on disk: opened with care, checked, and turned into a Roadmap."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.roadmap.problems import Problem, shown
from mlroadmap.storage.compiled import (
    CompiledRoadmap,
    encode_content,
    keep_compiled,
    load_compiled,
)
from mlroadmap.storage.content_files import (
    check_content_files,
    step_files,
    with_hours_of_steps,
)
from mlroadmap.storage.text_file import (
    SIZE_LIMIT,
    UnusableFileError,
    decode,
    read_bytes,
    refusal,
)

if TYPE_CHECKING:
    from mlroadmap.core.roadmap.reading import Reading

_PACKAGE = Path(__file__).parents[1]
_CHECKOUT = Path(__file__).parents[3]


class LoadedRoadmap(Struct, frozen=True):
    """A valid roadmap and where it is from: a path, and the file's bytes with their hash."""

    compiled: CompiledRoadmap
    path: Path

    @property
    def roadmap(self) -> Roadmap:
        """The roadmap."""
        return self.compiled.roadmap

    @property
    def sha256(self) -> str:
        """The hash of the bytes that it was made from, in hex."""
        return self.compiled.sha256


def builtin_roadmap_path() -> Path:
    """Find the roadmap that is part of mlroadmap, in a wheel or in a source checkout."""
    shipped = _PACKAGE / "roadmap.yaml"
    return shipped if shipped.is_file() else _CHECKOUT / "roadmap.yaml"


def schema_uri() -> str:
    """Find the JSON Schema of roadmap files, for the editors that offer its keys."""
    return (_PACKAGE / "roadmap.schema.json").as_uri()


def load_roadmap(path: Path, compiled: Path | None = None) -> LoadedRoadmap:
    """Load a roadmap, from the directory `compiled` if it was loaded before.

    Raises RoadmapError, which lists every problem, when it cannot be used.
    """
    known = _load_compiled(path, compiled) if compiled else None
    if known is not None:
        return known
    loaded, problems = check_file(path)
    if loaded is None:
        raise refusal(path, problems)
    if compiled:
        keep_compiled(compiled, loaded.compiled)
    return loaded


def check_file(path: Path) -> tuple[LoadedRoadmap | None, tuple[Problem, ...]]:
    """Check a roadmap file, whatever is at the path; no file and no content raises.

    Gives the problems in the order of the file, and a roadmap unless it cannot be used.
    """
    try:
        data = read_bytes(path, SIZE_LIMIT)
        text = decode(data)
    except UnusableFileError as unusable:
        return None, (unusable.problem,)
    reading, problems = _read(text)
    if reading is None or reading.roadmap is None:
        return None, shown(problems)
    contents = {topic: encode_content(each) for topic, each in reading.contents.items()}
    plain = CompiledRoadmap(data, _sha256(data), reading.roadmap, contents)
    found, more = with_hours_of_steps(path, plain)
    loaded = LoadedRoadmap(found, path) if found else None
    return loaded, shown((*problems, *more))


def check_all(path: Path) -> tuple[LoadedRoadmap | None, tuple[Problem, ...]]:
    """Check a roadmap file as `check_file` does, and all content files that it has."""
    loaded, problems = check_file(path)
    if loaded is None:
        return None, problems
    with _collector_paused():
        found = [*problems, *check_content_files(path, loaded.compiled)]
    is_usable = all(problem.is_warning for problem in found)
    return loaded if is_usable else None, shown(found)


def check_text(text: str) -> tuple[Roadmap | None, tuple[Problem, ...]]:
    """Check the text of a roadmap file; gives its roadmap unless it cannot be used."""
    reading, problems = _read(text)
    return reading.roadmap if reading else None, shown(problems)


def _load_compiled(path: Path, compiled: Path) -> LoadedRoadmap | None:
    try:
        found = load_compiled(compiled, read_bytes(path, SIZE_LIMIT), CompiledRoadmap)
        if found is None or found.step_files != step_files(path, found):
            return None
    except UnusableFileError:
        return None
    return LoadedRoadmap(found, path)


def _sha256(data: bytes) -> str:
    from hashlib import sha256  # noqa: PLC0415 - takes 3 ms, and what is compiled has it

    return sha256(data).hexdigest()


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


def _read(text: str) -> tuple[Reading | None, list[Problem]]:
    # YAML takes 25 ms to import, which a roadmap that was compiled before does without.
    from mlroadmap.core.roadmap.reading import read_roadmap  # noqa: PLC0415
    from mlroadmap.storage.yaml_document import read_document  # noqa: PLC0415

    with _collector_paused():
        root, problems = read_document(text)
        if root is None:
            return None, problems
        reading = read_roadmap(root)
    return None if problems else reading, [*problems, *reading.problems]
