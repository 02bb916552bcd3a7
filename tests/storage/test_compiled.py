from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from msgspec.structs import replace

from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.storage.compiled import CompiledRoadmap, keep_compiled, load_compiled
from mlroadmap.storage.roadmap_file import builtin_roadmap_path, load_roadmap
from tests.builders import roadmaps
from tests.conftest import SAMPLE

SOURCE, HASH = b"a file", "0" * 64


@pytest.mark.parametrize("path", [SAMPLE, builtin_roadmap_path()])
def test_a_roadmap_comes_back_as_it_was(path: Path, tmp_path: Path) -> None:
    loaded = load_roadmap(path)
    assert loaded.compiled.source == path.read_bytes()
    assert loaded.sha256 == sha256(path.read_bytes()).hexdigest()
    keep_compiled(tmp_path, loaded.compiled)
    assert load_compiled(tmp_path, path.read_bytes(), CompiledRoadmap) == loaded.compiled


@given(of=roadmaps(30))
def test_any_roadmap_comes_back(tmp_path_factory: pytest.TempPathFactory, of: Roadmap) -> None:
    folder = tmp_path_factory.mktemp("compiled")
    keep_compiled(folder, CompiledRoadmap(SOURCE, HASH, of))
    assert load_compiled(folder, SOURCE, CompiledRoadmap) == CompiledRoadmap(SOURCE, HASH, of)


def test_another_file_or_a_damaged_copy_is_not_taken(tmp_path: Path) -> None:
    keep_compiled(tmp_path, load_roadmap(SAMPLE).compiled)
    source = SAMPLE.read_bytes()
    assert load_compiled(tmp_path, source + b"\n", CompiledRoadmap) is None
    (kept,) = tmp_path.iterdir()
    content = kept.read_bytes()
    for damaged in (b"", content[:-1], content.replace(b"Sample", b"Simple"), b"00000000\n["):
        kept.write_bytes(damaged)
        assert load_compiled(tmp_path, source, CompiledRoadmap) is None


def test_another_file_of_the_same_checksum_is_not_taken(tmp_path: Path) -> None:
    compiled = load_roadmap(SAMPLE).compiled
    # These two differ and have the same CRC-32.
    one, other = b"plumless", b"buckeroo"
    assert crc32(one) == crc32(other)
    keep_compiled(tmp_path, replace(compiled, source=one))
    assert load_compiled(tmp_path, one, CompiledRoadmap) is not None
    assert load_compiled(tmp_path, other, CompiledRoadmap) is None


def test_a_cache_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    keep_compiled(blocked, load_roadmap(SAMPLE).compiled)
    assert load_compiled(blocked, SAMPLE.read_bytes(), CompiledRoadmap) is None


def test_old_copies_are_cleared_away(tmp_path: Path) -> None:
    roadmap = load_roadmap(SAMPLE).roadmap
    for number in range(25):
        keep_compiled(tmp_path, CompiledRoadmap(b"%d" % number, HASH, roadmap))
    assert len(list(tmp_path.iterdir())) <= 20
