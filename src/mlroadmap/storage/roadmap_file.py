"""A roadmap file on disk: opened with care, checked, and turned into a Roadmap."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.roadmap.problems import Problem, shown
from mlroadmap.core.text import clean
from mlroadmap.errors import RoadmapError
from mlroadmap.storage.compiled import Compiled, keep_compiled, load_compiled
from mlroadmap.storage.text_file import UnusableFileError, decode, read_bytes

SIZE_LIMIT = 32 * 1024 * 1024

_PACKAGE = Path(__file__).parents[1]
_CHECKOUT = Path(__file__).parents[3]


class LoadedRoadmap(Struct, frozen=True):
    """A valid roadmap and where it is from: a path, and the file's bytes with their hash."""

    compiled: Compiled
    path: Path

    @property
    def roadmap(self) -> Roadmap:
        """The roadmap."""
        return self.compiled.roadmap

    @property
    def sha256(self) -> str:
        """The hash of the file's bytes, in hex."""
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

    Raises RoadmapError, which lists every problem, when it has any.
    """
    known = _load_compiled(path, compiled) if compiled else None
    if known is not None:
        return known
    loaded, problems = check_file(path)
    if loaded is not None:
        if compiled:
            keep_compiled(compiled, loaded.compiled)
        return loaded
    file = clean(str(path))
    lines = "\n".join(problem.located(file) for problem in problems)
    raise RoadmapError(lines, f"Mend the file, then run: mlroadmap check {file}")


def check_file(path: Path) -> tuple[LoadedRoadmap | None, tuple[Problem, ...]]:
    """Check a roadmap file, whatever is at the path; no file and no content raises.

    Gives either a roadmap or its problems, in the order of the file.
    """
    try:
        data = read_bytes(path, SIZE_LIMIT)
        text = decode(data)
    except UnusableFileError as unusable:
        return None, (unusable.problem,)
    roadmap, problems = check_text(text)
    if roadmap is None:
        return None, problems
    from hashlib import sha256  # noqa: PLC0415 - takes 3 ms, and what is compiled has it

    return LoadedRoadmap(Compiled(data, sha256(data).hexdigest(), roadmap), path), ()


def check_text(text: str) -> tuple[Roadmap | None, tuple[Problem, ...]]:
    """Check the text of a roadmap file; gives either a roadmap or its problems."""
    with _collector_paused():
        roadmap, problems = _read(text)
    return roadmap, () if roadmap else shown(problems)


def _load_compiled(path: Path, compiled: Path) -> LoadedRoadmap | None:
    try:
        found = load_compiled(compiled, read_bytes(path, SIZE_LIMIT))
    except UnusableFileError:
        return None
    return LoadedRoadmap(found, path) if found else None


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
    # YAML takes 25 ms to import, which a roadmap that was compiled before does without.
    from mlroadmap.core.roadmap.reading import read_roadmap  # noqa: PLC0415
    from mlroadmap.storage.yaml_document import read_document  # noqa: PLC0415

    root, problems = read_document(text)
    if root is None:
        return None, problems
    reading = read_roadmap(root)
    return None if problems else reading.roadmap, [*problems, *reading.problems]
