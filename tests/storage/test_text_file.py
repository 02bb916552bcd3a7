from __future__ import annotations

from pathlib import Path

import pytest

from mlroadmap.errors import RoadmapError, SystemFailureError
from mlroadmap.storage import source_files
from mlroadmap.storage.source_files import read_sources
from mlroadmap.storage.text_file import write_text


def test_a_text_is_written_with_the_mode_of_what_it_replaces(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    assert write_text(path, "one") is None
    path.chmod(0o640)
    assert write_text(path, "two") is None
    assert path.read_text(encoding="utf-8") == "two"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_backup_is_kept_of_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    write_text(path, "one", backup=True)
    assert write_text(path, "one", backup=True) is None
    kept = write_text(path, "two", backup=True)
    assert kept == tmp_path / "a.yaml.bak"
    assert kept.read_text(encoding="utf-8") == "one"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_text(tmp_path / "link", "x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize("name", ["no/such/folder", "a\0b", "."])
def test_a_place_that_cannot_be_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(SystemFailureError, match="cannot be written"):
        write_text(tmp_path / name, "x")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_may_not_hold_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (tmp_path / f"{number}.md").write_text("x", encoding="utf-8")
    assert len(read_sources(tmp_path, frozenset({".md"})).contents) == 3
    monkeypatch.setattr(source_files, "FILES_LIMIT", 2)
    with pytest.raises(RoadmapError, match="more than 2 files"):
        read_sources(tmp_path, frozenset({".md"}))
