"""What is wrong with the directories and files of the state, whatever is in them."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from mlroadmap.core.findings import Finding
from mlroadmap.storage.file_writer import find_leftovers
from mlroadmap.storage.files import NotRegularError, OversizeError
from mlroadmap.storage.paths import Paths

DIRECTORY_MODE, FILE_MODE = 0o700, 0o600

_OURS = {".jsonl", ".zip", ".new", ".lock", ""}
_LOCKS = ("turn", "device.lock", "roadmaps.lock")


def examine_surroundings(paths: Paths, device: str | None) -> Iterator[Finding]:
    """Find wrong modes, leftovers, and what this device could not read or write."""
    yield from _modes(paths)
    yield from _leftovers(paths)
    yield from _unlistable(paths)
    yield from _locks(paths)
    yield from _read_only(paths, device)


def unreadable(path: Path, error: OSError) -> Finding:
    """Say that something cannot be read."""
    if isinstance(error, OversizeError):
        reason, remedy = f"is {error.strerror}, which no log is", "Move it away with `mv`."
        return Finding("not-regular", str(path), 0, reason, remedy, fixable=False)
    if isinstance(error, NotRegularError):
        reason = "is a link, a pipe or a directory, not a file"
        remedy = "Move it away with `mv`."
        return Finding("not-regular", str(path), 0, reason, remedy, fixable=False)
    reason = f"cannot be read ({error.strerror})"
    remedy = "Give yourself permission with `chmod`; check the disk."
    return Finding("unreadable", str(path), 0, reason, remedy, fixable=False)


def unread_neighbours(log_dir: Path) -> list[Path]:
    """List the files beside the logs that are not read; what is hidden is somebody else's."""
    try:
        places = sorted(log_dir.iterdir())
    except OSError:
        return []
    return [
        place
        for place in places
        if place.suffix != ".jsonl" and not place.name.startswith(".") and place.is_file()
    ]


def _modes(paths: Paths) -> Iterator[Finding]:
    directories = _directories(paths)
    for place in directories:
        yield from _mode(place, stat.S_ISDIR, DIRECTORY_MODE)
    for directory in directories:
        for place in _listed(directory):
            if place.suffix in _OURS:
                yield from _mode(place, stat.S_ISREG, FILE_MODE)


def _mode(place: Path, is_kind: Callable[[int], bool], wanted: int) -> Iterator[Finding]:
    try:
        mode = place.stat(follow_symlinks=wanted == DIRECTORY_MODE).st_mode
    except OSError:
        return
    if is_kind(mode) and mode & 0o777 != wanted:
        reason = f"its mode is {mode & 0o777:04o}, not {wanted:04o}"
        yield Finding("mode", str(place), 0, reason, f"makes it {wanted:04o}")


def _leftovers(paths: Paths) -> Iterator[Finding]:
    for directory in _directories(paths):
        for place in _listed(directory):
            # What earlier versions left had the name of its file in it.
            if place.name.startswith(".") and place.suffix == ".new":
                yield _leftover(place)
    caches = (paths.cache_dir / name for name in ("roadmaps", "answers", "events"))
    for directory in (*_directories(paths), *caches):
        yield from map(_leftover, find_leftovers(directory))


def _leftover(place: Path) -> Finding:
    reason = "was left behind by a command that was cut short"
    return Finding("leftover", str(place), 0, reason, "removes it")


def _unlistable(paths: Paths) -> Iterator[Finding]:
    for directory in _directories(paths):
        try:
            next(directory.iterdir(), None)
        except FileNotFoundError:
            continue
        except OSError as error:
            yield unreadable(directory, error)


def _locks(paths: Paths) -> Iterator[Finding]:
    for name in _LOCKS:
        place = paths.state_dir / name
        if os.path.lexists(place) and not stat.S_ISREG(place.lstat().st_mode):
            reason, remedy = "is not a file, so nothing can be locked", "Remove it."
            yield Finding("not-regular", str(place), 0, reason, remedy, fixable=False)


def _read_only(paths: Paths, device: str | None) -> Iterator[Finding]:
    """Find what keeps this device from writing to its log; reading works all the same."""
    for directory, name in ((paths.log_dir, f"{device}.jsonl"), (paths.state_dir, "turn")):
        written = (_nearest_existing(directory), directory / name)
        for place in written:
            is_there = os.access(place, os.F_OK)
            if is_there and not os.access(place, os.W_OK, effective_ids=True):
                reason = "may not be written, so nothing can be logged"
                remedy = "Give yourself permission, or choose another place with --state DIR."
                yield Finding("read-only", str(place), 0, reason, remedy, fixable=False)
                break


def _nearest_existing(directory: Path) -> Path:
    return next(p for p in (directory, *directory.parents) if os.access(p, os.F_OK))


def _directories(paths: Paths) -> tuple[Path, ...]:
    return (paths.log_dir, paths.state_dir, paths.mirror_dir, paths.state_dir / "copies")


def _listed(directory: Path) -> list[Path]:
    """List the files in a directory; nothing where it cannot be read, which is found too."""
    try:
        return [place for place in sorted(directory.iterdir()) if not place.is_dir()]
    except OSError:
        return []
