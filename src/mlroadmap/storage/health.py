"""What is wrong with the state: looks at all of it and changes nothing."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from mlroadmap.core.findings import Finding
from mlroadmap.core.text import count
from mlroadmap.errors import StateError
from mlroadmap.storage.archive import Places
from mlroadmap.storage.device import MachineIdentity, find_device, machine_identity
from mlroadmap.storage.log_files import (
    Source,
    believable_missing,
    complaint,
    missing_from,
    read_source,
    read_sources,
    standing_of_sources,
)
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.plausibility import Standing, implausibility
from mlroadmap.storage.record import Record
from mlroadmap.storage.registry import read_registry, registry_file
from mlroadmap.storage.surroundings import (
    examine_surroundings,
    unread_neighbours,
    unreadable,
)

_UPDATE = "Update with `python -m pip install --upgrade mlroadmap`."


def examine(places: Places, machine: MachineIdentity = machine_identity) -> tuple[Finding, ...]:
    """Find what is wrong with the logs and all that is kept beside them."""
    found: dict[Finding, None] = {}
    for paths in places.values():
        parts = (
            examine_surroundings(paths, find_device(paths, machine)),
            _device(paths, machine),
            _shelf(paths),
            _contents(paths, machine),
        )
        found |= dict.fromkeys(chain.from_iterable(parts))
    return tuple(found)


def _device(paths: Paths, machine: MachineIdentity) -> Iterator[Finding]:
    if os.path.lexists(paths.device_file) and find_device(paths, machine) is None:
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
    standing = standing_of_sources(*logs, *mirrors)
    mendable = chain(
        _damaged(logs),
        _implausible(logs, standing),
        _conflict_copies(logs),
        _lost(paths, logs, mirrors, standing),
        _unlike(paths, logs, mirrors, machine, standing),
    )
    yield from _strays(paths, logs)
    for finding in mendable:
        yield _postponed(finding) if newer else finding


def _read(directory: Path) -> tuple[list[Source], list[Finding]]:
    try:
        sources, refused = read_sources(directory)
    except OSError as error:
        return [], [unreadable(directory, error)]
    return sources, [unreadable(path, error) for path, error in refused]


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


def _implausible(logs: list[Source], standing: Standing) -> Iterator[Finding]:
    for log in logs:
        for number, _, found in log.lines:
            if isinstance(found, Record) and (reason := implausibility(found.event, standing)):
                remedy = "takes the record out; a copy keeps it"
                reason = f"no device can have written this record: {reason}"
                yield Finding("implausible", str(log.path), number, reason, remedy)


def _conflict_copies(logs: list[Source]) -> Iterator[Finding]:
    own = [log for log in logs if log.device]
    for log in logs:
        if not log.device:
            only_here = len(missing_from([log], own))
            reason = f"is a copy beside the logs, with {count(only_here, 'event')} of its own"
            remedy = "moves them into the logs of their devices and removes the copy"
            yield Finding("conflict-copy", str(log.path), 0, reason, remedy)


def _strays(paths: Paths, logs: list[Source]) -> Iterator[Finding]:
    """Find what looks like a log and is not read, such as the copy of an editor."""
    for place in unread_neighbours(paths.log_dir):
        try:
            stray = read_source(place)
        except OSError:
            stray = Source(place, b"")
        if ".jsonl" in place.name.lower() or any(stray.records):
            only_here = count(len(missing_from([stray], logs)), "event")
            reason = f"is not read, for its name does not end in .jsonl; {only_here} only in it"
            remedy = "Name it anything.jsonl and run mlroadmap doctor --fix, or move it away."
            yield Finding("stray", str(place), 0, reason, remedy, fixable=False)


def _lost(
    paths: Paths, logs: list[Source], mirrors: list[Source], standing: Standing
) -> Iterator[Finding]:
    missing = Counter(
        record.event.device for _, record in believable_missing(mirrors, logs, standing)
    )
    for device, number in missing.items():
        log = paths.log_dir / f"{device}.jsonl"
        reason = f"lacks {count(number, 'event')} that the mirror still has"
        yield Finding("lost", str(log), 0, reason, "puts them back")


def _unlike(
    paths: Paths,
    logs: list[Source],
    mirrors: list[Source],
    machine: MachineIdentity,
    standing: Standing,
) -> Iterator[Finding]:
    device = find_device(paths, machine)
    log = next((log for log in logs if log.device == device), None)
    if device is None or log is None or any(log.faults):
        return
    if believable_missing(mirrors, [log], standing):
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
