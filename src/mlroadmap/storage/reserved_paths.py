"""The places that are mlroadmap's own: no file that the user names is written over them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from mlroadmap.core.text import clean
from mlroadmap.errors import UsageError
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.registry import roadmaps_dir
from mlroadmap.storage.text_file import SIZE_LIMIT, UnusableFileError, read_bytes

# The keys that such a file cannot do without, where YAML has them.
_ROADMAP = re.compile(rb"(?m)^(?:stages|steps|cards):\s*(?:#.*)?$")


def own_places(base: Paths) -> tuple[Path, ...]:
    """List the folders of the state, given the paths of the built-in roadmap.

    The folder that they lie in is the user's: with `--state .` so is all else in it.
    """
    return (base.log_dir, roadmaps_dir(base), base.state_dir, base.cache_dir)


def refuse_own_places(target: Path, base: Paths, roadmaps: Iterable[Path] = ()) -> None:
    """Raise UsageError for a target in the folders of the state, or that is a roadmap's file.

    `roadmaps` are only asked for when something is at the target that could be lost. Links
    are followed, and names that differ in case are the same where the disk says so. A path
    that leads nowhere is left to whoever tries to write there.
    """
    try:
        place = target.resolve()
        own = [folder.resolve() for folder in own_places(base)]
    except (OSError, RuntimeError, ValueError):
        return
    if any(_is_same(above, folder) for above in (place, *place.parents) for folder in own):
        raise UsageError(
            f"{clean(str(target))} is a place that mlroadmap reads from.",
            "Name another file, outside of the directories that mlroadmap paths lists.",
        )
    if place.exists() and any(_is_same(place, roadmap) for roadmap in roadmaps):
        raise UsageError(
            f"{clean(str(target))} is the file of a roadmap, and mlroadmap reads from it.",
            "Name another file; mlroadmap roadmaps lists those in use.",
        )


def holds_roadmap(target: Path) -> bool:
    """Whether a file looks like a roadmap, or like the steps and cards of a topic.

    One that has problems counts too: it is worth mending.
    """
    try:
        return _ROADMAP.search(read_bytes(target, SIZE_LIMIT)) is not None
    except UnusableFileError:
        return False


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one == other or one.samefile(other)
    except (OSError, ValueError):
        return False
