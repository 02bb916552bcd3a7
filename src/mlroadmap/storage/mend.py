"""Mending the state: what `examine` finds and can be made good, after keeping a copy."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from mlroadmap.core.findings import Finding, FindingCode
from mlroadmap.storage.archive import Places
from mlroadmap.storage.backup import keep_copy
from mlroadmap.storage.device import device_id
from mlroadmap.storage.files import read_regular, sync_directories
from mlroadmap.storage.health import examine
from mlroadmap.storage.log_files import (
    Source,
    believable_missing,
    read_all_sources,
    standing_of_sources,
)
from mlroadmap.storage.os_errors import explained
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.plausibility import Standing, implausibility
from mlroadmap.storage.rewrite import refresh_mirror, rewrite_log
from mlroadmap.storage.surroundings import DIRECTORY_MODE, FILE_MODE

_IN_THE_LOG: frozenset[FindingCode] = frozenset(
    {"damaged", "implausible", "conflict-copy", "lost", "mirror"}
)


class Mended(Struct, frozen=True):
    """What was made good and what is still wrong.

    `copy` holds the logs as they were before, None when none of them had to be rewritten.
    """

    fixed: tuple[Finding, ...]
    left: tuple[Finding, ...]
    copy: Path | None


def mend(places: Places, state_dir: Path) -> Mended:
    """Make good what can be; the caller has the turn. Raises StateError.

    Every event that can be read is still there afterwards, and a copy keeps the rest.
    """
    found = examine(places)
    _tidy(found)
    # With permission to read, there may be more to see.
    now_found = examine(places)
    found = tuple(dict.fromkeys((*found, *now_found)))
    copy = None
    if any(finding.fixable and finding.code in _IN_THE_LOG for finding in found):
        copy = keep_copy(places, state_dir)
        for paths in places.values():
            _mend_logs(paths)
    for paths in places.values():
        if any(finding.code == "device" for finding in found):
            device_id(paths)
    # What could not be read when it mattered was not mended, though it can be read now.
    unread = (finding for finding in now_found if finding.code == "unreadable")
    left = tuple(dict.fromkeys((*examine(places), *unread)))
    fixed = [finding for finding in found if finding.fixable and finding not in left]
    return Mended(tuple(fixed), left, copy)


def _tidy(found: Iterable[Finding]) -> None:
    """Set modes and remove leftovers; what the system refuses will be found again."""
    for finding in found:
        place = Path(finding.file)
        with suppress(OSError):
            if finding.code == "mode":
                place.chmod(DIRECTORY_MODE if place.is_dir() else FILE_MODE)
            elif finding.code == "leftover":
                place.unlink()


def _mend_logs(paths: Paths) -> None:
    """Give each device's log its events from everywhere, and take out what is no event."""
    with explained(paths.log_dir):
        mirrors, logs = read_all_sources(paths.mirror_dir), read_all_sources(paths.log_dir)
        if any(log.newer for log in logs):
            return
        own = [log for log in logs if log.device]
        copies = [log for log in logs if not log.device]
        standing = standing_of_sources(*logs, *mirrors)
        missing = believable_missing([*copies, *mirrors], own, standing)
        unwell = {log.device for log in own if log.device and _is_unwell(log, standing)}
        for device in sorted(unwell | {record.event.device for _, record in missing}):
            found = [
                (line, record) for line, record in missing if record.event.device == device
            ]
            rewrite_log(paths, device, found, believed_from=standing)
        _remove(copies)
    refresh_mirror(paths, standing)


def _is_unwell(log: Source, standing: Standing) -> bool:
    return any(log.faults) or any(
        implausibility(record.event, standing) for _, record in log.records
    )


def _remove(copies: Iterable[Source]) -> None:
    for copy in copies:
        # A folder service may have put more into it meanwhile.
        if read_regular(copy.path) == copy.content:
            copy.path.unlink()
            sync_directories(copy.path.parent)
