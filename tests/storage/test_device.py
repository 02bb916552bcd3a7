from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mlroadmap.errors import StateError
from mlroadmap.storage.device import device_id, find_device, machine_identity, random_device
from mlroadmap.storage.files import locked_file
from mlroadmap.storage.paths import Paths, resolve_paths

from .log_tools import fixed_machine, worker_environment


def numbered() -> Callable[[], str]:
    counter = itertools.count(1)
    return lambda: f"{next(counter):08x}"


def paths_at(root: Path) -> Paths:
    return resolve_paths(root, {})


def test_a_device_keeps_its_id(tmp_path: Path) -> None:
    paths, draw = paths_at(tmp_path), numbered()
    assert [device_id(paths, fixed_machine, draw) for _ in range(3)] == ["00000001"] * 3
    assert find_device(paths, fixed_machine) == "00000001"


def test_looking_creates_nothing(tmp_path: Path) -> None:
    assert find_device(paths_at(tmp_path), fixed_machine) is None
    assert list(tmp_path.iterdir()) == []


def test_by_default_it_is_random_and_bound_to_this_machine(tmp_path: Path) -> None:
    device = device_id(paths_at(tmp_path))
    assert len(device) == 8
    assert int(device, 16) >= 0
    assert find_device(paths_at(tmp_path)) == device
    assert random_device() != random_device()


def test_the_file_is_private(tmp_path: Path) -> None:
    paths = paths_at(tmp_path)
    device_id(paths, fixed_machine)
    assert paths.device_file.stat().st_mode & 0o777 == 0o600
    assert paths.state_dir.stat().st_mode & 0o777 == 0o700


def test_a_copied_directory_gets_its_own_id_and_the_original_keeps_its(tmp_path: Path) -> None:
    draw = numbered()
    here, there = tmp_path / "here", tmp_path / "there"
    device_id(paths_at(here), fixed_machine, draw)
    shutil.copytree(here, there)
    assert find_device(paths_at(there), fixed_machine) is None
    assert device_id(paths_at(there), fixed_machine, draw) == "00000002"
    assert device_id(paths_at(here), fixed_machine, draw) == "00000001"


def test_another_machine_gets_its_own_id(tmp_path: Path) -> None:
    paths, draw = paths_at(tmp_path), numbered()
    device_id(paths, fixed_machine, draw)
    assert find_device(paths, lambda _: b"another machine") is None
    assert device_id(paths, lambda _: b"another machine", draw) == "00000002"


@pytest.mark.parametrize(
    "garbage", [b"", b"\0" * 18, b"00000001", b"../../x 12345678\n", b"\xff" * 100]
)
def test_garbage_leads_to_a_new_id(garbage: bytes, tmp_path: Path) -> None:
    paths = paths_at(tmp_path)
    device_id(paths, fixed_machine)
    paths.device_file.write_bytes(garbage)
    assert find_device(paths, fixed_machine) is None
    assert device_id(paths, fixed_machine, lambda: "00000002") == "00000002"


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("elsewhere")])
def test_what_is_not_a_file_is_replaced(make: Callable[[Path], None], tmp_path: Path) -> None:
    paths = paths_at(tmp_path)
    paths.state_dir.mkdir()
    make(paths.device_file)
    assert device_id(paths, fixed_machine, lambda: "00000002") == "00000002"
    assert find_device(paths, fixed_machine) == "00000002"


def test_a_directory_in_its_place_is_explained(tmp_path: Path) -> None:
    paths = paths_at(tmp_path)
    paths.device_file.mkdir(parents=True)
    with pytest.raises(StateError, match="device"):
        device_id(paths, fixed_machine)


def test_a_state_directory_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"in the way")
    with pytest.raises(StateError, match="state"):
        device_id(paths_at(tmp_path), fixed_machine)


def test_a_link_that_leads_to_itself_is_no_device(tmp_path: Path) -> None:
    paths = paths_at(tmp_path)
    paths.state_dir.symlink_to("state")
    assert find_device(paths, fixed_machine) is None
    with pytest.raises(StateError):
        device_id(paths, fixed_machine)


def test_a_lock_that_is_never_free_is_explained(tmp_path: Path) -> None:
    paths = paths_at(tmp_path)
    paths.state_dir.mkdir()
    lock = paths.state_dir / "device.lock"
    with locked_file(lock, 0), pytest.raises(StateError, match="locked"):
        device_id(paths, fixed_machine, lock_seconds=0)


def test_who_comes_second_takes_the_first_one_s_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = paths_at(tmp_path)
    found = iter([None, "00000001"])
    monkeypatch.setattr("mlroadmap.storage.device.find_device", lambda *_: next(found))
    assert device_id(paths, fixed_machine, lambda: "00000002") == "00000001"
    assert not paths.device_file.exists()


def test_processes_that_start_at_once_agree(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from mlroadmap.storage.device import device_id\n"
        "from mlroadmap.storage.paths import resolve_paths\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "print(device_id(resolve_paths(Path(sys.argv[1]), {})))\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=worker_environment(),
        )
        for _ in range(16)
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    ids = {process.communicate()[0] for process in processes}
    assert ids == {f"{find_device(paths_at(tmp_path))}\n"}


def test_a_machine_is_known_by_its_machine_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "machine-id"
    place.write_bytes(b"0123456789abcdef0123456789abcdef\n")
    monkeypatch.setattr("mlroadmap.storage.device._MACHINE_IDS", (tmp_path / "missing", place))
    assert machine_identity(tmp_path) == b"0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize("content", [b"", b"uninitialized\n"])
def test_without_one_it_is_known_by_where_the_directory_lies(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "machine-id"
    place.write_bytes(content)
    monkeypatch.setattr("mlroadmap.storage.device._MACHINE_IDS", (place,))
    other = tmp_path / "other"
    other.mkdir()
    assert machine_identity(tmp_path) == machine_identity(tmp_path)
    assert machine_identity(tmp_path) != machine_identity(other)
