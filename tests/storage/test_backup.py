"""Archives of the log: whole, merged by event, and closed to tricks."""

from __future__ import annotations

import errno
import os
import shutil
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from mlroadmap.core.journal.actions import TimeLogged
from mlroadmap.core.journal.unread import Unintelligible
from mlroadmap.errors import StateError, UsageError
from mlroadmap.storage import archive
from mlroadmap.storage.archive import Places
from mlroadmap.storage.backup import (
    COPIES_KEPT,
    Holding,
    keep_copy,
    list_copies,
    restore,
    verify,
    write_backup,
)
from mlroadmap.storage.health import examine
from mlroadmap.storage.log import LogStore
from mlroadmap.storage.log_files import Source
from mlroadmap.storage.paths import resolve_paths
from mlroadmap.storage.record import encode
from mlroadmap.storage.registry import LogPlaces

from .log_tools import DAY, NOW, ZONE, event, newer_line, saying, write_log


def store_in(root: Path, count: int = 0) -> LogStore:
    store = LogStore(resolve_paths(root, {}))
    for minutes in range(1, count + 1):
        store.append([(DAY, TimeLogged("numpy", minutes))], NOW, ZONE)
    return store


def places(store: LogStore) -> Places:
    return {"log": store.paths}


def restored(file: Path, store: LogStore) -> int:
    return restore(file, places(store), store.paths.state_dir).new


def make_archive(file: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file


def test_a_backup_is_restored_on_another_machine(tmp_path: Path) -> None:
    here, there, file = store_in(tmp_path / "a", 3), store_in(tmp_path / "b"), tmp_path / "f"
    write_log(here, "bbbbbbbb.jsonl", event(1), event(2))
    held = write_backup(file, places(here))
    assert (held.events, held.devices, held.faults) == (5, 2, 0)
    assert file.stat().st_mode & 0o777 == 0o600
    assert restored(file, there) == 5
    assert there.read().events == here.read().events
    assert examine(places(there)) == ()
    assert there.append([(DAY, TimeLogged("numpy", 1))], NOW, ZONE)[0].number == 1


def test_restoring_merges_and_can_be_repeated(tmp_path: Path) -> None:
    store, file = store_in(tmp_path / "a", 3), tmp_path / "f"
    write_backup(file, places(store))
    log = next(store.paths.log_dir.iterdir())
    kept = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"garbage\n" + kept[1])
    shutil.rmtree(store.paths.mirror_dir)
    assert restored(file, store) == 2
    assert log.read_bytes() == b"garbage\n" + b"".join(kept)
    assert restored(file, store) == 0
    assert len(list_copies(store.paths.state_dir)) == 1
    assert len(store.read().events) == 3
    assert store.append([(DAY, TimeLogged("numpy", 1))], NOW, ZONE)[0].number == 4


def test_restoring_does_not_cost_what_only_the_mirror_has(tmp_path: Path) -> None:
    store, file = store_in(tmp_path / "a", 2), tmp_path / "f"
    write_backup(file, places(store))
    store.append([(DAY, TimeLogged("numpy", 9))], NOW, ZONE)
    before = store.read().events
    next(store.paths.log_dir.iterdir()).write_bytes(b"")
    restored(file, store)
    assert store.read().events == before


def test_a_backup_holds_what_only_the_mirror_has(tmp_path: Path) -> None:
    store, file = store_in(tmp_path / "a", 3), tmp_path / "f"
    next(store.paths.log_dir.iterdir()).write_bytes(b"torn")
    assert write_backup(file, places(store)).events == 3
    assert restored(file, store_in(tmp_path / "b")) == 3


