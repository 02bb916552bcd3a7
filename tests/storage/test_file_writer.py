"""A file is written whole or not at all, under no name that somebody could foresee."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from mlroadmap.storage import file_writer
from mlroadmap.storage.file_writer import find_leftovers, put

LEFTOVER = ".mlroadmap-0123456789abcdef"


def contents(folder: Path) -> dict[str, bytes]:
    return {place.name: place.read_bytes() for place in folder.iterdir()}


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    assert put(tmp_path / "f", b"longer") is None
    assert put(tmp_path / "f", b"new") is None
    assert contents(tmp_path) == {"f": b"new"}
    assert stat.S_IMODE((tmp_path / "f").stat().st_mode) == 0o600


def test_the_file_and_its_name_are_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "access", lambda path, _: path == tmp_path)
    monkeypatch.setattr(os, "fsync", lambda fd: synced.append(os.fstat(fd).st_mode))
    put(tmp_path / "f", b"new", durable=False)
    assert synced == []
    put(tmp_path / "f", b"new")
    assert [stat.S_ISDIR(mode) for mode in synced] == [False, True]


@pytest.mark.parametrize("exclusive", [False, True])
def test_no_link_is_followed(exclusive: bool, tmp_path: Path) -> None:
    (tmp_path / "victim").write_bytes(b"precious")
    for name in ("f", ".f.new", ".mlroadmap-", LEFTOVER, "f.bak"):
        (tmp_path / name).symlink_to("victim")
    if exclusive:
        with pytest.raises(FileExistsError):
            put(tmp_path / "f", b"new", exclusive=True)
        assert (tmp_path / "f").is_symlink()
    else:
        put(tmp_path / "f", b"new")
        assert (tmp_path / "f").read_bytes() == b"new"
    assert (tmp_path / "victim").read_bytes() == b"precious"
    assert (tmp_path / LEFTOVER).is_symlink()


def test_a_planted_name_is_not_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even one who guesses the name gains nothing."""
    monkeypatch.setattr(os, "urandom", bytes)
    (tmp_path / f".mlroadmap-{bytes(8).hex()}").symlink_to("victim")
    with pytest.raises(FileExistsError):
        put(tmp_path / "f", b"new")
    assert not (tmp_path / "victim").exists()
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP])
def test_a_disk_without_links_will_do(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    put(tmp_path / "f", b"new", exclusive=True)
    with pytest.raises(FileExistsError):
        put(tmp_path / "f", b"newer", exclusive=True)
    assert contents(tmp_path) == {"f": b"new"}


def test_a_copy_of_what_is_replaced_never_replaces_another(tmp_path: Path) -> None:
    file = tmp_path / "f"
    (tmp_path / "f.bak2").symlink_to("f.bak")
    for content in (b"one", b"two", b"three", b"one", b"four", b"one", b"one"):
        put(file, content, backup=True, mode=None)
        file.chmod(0o640)
    held = contents(tmp_path)
    assert held.pop("f") == b"one"
    assert held == {
        "f.bak": b"one",
        "f.bak2": b"one",
        "f.bak3": b"two",
        "f.bak4": b"three",
        "f.bak5": b"four",
    }
    assert stat.S_IMODE((tmp_path / "f.bak3").stat().st_mode) == 0o640


def test_there_is_no_moment_without_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever call fails, the file is the old one or the new one."""
    file = tmp_path / "f"
    for name in ("fsync", "write", "link", "rename", "replace", "unlink", "fstat", "fchmod"):
        file.write_bytes(b"old")
        real = getattr(os, name)

        def refuse(*_: Any, **__: Any) -> None:
            raise OSError(errno.EIO, "Input/output error", "elsewhere")

        monkeypatch.setattr(os, name, refuse)
        with suppress(OSError):
            put(file, b"new", backup=True, mode=None)
        monkeypatch.setattr(os, name, real)
        assert file.read_bytes() in {b"old", b"new"}
        for place in tmp_path.iterdir():
            place.unlink()


def test_what_a_killed_command_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / LEFTOVER).write_bytes(b"half")
    (tmp_path / f"{LEFTOVER}.txt").write_bytes(b"mine")
    os.mkfifo(tmp_path / ".mlroadmap-fedcba9876543210")
    assert list(find_leftovers(tmp_path)) == [tmp_path / LEFTOVER]
    put(tmp_path / "f", b"new")
    names = sorted(place.name for place in tmp_path.iterdir())
    assert names == [f"{LEFTOVER}.txt", ".mlroadmap-fedcba9876543210", "f"]


def test_what_another_process_is_writing_is_no_leftover(tmp_path: Path) -> None:
    with (tmp_path / LEFTOVER).open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert list(find_leftovers(tmp_path)) == []
    assert list(find_leftovers(tmp_path)) == [tmp_path / LEFTOVER]


def test_a_file_that_was_taken_for_a_leftover_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = fcntl.flock

    def snatched(*_: Any) -> None:
        monkeypatch.setattr(fcntl, "flock", lock)
        for place in tmp_path.iterdir():
            place.unlink()
        raise BlockingIOError

    monkeypatch.setattr(fcntl, "flock", snatched)
    put(tmp_path / "f", b"new")
    assert contents(tmp_path) == {"f": b"new"}


def test_where_nothing_can_be_locked_nothing_is_a_leftover(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    (tmp_path / LEFTOVER).write_bytes(b"half")
    put(tmp_path / "f", b"new")
    assert contents(tmp_path) == {LEFTOVER: b"half", "f": b"new"}


def test_a_complaint_names_the_file_that_was_wanted(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        put(tmp_path / "none" / "f", b"new")
    assert caught.value.filename == str(tmp_path / "none" / "f")
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError) as blocked:
        put(tmp_path / "folder", b"new")
    assert (blocked.value.filename, blocked.value.filename2) == (str(tmp_path / "folder"), None)


def test_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any) -> Iterator[int]:
        raise KeyboardInterrupt

    monkeypatch.setattr(file_writer, "write_whole", interrupt)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path / "f", b"new")
    assert contents(tmp_path) == {}
