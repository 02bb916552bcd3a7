"""Where a command may write the file that the user names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

import typer

from mlroadmap.cli.context import base_paths, context_of
from mlroadmap.cli.options import GlobalOptions, options_of
from mlroadmap.errors import RoadmapError, StateError
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.registry import Registry, names_of, read_registry
from mlroadmap.storage.reserved_paths import refuse_own_places
from mlroadmap.storage.roadmap_file import builtin_roadmap_path


def check_target(
    context: typer.Context, target: Path, *, may_replace_roadmap: bool = False
) -> None:
    """Raise UsageError for a target among the files of the state, or that is a roadmap's.

    Only the built-in roadmap may not even be replaced by another roadmap.
    """
    options = options_of(context)
    try:
        base = base_paths(options)
    except StateError:
        # Without a place for a state there is none to spare.
        return
    known = () if may_replace_roadmap else _known_roadmaps(options, base)
    refuse_own_places(target, base, chain([builtin_roadmap_path()], known))


def _known_roadmaps(options: GlobalOptions, base: Paths) -> Iterator[Path]:
    """Yield the files of all roadmaps: the one given, those chosen, those of the last plans."""
    if options.roadmap:
        yield options.roadmap
    files: dict[str, str] = {}
    with suppress(StateError):
        files |= read_registry(base).files
    yield from map(Path, files.values())
    with suppress(StateError):
        for name in names_of(base):
            with suppress(StateError, RoadmapError):
                own = options._replace(roadmap=None)
                yield context_of(own, base, Registry(name, files)).roadmap_path
