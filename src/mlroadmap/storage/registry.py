"""Several roadmaps side by side: which there are, which is in use, where each keeps its log.

<data>/log/                         the built-in roadmap's log
<data>/roadmaps/<name>/log/         the log of any other
<state>/mirror/, <state>/roadmaps/<name>/mirror/
<state>/roadmaps.json               their files, and the name of the one in use
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from mlroadmap.errors import StateError
from mlroadmap.storage.device import LOCK_SECONDS
from mlroadmap.storage.file_writer import put
from mlroadmap.storage.files import locked_file, make_private_directory, read_regular
from mlroadmap.storage.os_errors import explained
from mlroadmap.storage.paths import Paths

BUILTIN = "builtin"

_NAME = re.compile(r"[a-z0-9-]{1,64}")
_FOLDER = "roadmaps"
_LOG = "log"
_LOG_FOLDER = re.compile(rf"{_FOLDER}/({_NAME.pattern})/{_LOG}")


class Registry(Struct, frozen=True):
    """The roadmaps that were put to use: their files by name, and the name in use."""

    current: str = BUILTIN
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def file(self) -> Path | None:
        """The file of the roadmap in use; None for the built-in one."""
        found = self.files.get(self.current)
        return Path(found) if found else None


def read_registry(paths: Paths) -> Registry:
    """Read which roadmap is in use: the built-in one where nothing was ever chosen.

    Raises StateError for a damaged choice: another roadmap's log must not be taken for it.
    """
    place = registry_file(paths)
    with explained(place):
        try:
            content = read_regular(place)
        except FileNotFoundError:
            return Registry()
    try:
        return _decoded(_parsed(content))
    except (ValueError, RecursionError, TypeError, KeyError) as error:
        raise StateError(
            f"{place} does not say which roadmap is in use.",
            "Choose one again: mlroadmap use builtin, or mlroadmap use FILE.",
        ) from error


def choose(paths: Paths, name: str, file: Path | None) -> Registry:
    """Put a roadmap to use, and remember its file. Raises StateError."""
    place = registry_file(paths)
    with explained(place):
        make_private_directory(paths.state_dir)
        with locked_file(paths.state_dir / "roadmaps.lock", LOCK_SECONDS):
            files: dict[str, str] = {}
            with suppress(StateError):
                files |= read_registry(paths).files
            if file is not None:
                files[name] = str(file)
            registry = Registry(name, files)
            content = {"v": 1, "current": registry.current, "files": registry.files}
            put(place, _spelled(content))
    return registry


def paths_of(paths: Paths, name: str) -> Paths:
    """Give the places of one roadmap's state, out of those of the built-in one."""
    if name == BUILTIN:
        return paths
    return replace(
        paths,
        log_dir=roadmaps_dir(paths) / name / "log",
        mirror_dir=paths.state_dir / _FOLDER / name / "mirror",
    )


def names_of(paths: Paths) -> tuple[str, ...]:
    """List the roadmaps: the built-in one, those chosen, and those that only have a log.

    Raises StateError when it cannot be seen which there are.
    """
    names: set[str] = set()
    with suppress(StateError):
        names |= set(read_registry(paths).files)
    place = roadmaps_dir(paths)
    with explained(place), suppress(FileNotFoundError):
        names |= {folder.name for folder in place.iterdir() if _NAME.fullmatch(folder.name)}
    return (BUILTIN, *sorted(names - {BUILTIN}))


class LogPlaces(Mapping[str, Paths]):
    """The paths of every roadmap's log, by its folder below the data directory.

    It goes over the roadmaps there are, and knows the place of any other.
    """

    def __init__(self, base: Paths) -> None:
        self._base = base

    def __getitem__(self, folder: str) -> Paths:
        """Give the paths of the log in a folder: `log` or `roadmaps/NAME/log`."""
        if folder == _LOG:
            return self._base
        match = _LOG_FOLDER.fullmatch(folder)
        if match is None:
            raise KeyError(folder)
        return paths_of(self._base, match[1])

    def __iter__(self) -> Iterator[str]:
        """Go over the folders of the roadmaps there are."""
        for name in names_of(self._base):
            yield _LOG if name == BUILTIN else f"{_FOLDER}/{name}/{_LOG}"

    def __len__(self) -> int:
        """Count the roadmaps there are."""
        return len(names_of(self._base))


def roadmaps_dir(paths: Paths) -> Path:
    """Name the folder of the other roadmaps' logs, given the paths of the built-in one."""
    return paths.log_dir.parent / _FOLDER


def registry_file(paths: Paths) -> Path:
    """Name the file that says which roadmap is in use."""
    return paths.state_dir / "roadmaps.json"


def _parsed(content: bytes) -> object:
    # It takes a millisecond to import, for who uses more than one roadmap. msgspec would
    # refuse names of files that are not Unicode.
    import json  # noqa: PLC0415

    return json.loads(content)


def _spelled(content: object) -> bytes:
    import json  # noqa: PLC0415

    text = json.dumps(content, ensure_ascii=True, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def _decoded(content: object) -> Registry:
    if not isinstance(content, dict) or content.get("v") != 1:
        raise ValueError("not a choice that this version made")
    current, files = content["current"], content["files"]
    if not isinstance(files, dict) or not isinstance(current, str):
        raise TypeError("not a choice")
    for name, file in files.items():
        if not _NAME.fullmatch(name) or not isinstance(file, str):
            raise ValueError("not the name of a roadmap")
    if not _NAME.fullmatch(current):
        raise ValueError("not the name of a roadmap")
    return Registry(current, files)
