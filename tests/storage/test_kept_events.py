"""Events that were decoded before are those that the log has, whatever became of it since."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.journal.unread import Unknown
from mlroadmap.storage.cache_file import put_sealed
from mlroadmap.storage.kept_events import load_events
from mlroadmap.storage.log import LogStore
from mlroadmap.storage.log_reading import LogReading
from mlroadmap.storage.record import Record, encode
from tests.core.journal.strategies import actions

from .log_tools import event, log_file, newer_line, reasons, saying, store_at, write_log

OWN, OTHER = "aaaaaaaa.jsonl", "bbbbbbbb.jsonl"
UNKNOWN = Unknown("dance", {"steps": [1, None, "two"]})


@pytest.fixture(autouse=True)
def _short_logs_count_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mlroadmap.storage.kept_events.LEAST_EVENTS", 1)
    monkeypatch.setattr("mlroadmap.storage.log_reading.LEAST_EVENTS", 1)


def kept_files(store: LogStore) -> list[Path]:
    return sorted((store.paths.cache_dir / "events").glob("*"))


def without_cache(store: LogStore) -> LogReading:
    elsewhere = replace(store.paths, cache_dir=store.paths.cache_dir / "none")
    return replace(store, paths=elsewhere).read()


def read_and_keep(store: LogStore) -> LogReading:
    reading = store.read()
    store.keep(reading)
    return reading


def is_same(reading: LogReading, other: LogReading) -> bool:
    return as_read(reading) == as_read(other)


def as_read(reading: LogReading) -> LogReading:
    return replace(reading, long_logs=(), summable=None)


def lines_of(said: list[Action | Unknown], device: str = "bbbbbbbb") -> Iterator[bytes]:
    for number, action in enumerate(said, 1):
        yield encode(replace(event(number, device), action=action))


def test_what_was_decoded_is_not_decoded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_at(tmp_path)
    path = write_log(store, OTHER, event(1), b"\n", event(2))
    first = read_and_keep(store)
    assert not store.read().long_logs
    with path.open("ab") as log:
        log.write(encode(event(3)))
    decoded: list[bytes] = []

    def scan(content: bytes) -> Iterator[tuple[int, bytes, Record]]:
        decoded.append(content)
        return iter(())

    monkeypatch.setattr("mlroadmap.storage.log_reading.scan", scan)
    assert store.read().events == first.events
    assert decoded == [encode(event(3))]


def test_of_short_logs_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mlroadmap.storage.log_reading.LEAST_EVENTS", 3)
    store = store_at(tmp_path)
    write_log(store, OTHER, event(1), event(2))
    read_and_keep(store)
    assert not kept_files(store)


@given(st.lists(actions | st.just(UNKNOWN), min_size=1, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_kind_is_kept_as_it_was_read(
    tmp_path: Path, said: list[Action | Unknown]
) -> None:
    shutil.rmtree(tmp_path)
    store = store_at(tmp_path)
    path = write_log(store, OTHER, *lines_of(said))
    reading = read_and_keep(store)
    if not reading.faults:
        content = path.read_bytes()
        found = load_events(store.paths.cache_dir / "events", path, content)
        assert (found.size, found.lines) == (len(content), len(said))
        assert list(found.events) == sorted(reading.events, key=number_of)


def number_of(each: Event) -> int:
    return each.number


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_log_reads_the_same_whatever_was_kept(tmp_path: Path, data: st.DataObject) -> None:
    """Logs are appended to, cut, edited, merged and damaged, and so is what is kept of them."""
    shutil.rmtree(tmp_path)
    store = store_at(tmp_path)
    for number in range(1, data.draw(st.integers(1, 6)) + 1):
        name = data.draw(st.sampled_from([OWN, OTHER, "copy.jsonl"]))
        path = store.paths.log_dir / name
        content = path.read_bytes() if path.exists() else b""
        place = data.draw(st.integers(0, len(content)))
        device = data.draw(st.sampled_from(["aaaaaaaa", "bbbbbbbb"]))
        line = encode(event(data.draw(st.integers(1, number)), device))
        change = data.draw(
            st.sampled_from(["append", "append", "cut", "edit", "merge", "damage"])
        )
        match change:
            case "append":
                content += line
            case "cut":
                content = content[:place]
            case "edit":
                content = content[:place] + b"x" + content[place + 1 :]
            case "merge":
                content = line + content
            case _:
                for kept in kept_files(store):
                    kept.write_bytes(kept.read_bytes()[: data.draw(st.integers(0, 200))])
        write_log(store, name, content)
        assert is_same(read_and_keep(store), without_cache(store))
    assert is_same(store.read(), without_cache(store))


def test_faults_are_named_by_their_lines_after_what_was_kept(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    path = write_log(store, OTHER, event(1), b"\n", event(2))
    read_and_keep(store)
    with path.open("ab") as log:
        log.write(b"damaged\n" + encode(replace(event(2), clock=9)))
    faults = store.read().faults
    assert [(fault.line, fault.reason) for fault in faults] == [
        (4, "no checksum at its end"),
        (5, "another event has the same id"),
    ]


@pytest.mark.parametrize(
    "line", [b"damaged\n", newer_line(2), saying({"topic": 1}, 2), encode(event(2))[:-1]]
)
def test_what_is_at_fault_is_not_kept(line: bytes, tmp_path: Path) -> None:
    store = store_at(tmp_path)
    write_log(store, OTHER, event(1), line)
    read_and_keep(store)
    assert not kept_files(store)


def test_an_event_that_another_log_denies_is_a_fault_all_the_same(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    write_log(store, OTHER, event(1), event(2))
    read_and_keep(store)
    write_log(store, OWN, replace(event(2), clock=9))
    assert reasons(store) == [(OTHER, 2, "another event has the same id")]
    assert is_same(store.read(), without_cache(store))


@pytest.mark.parametrize("body", [b"", b"\x90", b"not even that", b"\x94\x01\xc4\x00\x01\x90"])
def test_what_is_no_event_is_ignored_and_written_anew(body: bytes, tmp_path: Path) -> None:
    store = store_at(tmp_path)
    write_log(store, OTHER, event(1))
    reading = read_and_keep(store)
    (kept,) = kept_files(store)
    good = kept.read_bytes()
    put_sealed(kept, body, 50)
    assert is_same(read_and_keep(store), reading)
    assert kept.read_bytes() == good


def test_a_cache_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    write_log(store, OTHER, event(1))
    store.paths.cache_dir.write_bytes(b"no directory")
    assert read_and_keep(store).events == (event(1),)


def test_the_own_log_is_kept_and_appended_to(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    write_log(store, OWN, event(1, "aaaaaaaa"))
    read_and_keep(store)
    assert log_file(store).exists()
    assert store.read().events == (event(1, "aaaaaaaa"),)
