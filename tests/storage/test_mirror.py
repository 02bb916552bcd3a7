from __future__ import annotations

import os
from pathlib import Path

import pytest

from mlroadmap.storage.mirror import read_mirror, update_mirror


def test_no_mirror_holds_nothing(tmp_path: Path) -> None:
    assert read_mirror(tmp_path / "mirror") == b""


def test_the_first_append_makes_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "mirror"
    update_mirror(path, held=b"", before=b"", block=b"a\n")
    assert read_mirror(path) == b"a\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_copy_is_appended_to(tmp_path: Path) -> None:
    path = tmp_path / "mirror"
    path.write_bytes(b"a\n")
    inode = path.stat().st_ino
    update_mirror(path, held=b"a\n", before=b"a\n", block=b"b\n")
    assert read_mirror(path) == b"a\nb\n"
    assert path.stat().st_ino == inode


@pytest.mark.parametrize("held", [b"", b"a\n", b"a\nb\nlost by the log\n", b"\0\0"])
def test_what_is_no_copy_becomes_one(held: bytes, tmp_path: Path) -> None:
    path = tmp_path / "mirror"
    path.write_bytes(held)
    update_mirror(path, held=held, before=b"a\nb\n", block=b"c\n")
    assert read_mirror(path) == b"a\nb\nc\n"


def test_a_mirror_that_cannot_be_read_may_hold_what_the_log_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError

    path = tmp_path / "mirror"
    path.write_bytes(b"a\nlost by the log\n")
    with monkeypatch.context() as patch:
        patch.setattr("mlroadmap.storage.mirror.read_regular", refuse)
        held = read_mirror(path)
    assert held is None
    update_mirror(path, held=held, before=b"a\n", block=b"b\n")
    assert read_mirror(path) == b"a\nlost by the log\n"


def test_a_mirror_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mirror")
    update_mirror(tmp_path / "mirror", held=b"", before=b"", block=b"a\n")
    (tmp_path / "file").write_bytes(b"")
    update_mirror(tmp_path / "file" / "mirror", held=b"", before=b"a\n", block=b"b\n")
    assert read_mirror(tmp_path / "mirror") == b""
