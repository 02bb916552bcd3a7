"""What doctor finds, and what it makes good."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import replace

from mlroadmap.core.findings import Finding, FindingCode
from mlroadmap.core.journal.actions import TimeLogged
from mlroadmap.core.journal.event import Event
from mlroadmap.errors import StateError
from mlroadmap.storage.archive import Places
from mlroadmap.storage.backup import keep_copy, list_copies
from mlroadmap.storage.health import examine
from mlroadmap.storage.log import LogStore
from mlroadmap.storage.log_files import read_sources
from mlroadmap.storage.mend import mend
from mlroadmap.storage.paths import resolve_paths
from mlroadmap.storage.record import encode

from .log_tools import DAY, NOW, ZONE, event, newer_line, sealed, write_log


@pytest.fixture
def store(tmp_path: Path) -> LogStore:
    """A log with three events of this device."""
    store = LogStore(resolve_paths(tmp_path / "state", {}))
    for minutes in (10, 20, 30):
        store.append([(DAY, TimeLogged("numpy", minutes))], NOW, ZONE)
    return store


def places(store: LogStore) -> Places:
    return {"log": store.paths}


def own_log(store: LogStore) -> Path:
    return next(store.paths.log_dir.glob("????????.jsonl"))


def found(store: LogStore) -> list[tuple[str, str, int]]:
    return [(f.code, Path(f.file).name, f.line) for f in examine(places(store))]


def mended(store: LogStore) -> tuple[Finding, ...]:
    """Mend, and check that no event is lost and that mending again finds nothing to do."""
    before = store.read().events
    result = mend(places(store), store.paths.state_dir)
    assert store.read().events == before
    again = mend(places(store), store.paths.state_dir)
    assert (again.fixed, again.left, again.copy) == ((), result.left, None)
    store.append([(DAY, TimeLogged("numpy", 5))], NOW, ZONE)
    assert len(store.read().events) == len(before) + 1
    return result.left


def test_nothing_is_wrong_with_a_new_state(tmp_path: Path) -> None:
    assert examine({"log": resolve_paths(tmp_path, {})}) == ()
    assert mend({"log": resolve_paths(tmp_path, {})}, tmp_path).fixed == ()
    assert keep_copy({"log": resolve_paths(tmp_path, {})}, tmp_path) is None


def test_every_code_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "state.md").read_text("utf-8")
    table = page.partition("## Health")[2].partition("## Backups")[0]
    assert set(get_args(FindingCode)) <= set(re.findall(r"`([a-z-]+)`", table))


def test_nothing_is_wrong_after_appends(store: LogStore) -> None:
    assert found(store) == []


def test_damaged_lines_are_taken_out(store: LogStore) -> None:
    log = own_log(store)
    log.write_bytes(b"<<<<<<< HEAD\n" + log.read_bytes() + b'{"v":1,"torn')
    name = log.name
    assert found(store) == [("damaged", name, 1), ("damaged", name, 5)]
    damaged = log.read_bytes()
    assert mended(store) == ()
    (copy,) = list_copies(store.paths.state_dir)
    shutil.unpack_archive(copy, store.paths.state_dir / "unpacked")
    assert (store.paths.state_dir / "unpacked" / "log" / name).read_bytes() == damaged


def test_events_that_only_the_mirror_has_are_put_back(store: LogStore) -> None:
    log = own_log(store)
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(lines[0] + lines[2])
    assert found(store) == [("lost", log.name, 0)]
    assert mended(store) == ()
    assert log.read_bytes().splitlines(keepends=True)[:3] == lines


def test_a_deleted_log_comes_back_from_the_mirror(store: LogStore) -> None:
    own_log(store).unlink()
    assert [code for code, _, _ in found(store)] == ["lost"]
    assert mended(store) == ()


def test_a_mirror_that_differs_becomes_a_copy(store: LogStore) -> None:
    mirror = store.paths.mirror_dir / own_log(store).name
    for content in (None, b"", b"garbage\n"):
        mirror.unlink() if content is None else mirror.write_bytes(content)
        assert found(store) == [("mirror", mirror.name, 0)]
        assert mended(store) == ()


def test_a_conflict_copy_is_merged_and_removed(store: LogStore) -> None:
    log = own_log(store)
    lines = log.read_bytes().splitlines(keepends=True)
    copy = f"{log.stem} (conflicted copy 2027-01-04).jsonl"
    write_log(store, copy, *lines, b"garbage\n", event(1), event(2, "cccccccc"))
    assert found(store) == [("damaged", copy, 4), ("conflict-copy", copy, 0)]
    assert mended(store) == ()
    names = sorted(path.name for path in store.paths.log_dir.iterdir())
    assert names == sorted([log.name, "bbbbbbbb.jsonl", "cccccccc.jsonl"])


def unintelligible(number: int) -> Event:
    return replace(event(number), payload={"topic": 5})


def test_a_copy_s_records_are_moved_whatever_they_say(store: LogStore) -> None:
    line = encode(unintelligible(1))
    write_log(store, "copy of log.jsonl", line, event(2))
    assert [code for code, _, _ in found(store)] == ["unintelligible", "conflict-copy"]
    assert [finding.code for finding in mended(store)] == ["unintelligible"]
    assert line in (store.paths.log_dir / "bbbbbbbb.jsonl").read_bytes()


def test_a_mirror_s_records_are_put_back_whatever_they_say(store: LogStore) -> None:
    log = own_log(store)
    odd = encode(replace(unintelligible(1), device=log.stem))
    mirror = store.paths.mirror_dir / log.name
    mirror.write_bytes(mirror.read_bytes() + odd)
    assert found(store) == [("lost", log.name, 0)]
    assert [finding.code for finding in mended(store)] == ["unintelligible"]
    assert odd in log.read_bytes()


def test_an_append_puts_back_what_makes_no_sense(store: LogStore) -> None:
    log = own_log(store)
    odd = encode(replace(unintelligible(1), device=log.stem))
    mirror = store.paths.mirror_dir / log.name
    mirror.write_bytes(mirror.read_bytes() + odd)
    store.append([(DAY, TimeLogged("numpy", 5))], NOW, ZONE)
    assert odd in log.read_bytes()
    assert [(code, line) for code, _, line in found(store)] == [("unintelligible", 4)]


def test_a_copy_that_grows_meanwhile_is_kept(
    store: LogStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = write_log(store, "copy of log.jsonl", event(1))

    def grow(path: Path) -> bytes:
        path.write_bytes(path.read_bytes() + encode(event(2)))
        return path.read_bytes()

    monkeypatch.setattr("mlroadmap.storage.mend.read_regular", grow)
    result = mend(places(store), store.paths.state_dir)
    assert [finding.code for finding in result.left] == ["conflict-copy"]
    assert copy.exists()


def test_another_devices_damage_is_mended_too(store: LogStore) -> None:
    write_log(store, "bbbbbbbb.jsonl", event(1), b"\0\0\0\n", event(2))
    assert found(store) == [("damaged", "bbbbbbbb.jsonl", 2)]
    assert mended(store) == ()


def test_a_newer_log_is_not_rewritten(store: LogStore) -> None:
    log = write_log(store, "bbbbbbbb.jsonl", b"garbage\n", newer_line())
    assert [(code, line) for code, _, line in found(store)] == [("newer", 2), ("damaged", 1)]
    result = mend(places(store), store.paths.state_dir)
    assert (result.fixed, len(result.left), result.copy) == ((), 2, None)
    assert log.read_bytes() == b"garbage\n" + newer_line()


def test_a_newer_line_that_cannot_be_read_is_no_damage(store: LogStore) -> None:
    odd = sealed(newer_line().replace(b'"lc":1', b'"lc":"?"')[:-17])
    write_log(store, "bbbbbbbb.jsonl", odd)
    assert [code for code, _, _ in found(store)] == ["newer"]


def test_of_two_logs_only_the_one_that_is_not_newer_is_mended(
    store: LogStore, tmp_path: Path
) -> None:
    other = LogStore(replace(store.paths, log_dir=tmp_path / "other"))
    write_log(store, "bbbbbbbb.jsonl", b"garbage\n", event(1))
    write_log(other, "bbbbbbbb.jsonl", b"garbage\n", newer_line())
    both = {"log": store.paths, "roadmaps/other/log": other.paths}
    other.paths.log_dir.chmod(0o700)
    result = mend(both, store.paths.state_dir)
    assert [finding.code for finding in result.fixed] == ["damaged"]
    assert {Path(finding.file).parent for finding in result.left} == {other.paths.log_dir}
    assert result.copy
    with zipfile.ZipFile(result.copy) as copy:
        assert "roadmaps/other/log/bbbbbbbb.jsonl" in copy.namelist()


def test_a_log_that_vanishes_while_it_is_read(
    store: LogStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = store.paths.log_dir / "gone.jsonl"
    monkeypatch.setattr("mlroadmap.storage.log_files.log_files", lambda _: [gone])
    assert read_sources(store.paths.log_dir) == ([], [])


def test_what_nobody_can_decide_is_left(store: LogStore) -> None:
    twin = replace(event(1), payload={"topic": "other", "minutes": 1})
    odd = replace(event(2), payload={"topic": 5})
    write_log(store, "bbbbbbbb.jsonl", event(1), twin, odd)
    os.mkfifo(store.paths.log_dir / "pipe.jsonl")
    codes = ["not-regular", "unintelligible", "same-id"]
    assert [code for code, _, _ in found(store)] == codes
    result = mend(places(store), store.paths.state_dir)
    assert [finding.code for finding in result.left] == codes
    assert not any(finding.fixable for finding in result.left)


def test_modes_and_leftovers(store: LogStore) -> None:
    own_log(store).chmod(0o644)
    store.paths.log_dir.chmod(0o755)
    (store.paths.mirror_dir / ".x.jsonl.new").touch(mode=0o600)
    assert [code for code, _, _ in found(store)] == ["mode", "mode", "leftover"]
    assert mended(store) == ()
    assert own_log(store).stat().st_mode & 0o777 == 0o600
    assert store.paths.log_dir.stat().st_mode & 0o777 == 0o700


def test_a_copied_state_gets_an_id_of_its_own(store: LogStore, tmp_path: Path) -> None:
    shutil.copytree(store.paths.log_dir.parent, tmp_path / "copied")
    copied = LogStore(resolve_paths(tmp_path / "copied", {}))
    assert [code for code, _, _ in found(copied)] == ["device"]
    assert mended(copied) == ()
    assert len(list(copied.paths.log_dir.iterdir())) == 2


def test_the_mirror_of_a_former_id_still_helps(store: LogStore) -> None:
    store.paths.device_file.write_bytes(b"\0" * 18)
    log = own_log(store)
    whole = log.read_bytes()
    log.write_bytes(whole[:100])
    assert [code for code, _, _ in found(store)] == ["device", "damaged", "lost"]
    result = mend(places(store), store.paths.state_dir)
    assert result.left == ()
    assert log.read_bytes() == whole


def test_a_directory_that_is_none_is_found(store: LogStore) -> None:
    shutil.rmtree(store.paths.log_dir)
    store.paths.log_dir.write_bytes(b"")
    store.paths.log_dir.chmod(0o700)
    assert ("unreadable", "log", 0) in found(store)
    with pytest.raises(StateError):
        mend(places(store), store.paths.state_dir)


def test_nothing_is_mended_without_a_copy(store: LogStore) -> None:
    log = own_log(store)
    damaged = log.read_bytes() + b"garbage\n"
    log.write_bytes(damaged)
    (store.paths.state_dir / "copies").write_bytes(b"in the way")
    with pytest.raises(StateError, match="copies"):
        mend(places(store), store.paths.state_dir)
    assert log.read_bytes() == damaged
