"""Nothing is written among mlroadmap's own files, however the place is spelled."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlroadmap.errors import UsageError
from mlroadmap.storage.paths import resolve_paths
from mlroadmap.storage.reserved_paths import refuse_own_places

OWN = [
    "log",
    "log/ffffffff.jsonl",
    "roadmaps/mine/log/x.jsonl",
    "state/device",
    "state/mirror/ffffffff.jsonl",
    "cache/answers/x",
    "elsewhere/../log/y.jsonl",
    "link-to-folder/z.jsonl",
    "link-to-file",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "log").mkdir()
    (tmp_path / "link-to-folder").symlink_to("log")
    (tmp_path / "link-to-file").symlink_to("state/device")
    return tmp_path


@pytest.mark.parametrize("name", OWN)
def test_own_places_are_refused(name: str, root: Path) -> None:
    with pytest.raises(UsageError, match="reads from"):
        refuse_own_places(root / name, resolve_paths(root, {}))


@pytest.mark.parametrize("name", ["roadmap.yaml", "x/../roadmap.yaml", "link", "hard-link"])
def test_a_roadmap_is_refused(name: str, root: Path) -> None:
    roadmap = root / "roadmap.yaml"
    (root / "x").mkdir()
    (root / "link").symlink_to("roadmap.yaml")
    refuse_own_places(root / name, resolve_paths(root, {}), [roadmap])
    roadmap.write_text("title: T", "utf-8")
    (root / "hard-link").hardlink_to(roadmap)
    with pytest.raises(UsageError, match="file of a roadmap"):
        refuse_own_places(root / name, resolve_paths(root, {}), [Path("/no/such"), roadmap])


@pytest.mark.parametrize("name", ["log.zip", "backup/log.zip", "logs/x.jsonl", "nul\0l"])
def test_what_lies_beside_them_is_the_user_s(name: str, root: Path) -> None:
    refuse_own_places(root / name, resolve_paths(root, {}), [root / "roadmap.yaml"])


def test_the_state_s_folders_may_be_links(root: Path) -> None:
    (root / "synced").mkdir()
    (root / "roadmaps").symlink_to("synced")
    with pytest.raises(UsageError):
        refuse_own_places(root / "synced" / "x.jsonl", resolve_paths(root, {}))
