from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

import pytest

from mlroadmap.storage.files import (
    LockedError,
    NotRegularError,
    OversizeError,
    locked_file,
    make_private_directory,
    open_regular,
    read_regular,
    sync,
    sync_directories,
    write_whole,
)


def make_link(path: Path) -> None:
    path.symlink_to(path.with_name("elsewhere"))


def make_link_to_file(path: Path) -> None:
    path.with_name("target").write_bytes(b"x")
    path.symlink_to("target")


@pytest.mark.parametrize("make", [make_link, make_link_to_file, os.mkfifo, Path.mkdir])
@pytest.mark.parametrize(
    "flags", [os.O_RDONLY, os.O_WRONLY | os.O_CREAT, os.O_RDWR | os.O_CREAT | os.O_APPEND]
)
def test_only_regular_files_are_opened(make: object, flags: int, tmp_path: Path) -> None:
    assert callable(make)
    path = tmp_path / "file"
    make(path)
    with pytest.raises(NotRegularError) as caught:
        open_regular(path, flags)
    assert caught.value.filename == str(path)
    assert not (tmp_path / "elsewhere").exists()


def test_a_created_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        os.close(open_regular(tmp_path / "file", os.O_WRONLY | os.O_CREAT))
        make_private_directory(tmp_path / "a" / "b")
    finally:
        os.umask(before)
    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("file", "a", "a/b")]
    assert modes == [0o600, 0o700, 0o700]


def test_a_directory_that_exists_is_left_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_private_directory(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_a_short_write_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda _, content: len(content) - 1)
    with pytest.raises(OSError, match="only 4 of 5 bytes") as caught:
        write_whole(1, b"12345")
    assert caught.value.errno == errno.ENOSPC


def test_no_more_is_read_than_allowed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    assert read_regular(path, 5) == b"12345"
    with pytest.raises(OversizeError, match="larger than 0 MiB") as caught:
        read_regular(path, 4)
    assert caught.value.filename == str(path)
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(OversizeError, match="larger than 512 MiB"):
        read_regular(path)


def test_a_file_that_grows_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    whole = os.stat_result((0o100600, 0, 0, 1, 0, 0, 2, 0, 0, 0))
    monkeypatch.setattr(os, "fstat", lambda _: whole)
    assert read_regular(path) == b"12345"
    with pytest.raises(OversizeError):
        read_regular(path, 4)


def test_sync_goes_to_the_platters_where_the_system_can(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[int] = []

    def control(_: int, command: int) -> None:
        asked.append(command)
        raise OSError(errno.ENOTSUP, "not here")

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", control)
    with (tmp_path / "file").open("wb") as file:
        sync(file.fileno())
    assert asked == [51]


def test_directories_are_synced_as_far_as_they_are_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    synced: list[int] = []
    leaf = tmp_path / "a" / "b"
    leaf.mkdir(parents=True)
    monkeypatch.setattr(os, "access", lambda path, _: path != tmp_path)
    monkeypatch.setattr(os, "fsync", synced.append)
    sync_directories(leaf)
    assert len(synced) == 2


def test_the_directories_above_are_all_synced_for_one_who_may(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    synced: list[tuple[int, int]] = []

    def note(fd: int) -> None:
        status = os.fstat(fd)
        synced.append((status.st_dev, status.st_ino))

    monkeypatch.setattr(os, "access", lambda *_: True)
    monkeypatch.setattr(os, "fsync", note)
    sync_directories(tmp_path)
    places = (tmp_path, *tmp_path.parents)
    assert synced == [(place.stat().st_dev, place.stat().st_ino) for place in places]


@pytest.mark.parametrize(("number", "matters"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_file_system_that_cannot_sync_directories_is_put_up_with(
    number: int, matters: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", refuse)
    monkeypatch.setattr(os, "access", lambda path, _: path == tmp_path)
    if matters:
        with pytest.raises(OSError, match="no"):
            sync_directories(tmp_path)
    else:
        sync_directories(tmp_path)


def test_a_lock_keeps_others_out(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with (
        locked_file(path, 0),
        pytest.raises(LockedError, match="too long"),
        locked_file(path, 0),
    ):
        raise AssertionError("locked twice")
    with locked_file(path, 0) as fd:
        os.write(fd, b"free again")
    assert read_regular(path) == b"free again"


def test_a_lock_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    first = locked_file(path, 0)
    first.__enter__()
    monkeypatch.setattr("time.sleep", lambda _: first.__exit__(None, None, None))
    with locked_file(path, 30):
        pass


@pytest.mark.parametrize("meanwhile", ["replaced", "deleted"])
def test_a_file_that_was_swapped_while_waiting_is_not_written(
    meanwhile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old\n")
    lock = fcntl.flock

    def swap_then_lock(fd: int, operation: int) -> None:
        monkeypatch.setattr(fcntl, "flock", lock)
        path.unlink()
        if meanwhile == "replaced":
            (tmp_path / "new").write_bytes(b"new\n")
            (tmp_path / "new").rename(path)
        lock(fd, operation)

    monkeypatch.setattr(fcntl, "flock", swap_then_lock)
    with locked_file(path, 0) as fd:
        os.write(fd, b"mine\n")
    assert path.read_bytes() == (b"new\nmine\n" if meanwhile == "replaced" else b"mine\n")


def test_a_close_that_fails_late_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"content")
    close = os.close

    def complain(fd: int) -> None:
        close(fd)
        raise OSError(errno.EIO, "late")

    monkeypatch.setattr(os, "close", complain)
    assert read_regular(path) == b"content"
