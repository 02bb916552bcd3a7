"""Where the state lives: log, device id, mirror and cache."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from mlroadmap.errors import StateError

_APP_NAME = "mlroadmap"
_CHOOSE_ONE = "Say where to keep it: set MLROADMAP_STATE to a directory, or give --state DIR."


class Paths(Struct, frozen=True):
    """The places of the state, all absolute; none of them needs to exist."""

    log_dir: Path
    state_dir: Path
    mirror_dir: Path
    cache_dir: Path
    device_file: Path


def resolve_paths(state_option: Path | None, environ: Mapping[str, str]) -> Paths:
    """Find the state: under `--state` or MLROADMAP_STATE, else where the platform keeps it.

    Raises StateError when there is no home directory, or no current one for a relative
    path to start from.
    """
    chosen = state_option or environ.get("MLROADMAP_STATE")
    try:
        return _under(Path(chosen).expanduser().absolute()) if chosen else _of_platform()
    except (OSError, RuntimeError) as error:
        raise StateError("There is no directory to keep the log in.", _CHOOSE_ONE) from error


def _under(root: Path) -> Paths:
    return _paths(data=root, state=root / "state", cache=root / "cache")


def _of_platform() -> Paths:
    import platformdirs  # noqa: PLC0415 - it takes 10 ms, and a run with --state needs none

    return _paths(
        data=platformdirs.user_data_path(_APP_NAME, appauthor=False).absolute(),
        state=platformdirs.user_state_path(_APP_NAME, appauthor=False).absolute(),
        cache=platformdirs.user_cache_path(_APP_NAME, appauthor=False).absolute(),
    )


def _paths(data: Path, state: Path, cache: Path) -> Paths:
    return Paths(
        log_dir=data / "log",
        state_dir=state,
        mirror_dir=state / "mirror",
        cache_dir=cache,
        device_file=state / "device",
    )
