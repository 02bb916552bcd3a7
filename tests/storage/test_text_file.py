from __future__ import annotations

from pathlib import Path

import pytest

from mlroadmap.errors import RoadmapError
from mlroadmap.storage import source_files
from mlroadmap.storage.source_files import read_sources


def test_a_folder_may_not_hold_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (tmp_path / f"{number}.md").write_text("x", encoding="utf-8")
    assert len(read_sources(tmp_path, frozenset({".md"})).contents) == 3
    monkeypatch.setattr(source_files, "FILES_LIMIT", 2)
    with pytest.raises(RoadmapError, match="more than 2 files"):
        read_sources(tmp_path, frozenset({".md"}))
    for number in range(3):
        (tmp_path / f"{number}.md").write_bytes(b"\xff")
    with pytest.raises(RoadmapError, match="more than 2 files"):
        read_sources(tmp_path, frozenset({".md"}))


def test_a_folder_may_be_nested_without_end(tmp_path: Path) -> None:
    places = [tmp_path]
    for _ in range(source_files.DEPTH_LIMIT + 2):
        places.append(places[-1] / "d")
        places[-1].mkdir()
    for place in (places[source_files.DEPTH_LIMIT], places[-1]):
        (place / "x.md").write_text("x", encoding="utf-8")
    assert len(read_sources(tmp_path, frozenset({".md"})).contents) == 1
