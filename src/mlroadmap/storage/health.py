"""What is wrong with the state: looks at all of it and changes nothing."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from mlroadmap.core.findings import Finding
from mlroadmap.core.text import count
from mlroadmap.errors import StateError
from mlroadmap.storage.archive import Places
from mlroadmap.storage.device import MachineIdentity, find_device, machine_identity
from mlroadmap.storage.file_writer import find_leftovers
from mlroadmap.storage.files import NotRegularError
from mlroadmap.storage.log_files import Source, complaint, missing_from, read_sources
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.record import Record
from mlroadmap.storage.registry import read_registry, registry_file

DIRECTORY_MODE, FILE_MODE = 0o700, 0o600

_UPDATE = "Update with `python -m pip install --upgrade mlroadmap`."


def examine(places: Places, machine: MachineIdentity = machine_identity) -> tuple[Finding, ...]:
    """Find what is wrong with the logs and all that is kept beside them."""
    found: dict[Finding, None] = {}
    for paths in places.values():
        parts = (
            _modes(paths),
            _leftovers(paths),
            _device(paths, machine),
            _shelf(paths),
            _contents(paths, machine),
        )
        found |= dict.fromkeys(chain.from_iterable(parts))
    return tuple(found)


def _modes(paths: Paths) -> Iterator[Finding]:
    directories = _directories(paths)
    files = (file for directory in directories for file in _listed(directory))
    for place in directories:
        yield from _mode(place, stat.S_ISDIR, DIRECTORY_MODE)
    for place in files:
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
    for directory in (*_directories(paths), *_caches(paths)):
        yield from map(_leftover, find_leftovers(directory))


def _leftover(place: Path) -> Finding:
    reason = "was left behind by a command that was cut short"
    return Finding("leftover", str(place), 0, reason, "removes it")


def _device(paths: Paths, machine: MachineIdentity) -> Iterator[Finding]:
    if paths.device_file in _listed(paths.state_dir) and find_device(paths, machine) is None:
        reason = "names a device that is not this one: the state was copied, moved or damaged"
        remedy = "gives this device an id of its own; the logs stay as they are"
        yield Finding("device", str(paths.device_file), 0, reason, remedy)


def _shelf(paths: Paths) -> Iterator[Finding]:
    try:
        read_registry(paths)
    except StateError as error:
        file = str(registry_file(paths))
        reason = error.message.removeprefix(f"{file} ").removesuffix(".")
        yield Finding("shelf", file, 0, reason, error.hint, fixable=False)


def _contents(paths: Paths, machine: MachineIdentity) -> Iterator[Finding]:
    mirrors, trouble = _read(paths.mirror_dir)
    logs, log_trouble = _read(paths.log_dir)
    yield from chain(trouble, log_trouble)
    for log in logs:
        yield from _lines(log)
    yield from _same_ids(logs)
    newer = any(log.newer for log in logs)
    mendable = chain(
        _damaged(logs),
        _conflict_copies(logs),
        _lost(paths, logs, mirrors),
        _unlike(paths, logs, mirrors, machine),
    )
    for finding in mendable:
        yield _postponed(finding) if newer else finding


def _read(directory: Path) -> tuple[list[Source], list[Finding]]:
    try:
        sources, refused = read_sources(directory)
    except OSError as error:
        return [], [_unreadable(directory, error)]
    return sources, [_unreadable(path, error) for path, error in refused]


def _unreadable(path: Path, error: OSError) -> Finding:
    if isinstance(error, NotRegularError):
        reason, remedy = (
            "is a link, a pipe or a directory, not a file",
            "Move it away with `mv`.",
        )
        return Finding("not-regular", str(path), 0, reason, remedy, fixable=False)
    reason = f"cannot be read ({error.strerror})"
    remedy = "Give yourself permission with `chmod`; check the disk."
    return Finding("unreadable", str(path), 0, reason, remedy, fixable=False)


def _lines(log: Source) -> Iterator[Finding]:
    newer = [number for number, _, found in log.lines if found.newer]
    if newer:
        reason = f"{count(len(newer), 'line')} from here on by a newer version of mlroadmap"
        yield Finding("newer", str(log.path), newer[0], reason, _UPDATE, fixable=False)
    for number, _, found in log.lines:
        if isinstance(found, Record) and not found.newer and (reason := complaint(found)):
            remedy = "The event has no effect and is kept. Please report it."
            yield Finding(
                "unintelligible", str(log.path), number, reason, remedy, fixable=False
            )


def _same_ids(logs: list[Source]) -> Iterator[Finding]:
    first: dict[str, Record] = {}
    for log in logs:
        for number, _, found in log.lines:
            if isinstance(found, Record):
                known = first.setdefault(found.event.id, found)
                if known.event != found.event:
                    reason = "another event has the same id, and only the first counts"
                    remedy = "Take out one of the two lines in an editor."
                    yield Finding(
                        "same-id", str(log.path), number, reason, remedy, fixable=False
                    )


def _damaged(logs: list[Source]) -> Iterator[Finding]:
    for log in logs:
        for number, error in log.faults:
            if not error.newer:
                remedy = "takes the line out; a copy keeps it"
                yield Finding("damaged", str(log.path), number, error.reason, remedy)


def _conflict_copies(logs: list[Source]) -> Iterator[Finding]:
    own = [log for log in logs if log.device]
    for log in logs:
        if not log.device:
            only_here = len(missing_from([log], own))
            reason = f"is a copy beside the logs, with {count(only_here, 'event')} of its own"
            remedy = "moves them into the logs of their devices and removes the copy"
            yield Finding("conflict-copy", str(log.path), 0, reason, remedy)


def _lost(paths: Paths, logs: list[Source], mirrors: list[Source]) -> Iterator[Finding]:
    missing = Counter(record.event.device for _, record in missing_from(mirrors, logs))
    for device, number in missing.items():
        log = paths.log_dir / f"{device}.jsonl"
        reason = f"lacks {count(number, 'event')} that the mirror still has"
        yield Finding("lost", str(log), 0, reason, "puts them back")


def _unlike(
    paths: Paths, logs: list[Source], mirrors: list[Source], machine: MachineIdentity
) -> Iterator[Finding]:
    device = find_device(paths, machine)
    log = next((log for log in logs if log.device == device), None)
    if device is None or log is None or missing_from(mirrors, [log]) or any(log.faults):
        return
    copies = [mirror for mirror in mirrors if mirror.device == device]
    if not copies or copies[0].content != log.content:
        mirror = paths.mirror_dir / log.path.name
        reason = "differs from the log" if copies else "is not there"
        yield Finding("mirror", str(mirror), 0, reason, "makes it a copy of the log")


def _postponed(finding: Finding) -> Finding:
    return Finding(
        finding.code, finding.file, finding.line, finding.reason, _UPDATE, fixable=False
    )


def _directories(paths: Paths) -> tuple[Path, ...]:
    return (paths.log_dir, paths.state_dir, paths.mirror_dir, paths.state_dir / "copies")


def _caches(paths: Paths) -> tuple[Path, ...]:
    return (paths.cache_dir / "roadmaps", paths.cache_dir / "answers")


def _listed(directory: Path) -> list[Path]:
    """List the files that are ours in a directory; nothing where it cannot be read."""
    ours = {".jsonl", ".zip", ".new", ".lock", ""}
    try:
        places = sorted(directory.iterdir())
        return [place for place in places if place.suffix in ours and not place.is_dir()]
    except OSError:
        return []
