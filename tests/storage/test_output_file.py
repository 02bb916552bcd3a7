"""Documents are written whole, or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from mlroadmap.errors import SystemFailureError
from mlroadmap.storage import file_writer
from mlroadmap.storage.output_file import write_output


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    umask = os.umask(0o022)
    try:
        write_output(tmp_path / "new.txt", b"text")
    finally:
        os.umask(umask)
    assert (tmp_path / "new.txt").read_bytes() == b"text"
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o644


def test_a_file_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes(b"something longer")
    file.chmod(0o600)
    write_output(file, b"text")
    assert file.read_bytes() == b"text"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    write_output(tmp_path / "link", b"text")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"text"


def test_a_device_is_written_to() -> None:
    write_output(Path(os.devnull), b"text")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("name", ["none/file", ".", "a" * 300, "nul\0l"])
def test_what_cannot_be_written_is_said_plainly(tmp_path: Path, name: str) -> None:
    with pytest.raises(SystemFailureError, match="cannot be written") as raised:
        write_output(tmp_path / name, b"text")
    assert "name another place" in raised.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(SystemFailureError):
        write_output(tmp_path / "a", b"text")


def test_when_writing_fails_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "old.txt"
    file.write_bytes(b"old")
    monkeypatch.setattr(file_writer, "write_whole", fail)
    with pytest.raises(SystemFailureError, match="No space left"):
        write_output(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_copy_is_kept_of_what_differs(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    assert write_output(file, b"one", backup=True) is None
    assert write_output(file, b"one", backup=True) is None
    kept = write_output(file, b"two", backup=True)
    assert kept == tmp_path / "a.yaml.bak"
    assert kept.read_bytes() == b"one"


def test_nothing_is_replaced_when_it_must_be_new(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    with pytest.raises(SystemFailureError, match="exists"):
        write_output(tmp_path / "link", b"text", exclusive=True)
    assert not (tmp_path / "target").exists()
