"""What a fuzzer feeds with bytes, and what must hold whatever they are."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from zlib import crc32

from mlroadmap.core.journal.history import read_history
from mlroadmap.core.schedule.study_state import project_state
from mlroadmap.core.text import clean
from mlroadmap.errors import InfeasibleError
from mlroadmap.importers.doubts import doubts
from mlroadmap.importers.draft import draft
from mlroadmap.importers.kinds import BINARY
from mlroadmap.importers.raw import SourceError
from mlroadmap.importers.source import import_files
from mlroadmap.importers.yaml_text import Labels, write_yaml
from mlroadmap.storage.append import find_tail
from mlroadmap.storage.log_files import complaint
from mlroadmap.storage.plausibility import implausibility, standing_of
from mlroadmap.storage.record import Record, decode, encode, scan
from mlroadmap.storage.rewrite import merged
from mlroadmap.storage.roadmap_file import check_file, check_text, load_roadmap

SAMPLE = Path(__file__).parents[2] / "data" / "sample.yaml"
_ROADMAP = load_roadmap(SAMPLE).roadmap
_TODAY = date(2027, 1, 4)


def log(data: bytes, _: Path) -> None:
    """Read bytes as a log, as they are and with checksums that fit."""
    bodies = data.split(b"\n")
    sealed = b"".join(body + b',"c":"%08x"}\n' % crc32(body) for body in bodies)
    for content in (data, sealed):
        _read_log(content)


def _read_log(content: bytes) -> None:
    read = [found for _, _, found in scan(content) if isinstance(found, Record)]
    records = {found.event.id: found for found in read}
    find_tail(content, b"")
    find_tail(b"", content)
    standing = standing_of(record.event for record in records.values())
    kept = [found for _, _, found in scan(merged(content, (), standing))]
    assert all(isinstance(found, Record) for found in kept)
    # Two records may have one id, and a device can have written only one of them.
    believed = {found.event.id for found in read if not implausibility(found.event, standing)}
    assert {found.event.id for found in kept if isinstance(found, Record)} == believed
    sound = [record for record in records.values() if not complaint(record)]
    for record in sound:
        if not record.newer:
            assert decode(encode(record.event)).event == record.event
    events = sorted((record.event for record in sound), key=lambda e: (e.order, e.id))
    history = read_history(events)
    # A learner may have no hours from some day on, and is told so.
    with suppress(InfeasibleError):
        project_state(_ROADMAP, history.counting, _TODAY)


def roadmap(data: bytes, scratch: Path) -> None:
    """Read bytes as a roadmap: it is whole, or its problems can be shown."""
    file = scratch / "fuzzed.yaml"
    file.write_bytes(data)
    loaded, problems = check_file(file)
    assert (loaded is None) == bool(problems)
    for problem in problems:
        shown = problem.located("file")
        assert shown == clean(shown)
        assert problem.mark.line >= 1
        assert problem.mark.column >= 1
    if loaded:
        project_state(loaded.roadmap, (), _TODAY)


SUFFIXES = (".md", ".txt", ".csv", ".tsv", ".json", ".org", ".ods", ".xlsx", ".pdf")


def source(data: bytes, _: Path) -> None:
    """Import bytes as each kind of file: a valid roadmap with a whole account, or a refusal."""
    text = data.decode("utf-8", "ignore")
    for suffix in SUFFIXES:
        content = data if suffix in BINARY else text
        try:
            raw = import_files({f"x{suffix}": content}, "x")
        except SourceError:
            continue
        for tally in raw.tallies:
            left = sum(each.number for each in raw.left_out if each.kind == tally.kind)
            assert tally.found == tally.taken + left
        list(doubts(raw))
        found, problems = check_text(write_yaml(draft(raw), Labels("x", "schema.json")))
        assert found is not None, problems


TARGETS = {"log": log, "roadmap": roadmap, "source": source}
