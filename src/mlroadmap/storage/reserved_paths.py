"""The places that are mlroadmap's own: nothing that the user names is written into them."""

from __future__ import annotations

from pathlib import Path

from mlroadmap.core.text import clean
from mlroadmap.errors import UsageError
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.registry import roadmaps_dir


def own_places(base: Paths) -> tuple[Path, ...]:
    """List the folders of the state, given the paths of the built-in roadmap.

    The folder that they lie in is the user's: with `--state .` so is all else in it.
    """
    return (base.log_dir, roadmaps_dir(base), base.state_dir, base.cache_dir)


def refuse_own_places(target: Path, base: Paths, *files: Path) -> None:
    """Raise UsageError for a target in the folders of the state, or that is one of `files`.

    Links are followed. A path that leads nowhere is left to whoever tries to write there.
    """
    try:
        place = target.resolve()
        own = [folder.resolve() for folder in (*own_places(base), *files)]
    except (OSError, RuntimeError, ValueError):
        return
    if any(place.is_relative_to(folder) for folder in own):
        raise UsageError(
            f"{clean(str(target))} is a place that mlroadmap reads from.",
            "Name another file, outside of the directories that mlroadmap paths lists.",
        )
