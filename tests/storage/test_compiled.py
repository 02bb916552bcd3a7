from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from mlroadmap.core.model import Roadmap
from mlroadmap.storage.compiled import keep_compiled, load_compiled
from mlroadmap.storage.roadmap_file import builtin_roadmap_path, load_roadmap
from tests.builders import roadmaps
from tests.conftest import SAMPLE

HASH = "0" * 64


@pytest.mark.parametrize("path", [SAMPLE, builtin_roadmap_path()])
def test_a_roadmap_comes_back_as_it_was(path: Path, tmp_path: Path) -> None:
    loaded = load_roadmap(path)
    keep_compiled(tmp_path, loaded.sha256, loaded.roadmap)
    assert load_compiled(tmp_path, loaded.sha256) == loaded.roadmap


@given(of=roadmaps(30))
def test_any_roadmap_comes_back(tmp_path_factory: pytest.TempPathFactory, of: Roadmap) -> None:
    folder = tmp_path_factory.mktemp("compiled")
    keep_compiled(folder, HASH, of)
    assert load_compiled(folder, HASH) == of


def test_another_file_or_a_damaged_copy_is_not_taken(tmp_path: Path) -> None:
    loaded = load_roadmap(SAMPLE)
    keep_compiled(tmp_path, HASH, loaded.roadmap)
    assert load_compiled(tmp_path, "1" * 64) is None
    (kept,) = tmp_path.iterdir()
    content = kept.read_bytes()
    for damaged in (b"", content[:-1], content.replace(b"Sample", b"Simple"), b"00000000\n["):
        kept.write_bytes(damaged)
        assert load_compiled(tmp_path, HASH) is None


def test_a_cache_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    keep_compiled(blocked, HASH, load_roadmap(SAMPLE).roadmap)
    assert load_compiled(blocked, HASH) is None


def test_old_copies_are_cleared_away(tmp_path: Path) -> None:
    roadmap = load_roadmap(SAMPLE).roadmap
    for number in range(25):
        keep_compiled(tmp_path, f"{number:064d}"[::-1], roadmap)
    assert len(list(tmp_path.iterdir())) <= 20
