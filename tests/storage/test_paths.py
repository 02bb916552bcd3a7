from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mlroadmap.errors import StateError
from mlroadmap.storage.paths import Paths, resolve_paths


def under(root: Path) -> Paths:
    return Paths(
        log_dir=root / "log",
        state_dir=root / "state",
        mirror_dir=root / "state" / "mirror",
        cache_dir=root / "cache",
        device_file=root / "state" / "device",
    )


def test_the_option_puts_everything_under_one_directory(tmp_path: Path) -> None:
    assert resolve_paths(tmp_path, {}) == under(tmp_path)


def test_the_variable_does_so_too(tmp_path: Path) -> None:
    assert resolve_paths(None, {"MLROADMAP_STATE": str(tmp_path)}) == under(tmp_path)


def test_the_option_wins_over_the_variable(tmp_path: Path) -> None:
    environ = {"MLROADMAP_STATE": str(tmp_path / "variable")}
    assert resolve_paths(tmp_path / "option", environ) == under(tmp_path / "option")


def test_a_relative_path_starts_at_the_current_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert resolve_paths(Path("here"), {}) == under(tmp_path / "here")


def test_nothing_is_created(tmp_path: Path) -> None:
    resolve_paths(tmp_path / "state", {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG places are those of Linux")
@pytest.mark.parametrize("environ", [{}, {"MLROADMAP_STATE": ""}])
def test_without_a_choice_the_platform_decides(
    environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    paths = resolve_paths(None, environ)
    assert paths.log_dir == tmp_path / "XDG_DATA_HOME" / "mlroadmap" / "log"
    assert paths.mirror_dir == tmp_path / "XDG_STATE_HOME" / "mlroadmap" / "mirror"
    assert paths.device_file == tmp_path / "XDG_STATE_HOME" / "mlroadmap" / "device"
    assert paths.cache_dir == tmp_path / "XDG_CACHE_HOME" / "mlroadmap"


def test_no_home_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr("platformdirs.user_data_path", nobody)
    with pytest.raises(StateError, match="no directory") as caught:
        resolve_paths(None, {})
    assert "MLROADMAP_STATE" in caught.value.hint


def test_a_vanished_current_directory_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    def vanished() -> str:
        raise FileNotFoundError

    monkeypatch.setattr("os.getcwd", vanished)
    with pytest.raises(StateError, match="no directory"):
        resolve_paths(Path("here"), {})