def test_a_backup_is_not_made_over_another(tmp_path: Path) -> None:
    store, file = store_in(tmp_path / "a", 1), tmp_path / "f"
    file.write_bytes(b"old")
    with pytest.raises(UsageError, match="exists already"):
        write_backup(file, places(store))
    assert file.read_bytes() == b"old"
    link = tmp_path / "link"
    link.symlink_to("f")
    write_backup(link, places(store), overwrite=True)
    assert link.is_symlink()
    assert restored(file, store_in(tmp_path / "b")) == 1
    with pytest.raises(UsageError, match="exists already"):
        write_backup(tmp_path, places(store), overwrite=True)


def test_a_backup_needs_a_place_and_something_to_keep(tmp_path: Path) -> None:
    with pytest.raises(StateError, match="nothing to back up"):
        write_backup(tmp_path / "f", places(store_in(tmp_path / "a")))
    with pytest.raises(UsageError, match="no directory"):
        write_backup(tmp_path / "no" / "f", places(store_in(tmp_path / "a", 1)))
    assert not (tmp_path / "f").exists()


def test_a_log_that_cannot_be_read_is_not_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_in(tmp_path / "a", 1)
    os.mkfifo(store.paths.log_dir / "pipe.jsonl")
    assert write_backup(tmp_path / "f", places(store)).events == 1

    def refuse(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("mlroadmap.storage.log_files.read_regular", refuse)
    with pytest.raises(StateError, match="Permission denied"):
        write_backup(tmp_path / "g", places(store))
    assert not (tmp_path / "g").exists()


@pytest.mark.parametrize(
    "name",
    ["../x.jsonl", "/etc/x.jsonl", "log/../../x.jsonl", "log\\x.jsonl", "x", "log/", "log/x"],
)
def test_an_archive_with_other_names_is_refused(name: str, tmp_path: Path) -> None:
    store = store_in(tmp_path / "a")
    file = make_archive(tmp_path / "f", {"log/b.jsonl": encode(event(1)), name: b""})
    with pytest.raises(StateError, match="is no backup: no log is named") as refused:
        restored(file, store)
    assert "unzip" not in refused.value.hint
    assert store.read().events == ()


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_in(tmp_path / "a")
    file = make_archive(tmp_path / "f", {"log/b.jsonl": b"0" * 1001, "log/c.jsonl": b""})
    monkeypatch.setattr(archive, "SIZE_LIMIT", 1000)
    with pytest.raises(StateError, match="unpack to 2 files, 1,001 bytes") as refused:
        restored(file, store)
    assert "unzip" not in refused.value.hint
    monkeypatch.setattr(archive, "SIZE_LIMIT", 2000)
    monkeypatch.setattr(archive, "MEMBER_LIMIT", 1)
    with pytest.raises(StateError, match="unpack to 2 files"):
        restored(file, store)


def lying(file: Path, claimed: int) -> None:
    """Let the headers of an archive's only member claim another size."""
    content = bytearray(file.read_bytes())
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.index(mark) + place
        content[start : start + 4] = claimed.to_bytes(4, "little")
    file.write_bytes(content)


@pytest.mark.parametrize("claimed", [100, 2**20, 2**29])
def test_no_more_is_unpacked_than_an_archive_says_it_holds(
    claimed: int, tmp_path: Path
) -> None:
    file = make_archive(tmp_path / "f", {"log/b.jsonl": bytes(2**29)})
    lying(file, claimed)
    tracemalloc.start()
    with pytest.raises(StateError):
        restored(file, store_in(tmp_path / "a"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 * 2**20


def test_other_ways_of_packing_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "f", "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("log/b.jsonl", encode(event(1)))
    with pytest.raises(StateError, match="packed in a way"):
        restored(tmp_path / "f", store_in(tmp_path / "a"))


def test_a_list_of_members_without_end_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.write_bytes(b"PK\x01\x02" * 100_000)
    with pytest.raises(StateError, match="100000 files"):
        restored(file, store_in(tmp_path / "a"))
    with file.open("wb") as sparse:
        sparse.truncate(2**40)
    with pytest.raises(UsageError, match="bearable size"):
        restored(file, store_in(tmp_path / "a"))


def test_names_that_are_not_utf8_are_spelled_out(tmp_path: Path) -> None:
    store, file = store_in(tmp_path / "a", 1), tmp_path / "f"
    for number, name in enumerate(
        (b"conflit\xe9.jsonl", b"conflit\\xe9.jsonl", b"a\x1b.jsonl")
    ):
        write_log(store, os.fsdecode(name), event(number + 1))
    assert write_backup(file, places(store)).events == 4
    with zipfile.ZipFile(file) as made:
        names = {name.rpartition("/")[2] for name in made.namelist()}
    assert names >= {"conflit\\xe9.jsonl", "conflit\\xe9-2.jsonl", "a.jsonl"}
    assert restored(file, store_in(tmp_path / "b")) == 4


def test_an_archive_that_shrank_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_in(tmp_path / "a")
    content = encode(event(1)) + b"\n" * 100_000
    file = make_archive(tmp_path / "f", {"log/b.jsonl": content})
    monkeypatch.setattr(archive, "UNSUSPICIOUS_SIZE", len(content) - 1)
    with pytest.raises(StateError, match=f"unpack to 1 file, {len(content):,} bytes"):
        restored(file, store)
    monkeypatch.setattr(archive, "UNSUSPICIOUS_SIZE", len(content))
    assert restored(file, store) == 1


def test_a_log_that_says_the_same_for_long_comes_back_too(tmp_path: Path) -> None:
    same = TimeLogged("numpy", 5, "again " * 20_000)
    lines = b"".join(encode(replace(event(n), action=same)) for n in range(1, 200))
    assert len(lines) > archive.UNSUSPICIOUS_SIZE
    packed = archive.pack({"log": [Source(tmp_path / "b.jsonl", lines)]})
    (tmp_path / "f").write_bytes(packed)
    assert restored(tmp_path / "f", store_in(tmp_path / "a")) == 199


def test_an_archive_of_nothing_and_what_is_no_file_are_refused(tmp_path: Path) -> None:
    store = store_in(tmp_path / "a")
    empty: list[dict[str, bytes]] = [{}, {"log/a.jsonl": b"\n"}, {"log/a.jsonl": b"torn\n"}]
    for members in empty:
        with pytest.raises(StateError, match="is no backup: it holds no event"):
            restored(make_archive(tmp_path / "f", members), store)
    for place in (tmp_path / "g", tmp_path, Path("/dev/null")):
        with pytest.raises(UsageError, match="no file"):
            restored(place, store)


def test_a_damaged_archive_changes_nothing(tmp_path: Path) -> None:
    store, file = store_in(tmp_path / "a", 3), tmp_path / "f"
    write_backup(file, places(store))
    content = file.read_bytes()
    other = store_in(tmp_path / "b")
    for place in range(0, len(content), 7):
        file.write_bytes(
            content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :]
        )
        try:
            restored(file, other)
        except StateError:
            assert other.read().events == ()
        else:
            assert other.read().events == store.read().events
            shutil.rmtree(tmp_path / "b")
    for size in range(0, len(content), 7):
        file.write_bytes(content[:size])
        with pytest.raises(StateError, match="damaged"):
            restored(file, other)


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    file = make_archive(tmp_path / "f", {"log/b.jsonl": encode(event(1))})
    content = bytearray(file.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(content)
    with pytest.raises(StateError, match="encrypted"):
        restored(file, store_in(tmp_path / "a"))


def test_nothing_is_restored_from_or_into_what_is_newer(tmp_path: Path) -> None:
    store = store_in(tmp_path / "a", 1)
    file = make_archive(tmp_path / "f", {"log/b.jsonl": encode(event(1)) + newer_line()})
    with pytest.raises(StateError, match="newer"):
        restored(file, store)
    file = make_archive(tmp_path / "f", {"log/b.jsonl": encode(event(1))})
    write_log(store, "cccccccc.jsonl", newer_line())
    with pytest.raises(StateError, match="newer"):
        restored(file, store)
    assert len(store.read().events) == 2


def test_what_no_device_can_have_written_is_not_restored(tmp_path: Path) -> None:
    store, file = store_in(tmp_path / "a", 2), tmp_path / "f"
    forged = [replace(event(3, "zzzzzzzz"), clock=10**15), replace(event(4), number=10**15)]
    make_archive(file, {"log/b.jsonl": b"".join(map(encode, [event(1), *forged]))})
    result = restore(file, places(store), store.paths.state_dir)
    assert (result.new, len(result.held.implausible)) == (1, 2)
    assert len(store.read().events) == 3
    assert examine(places(store)) == ()
    assert restored(file, store) == 0
    assert verify(file, places(store)) == result.held


def test_a_backup_is_read_back(tmp_path: Path) -> None:
    store, file = store_in(tmp_path / "a", 3), tmp_path / "f"
    held = write_backup(file, places(store))
    assert verify(file, places(store)) == held == Holding(3, 1, 0, 0)
    make_archive(file, {"log/b.jsonl": encode(event(1)) + b"garbage\n" + newer_line(2)})
    held = verify(file, places(store_in(tmp_path / "b")))
    assert (held.events, held.faults, held.newer) == (2, 1, True)
    assert not (tmp_path / "b").exists()
    file.write_bytes(file.read_bytes()[:-30])
    with pytest.raises(StateError, match="damaged"):
        verify(file, places(store))


def test_what_makes_no_sense_is_restored_too(tmp_path: Path) -> None:
    lines = saying({"topic": 5}) + b"garbage\n" + encode(event(2))
    file = make_archive(tmp_path / "f", {"log/b.jsonl": lines})
    store = store_in(tmp_path / "a")
    result = restore(file, places(store), store.paths.state_dir)
    assert (result.new, result.copy) == (2, None)
    assert result.held == Holding(events=2, devices=1, unintelligible=1, faults=1)
    assert [fault.line for fault in store.read().faults] == [1]
    kept = [(event.number, type(event.action)) for event in store.read().events]
    assert kept == [(1, Unintelligible), (2, TimeLogged)]
    assert restored(file, store) == 0


def test_what_only_a_mirror_holds_is_restored_into_the_log(tmp_path: Path) -> None:
    store, file = store_in(tmp_path / "a", 2), tmp_path / "f"
    write_backup(file, places(store))
    next(store.paths.log_dir.iterdir()).unlink()
    store.paths.device_file.unlink()
    assert store.read().events == ()
    assert restored(file, store) == 2
    assert len(store.read().events) == 2


def test_each_roadmap_s_events_are_counted(tmp_path: Path) -> None:
    store = store_in(tmp_path / "a")
    registry = LogPlaces(store.paths)
    lines = encode(event(1)) + encode(event(2))
    members = {"log/b.jsonl": lines, "roadmaps/mine/log/b.jsonl": lines}
    file = make_archive(tmp_path / "f", members)
    for new in (4, 0):
        result = restore(file, registry, store.paths.state_dir)
        assert (result.new, result.held.events, result.held.devices) == (new, 4, 1)


def test_the_newest_copies_are_kept(tmp_path: Path) -> None:
    store = store_in(tmp_path / "a", 1)
    made = []
    for minutes in range(COPIES_KEPT + 3):
        store.append([(DAY, TimeLogged("numpy", minutes))], NOW, ZONE)
        made.append(keep_copy(places(store), store.paths.state_dir))
    assert list_copies(store.paths.state_dir) == made[3:]
    assert keep_copy(places(store), store.paths.state_dir) == made[-1]
    assert restored(list_copies(store.paths.state_dir)[-1], store_in(tmp_path / "b")) == 14


def test_a_full_disk_leaves_no_half_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_in(tmp_path / "a", 1)

    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(StateError, match="/f cannot grow"):
        write_backup(tmp_path / "f", places(store))
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
