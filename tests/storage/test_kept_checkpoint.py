"""A kept checkpoint is used for the log that it was made from, and for no other."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.core.journal.actions import TimeLogged
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.history import read_history
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.journal.notes import RoadmapChanged
from mlroadmap.core.progress.checkpoint import checkpoint_of
from mlroadmap.storage.cache_file import put_sealed, read_sealed
from mlroadmap.storage.kept_checkpoint import CheckpointStore
from mlroadmap.storage.log import LogStore
from mlroadmap.storage.log_reading import LogReading
from mlroadmap.storage.record import encode
from tests.builders import plan_made, roadmap, topic
from tests.conftest import read_only

from .log_tools import (
    DAY,
    add,
    event,
    log_file,
    newer_line,
    store_at,
    without_mirror,
    write_log,
)

SHAPE = roadmap([topic("numpy", 600)]).shape
OTHER = "bbbbbbbb.jsonl"


@pytest.fixture(autouse=True)
def _short_logs_count_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mlroadmap.storage.log_reading.LEAST_EVENTS", 1)


def said(number: int, action: Action | None = None, device: str = "bbbbbbbb") -> Event:
    return replace(event(number, device), action=action or TimeLogged("numpy", number))


BEGUN: Sequence[Event] = (
    said(1, RoadmapChanged(SHAPE.shape_id, SHAPE.topics)),
    said(2, plan_made((60,) * 7, DAY)),
    said(3, TimeLogged("numpy", 20, "a note")),
)


@pytest.fixture
def store(tmp_path: Path) -> LogStore:
    """A store with a log of another device, and a checkpoint of it."""
    return begun_at(tmp_path)


def begun_at(root: Path) -> LogStore:
    store = replace(store_at(root), program=lambda: "this program")
    store.paths.state_dir.mkdir(parents=True)
    write_log(store, OTHER, *BEGUN)
    keep(store)
    return store


def keep(store: LogStore) -> None:
    """Read a log and keep what it adds up to, as commands do."""
    reading = store.read()
    made = checkpoint_of(read_history(reading.events), SHAPE, DAY)
    if made:
        store.keep_checkpoint(reading, made)


def log(store: LogStore) -> Path:
    return store.paths.log_dir / OTHER


def append(store: LogStore, *lines: bytes | Event) -> None:
    with log(store).open("ab") as file:
        file.writelines(encode(each) if isinstance(each, Event) else each for each in lines)


def kept_file(store: LogStore) -> Path:
    (place,) = (store.paths.cache_dir / "checkpoints").iterdir()
    return place


class Found(Struct, frozen=True):
    """What can be told of a reading from outside."""

    events: tuple[Event, ...]
    faults: object
    newer: bool
    size: int
    last: tuple[int, str, int]


def found(reading: LogReading) -> Found:
    size, last = reading.size, reading.last
    return Found(reading.events, reading.faults, reading.newer, size, last)


def assert_read_anew(store: LogStore) -> LogReading:
    """Check that all of a log is read, to what it says without a cache."""
    reading = store.read()
    assert reading.earlier is None
    elsewhere = replace(store.paths, cache_dir=store.paths.cache_dir / "none")
    assert found(reading) == found(replace(store, paths=elsewhere).read())
    return reading


def test_what_comes_after_it_is_read_alone(store: LogStore) -> None:
    append(store, said(4), said(5))
    reading = store.read()
    assert reading.earlier
    assert reading.latest == (said(4), said(5))
    assert (reading.size, reading.clock) == (5, 5)
    assert "events" not in reading.earlier.__dict__
    assert reading.events == (*BEGUN, said(4), said(5))


def test_with_nothing_after_it_nothing_is_read(store: LogStore) -> None:
    reading = store.read()
    assert reading.earlier
    assert (reading.latest, reading.size, reading.last) == ((), 3, BEGUN[-1].order)
    assert reading.events == tuple(BEGUN)


def test_what_is_appended_comes_after_all_of_it(store: LogStore) -> None:
    added = add(store)
    assert added.clock == 4
    assert store.read().latest == (added,)
    assert add(store).number == 2


def test_a_beginning_that_changed_is_read_anew(store: LogStore) -> None:
    """Of the same size, and of the same time."""
    before = log(store).stat()
    write_log(store, OTHER, *BEGUN[:-1], said(3, TimeLogged("numpy", 90, "a note")))
    os.utime(log(store), ns=(before.st_atime_ns, before.st_mtime_ns))
    assert log(store).stat().st_size == before.st_size
    assert_read_anew(store)


@pytest.mark.parametrize("lines", [BEGUN[:-1], (), (BEGUN[1], BEGUN[0], BEGUN[2])])
def test_a_log_that_was_cut_or_sorted_is_read_anew(
    lines: Sequence[Event], store: LogStore
) -> None:
    write_log(store, OTHER, *lines)
    assert_read_anew(store)


def test_a_log_that_is_gone_is_missed(store: LogStore) -> None:
    log(store).rename(log(store).with_name("cccccccc.jsonl"))
    assert_read_anew(store)


def test_what_another_device_said_later_is_gone_on_with(store: LogStore) -> None:
    later = said(9, device="cccccccc")
    write_log(store, "cccccccc.jsonl", later)
    append(store, said(4))
    assert store.read().latest == (said(4), later)


@pytest.mark.parametrize("clock", [1, 2, 3])
def test_what_another_device_said_before_is_read_in_its_place(
    clock: int, store: LogStore
) -> None:
    write_log(store, "aaaaaaab.jsonl", replace(said(9, device="aaaaaaab"), clock=clock))
    assert_read_anew(store)


@pytest.mark.parametrize(
    "lines",
    [
        (b"damaged\n",),
        (said(4), encode(said(5))[:-1]),
        (newer_line(4),),
        (said(4), said(4)),
        (said(4), replace(said(5), id=said(4).id)),
        (replace(said(5), id=said(2).id),),
        (said(4, RoadmapChanged("")), b"\n", encode(said(5)).replace(b"numpy", b"nummy")),
    ],
)
def test_what_is_at_fault_is_told_as_ever(
    lines: tuple[bytes | Event, ...], store: LogStore
) -> None:
    append(store, *lines)
    assert_read_anew(store)


def test_many_later_events_are_read_with_all(
    store: LogStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mlroadmap.storage.kept_checkpoint._MOST_LATER", 1)
    append(store, said(4))
    assert store.read().earlier
    append(store, said(5))
    assert_read_anew(store)


def test_what_the_log_lost_is_restored_from_the_mirror(store: LogStore) -> None:
    add(store)
    keep(store)
    assert store.read().earlier
    log_file(store).write_bytes(b"")
    assert assert_read_anew(store).faults
    without_mirror(store)
    assert_read_anew(store)


def test_a_log_that_is_no_file_is_a_fault(store: LogStore) -> None:
    (store.paths.log_dir / "dddddddd.jsonl").mkdir()
    assert assert_read_anew(store).faults


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_of_any_kind_is_computed_anew(tmp_path: Path, data: st.DataObject) -> None:
    shutil.rmtree(tmp_path)
    store = begun_at(tmp_path)
    content = kept_file(store).read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda each: each != content[place]))
    damaged = [
        content[:place],
        content[:place] + bytes([byte]) + content[place + 1 :],
        content[:place] + content[place + 1 :],
    ]
    kept_file(store).write_bytes(data.draw(st.sampled_from(damaged)))
    assert_read_anew(store)
    keep(store)
    assert kept_file(store).read_bytes() == content


def test_a_forgery_with_a_good_checksum_lacks_the_key(store: LogStore) -> None:
    body = read_sealed(kept_file(store))
    assert body
    put_sealed(kept_file(store), body.replace(b"a note", b"forged"), 50)
    assert read_sealed(kept_file(store)) != body
    assert_read_anew(store)


@pytest.mark.parametrize("key", [b"k" * 32, b"", b"short", None])
def test_what_another_installation_made_is_not_used(key: bytes | None, store: LogStore) -> None:
    key_file = store.paths.state_dir / "cache-key"
    key_file.unlink() if key is None else key_file.write_bytes(key)
    assert_read_anew(store)
    keep(store)
    assert store.read().earlier


def test_what_another_program_made_is_not_used(store: LogStore) -> None:
    assert_read_anew(replace(store, program=lambda: "another program"))


@pytest.mark.parametrize("body", [b"", b"\x90", b"not even that"])
def test_what_was_sealed_and_is_no_checkpoint_is_not_used(body: bytes, store: LogStore) -> None:
    sealer = CheckpointStore(store.paths, store.program)
    put_sealed(kept_file(store), sealer._seal(sealer._key(), body) + body, 50)
    assert_read_anew(store)


def test_of_short_logs_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mlroadmap.storage.log_reading.LEAST_EVENTS", 4)
    store = begun_at(tmp_path)
    assert not store.paths.cache_dir.exists()
    append(store, said(4))
    keep(store)
    assert store.read().earlier


@pytest.mark.parametrize("lines", [(b"damaged\n",), (encode(said(4))[:-1],), (newer_line(4),)])
def test_of_logs_at_fault_nothing_is_kept(lines: tuple[bytes, ...], store: LogStore) -> None:
    append(store, *lines)
    shutil.rmtree(store.paths.cache_dir)
    keep(store)
    assert not store.paths.cache_dir.exists()


def test_of_a_log_that_may_only_be_read_nothing_is_kept(store: LogStore) -> None:
    shutil.rmtree(store.paths.cache_dir)
    with read_only(store.paths.log_dir):
        keep(store)
    assert not store.paths.cache_dir.exists()


def test_where_nothing_can_be_written_nothing_is_kept(store: LogStore) -> None:
    shutil.rmtree(store.paths.cache_dir)
    store.paths.cache_dir.write_bytes(b"no directory")
    keep(store)
    store.paths.cache_dir.unlink()
    shutil.rmtree(store.paths.state_dir)
    store.paths.state_dir.write_bytes(b"no directory")
    keep(store)
    assert not store.paths.cache_dir.exists()


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_log_reads_the_same_whatever_was_kept(tmp_path: Path, data: st.DataObject) -> None:
    """Logs are appended to, cut, edited and merged between one checkpoint and the next."""
    shutil.rmtree(tmp_path)
    store = begun_at(tmp_path)
    elsewhere = replace(store, paths=replace(store.paths, cache_dir=tmp_path / "none"))
    for number in range(4, data.draw(st.integers(4, 8)) + 1):
        name = data.draw(st.sampled_from([OTHER, OTHER, "cccccccc.jsonl"]))
        path = store.paths.log_dir / name
        content = path.read_bytes() if path.exists() else b""
        place = data.draw(st.integers(0, len(content)))
        made = said(number, device=name.partition(".")[0])
        made = replace(made, clock=data.draw(st.sampled_from([number, number, 2])))
        if data.draw(st.integers(0, 9)) == 0:
            made = replace(made, id=str(UUID(int=number - 1)))
        line = encode(made)
        changes = {
            "append": content + line,
            "cut": content[:place],
            "edit": content[:place] + b"x" + content[place + 1 :],
            "merge": line + content,
        }
        kinds = st.sampled_from(["append", "append", "append", "cut", "edit", "merge"])
        write_log(store, name, changes[data.draw(kinds)])
        assert found(store.read()) == found(elsewhere.read())
        if data.draw(st.booleans()):
            keep(store)
            assert found(store.read()) == found(elsewhere.read())
