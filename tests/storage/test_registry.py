from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlroadmap.errors import StateError
from mlroadmap.storage.paths import Paths, resolve_paths
from mlroadmap.storage.registry import (
    LogPlaces,
    Registry,
    choose,
    names_of,
    paths_of,
    read_registry,
)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return resolve_paths(tmp_path, {})


def test_at_first_the_builtin_roadmap_is_in_use(paths: Paths) -> None:
    assert read_registry(paths) == Registry("builtin", {})
    assert read_registry(paths).file is None
    assert dict(LogPlaces(paths)) == {"log": paths}


def test_a_choice_is_remembered(paths: Paths) -> None:
    choose(paths, "a", Path("/x/a.yaml"))
    choose(paths, "b", Path("/x/\udcff.yaml"))
    assert read_registry(paths).file == Path("/x/\udcff.yaml")
    assert choose(paths, "a", None) == Registry("a", read_registry(paths).files)
    assert read_registry(paths).file == Path("/x/a.yaml")


def test_every_roadmap_has_places_of_its_own(paths: Paths, tmp_path: Path) -> None:
    own = paths_of(paths, "a")
    assert own.log_dir == tmp_path / "roadmaps" / "a" / "log"
    assert own.mirror_dir == tmp_path / "state" / "roadmaps" / "a" / "mirror"
    assert own.device_file == paths.device_file
    assert paths_of(paths, "builtin") == paths


def test_logs_are_found_even_when_the_choice_is_lost(paths: Paths, tmp_path: Path) -> None:
    choose(paths, "b", Path("/x/b.yaml"))
    (tmp_path / "roadmaps" / "a").mkdir(parents=True)
    (tmp_path / "roadmaps" / "Not a name").mkdir()
    assert names_of(paths) == ("builtin", "a", "b")
    (tmp_path / "state" / "roadmaps.json").write_bytes(b"\xff")
    assert names_of(paths) == ("builtin", "a")
    assert dict(LogPlaces(paths)) == {"log": paths, "roadmaps/a/log": paths_of(paths, "a")}


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "{}", "[" * 50_000,
        json.dumps({"v": 2, "current": "a", "files": {}}),
        json.dumps({"v": 1, "current": "../a", "files": {}}),
        json.dumps({"v": 1, "current": 1, "files": {}}),
        json.dumps({"v": 1, "current": "a", "files": {"../a": "x"}}),
        json.dumps({"v": 1, "current": "a", "files": {"a": 1}}),
    ],
    ids=range(9),
)  # fmt: skip
def test_a_damaged_choice(paths: Paths, tmp_path: Path, content: str) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "roadmaps.json").write_text(content, encoding="utf-8")
    with pytest.raises(StateError) as caught:
        read_registry(paths)
    assert "mlroadmap use builtin" in caught.value.hint
    assert choose(paths, "a", Path("/a")).files == {"a": "/a"}
