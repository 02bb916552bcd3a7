"""Where a command may write the file that the user names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

from mlroadmap.cli.context import AppContext
from mlroadmap.errors import RoadmapError, StateError
from mlroadmap.storage.registry import Registry, names_of, read_registry
from mlroadmap.storage.reserved_paths import refuse_own_places
from mlroadmap.storage.roadmap_file import builtin_roadmap_path


def check_target(
    context: AppContext, target: Path, *, may_replace_roadmap: bool = False
) -> None:
    """Raise UsageError for a target among the files of the state, or that is a roadmap's.

    Only the built-in roadmap may not even be replaced by another roadmap.
    """
    try:
        base = context.base
    except StateError:
        # Without a place for a state there is none to spare.
        return
    known = () if may_replace_roadmap else _known_roadmaps(context)
    refuse_own_places(target, base, chain([builtin_roadmap_path()], known))


def _known_roadmaps(app: AppContext) -> Iterator[Path]:
    """Yield the files of all roadmaps: the one given, those chosen, those of the last plans."""
    if app.options.roadmap:
        yield app.options.roadmap
    files: dict[str, str] = {}
    with suppress(StateError):
        files |= read_registry(app.base).files
    yield from map(Path, files.values())
    with suppress(StateError):
        for name in names_of(app.base):
            with suppress(StateError, RoadmapError):
                yield app.of_roadmap(Registry(name, files)).roadmap_path
