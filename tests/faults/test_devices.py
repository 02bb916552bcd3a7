"""Devices that share a folder or a repository, conflict copies, a copied home."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest

from .harness import Learner, check_notes, notes_in, sealed, size


class Device(Learner):
    """A device with a state of its own and a log directory that others may write to."""

    def __init__(self, root: Path, data: Path) -> None:
        super().__init__(root)
        self.data = data
        self.environ = {
            "MLROADMAP_STATE": "",
            "XDG_DATA_HOME": str(data),
            "XDG_STATE_HOME": str(root / "xdg-state"),
            "XDG_CACHE_HOME": str(root / "xdg-cache"),
        }

    @property
    def logs(self) -> list[Path]:
        return sorted((self.data / "mlroadmap" / "log").glob("*.jsonl"))


def together(*devices: Device) -> None:
    """Check that each device sees what all of them acknowledged, and shows the same."""
    acknowledged = [note for device in devices for note in device.acknowledged]
    for device in devices:
        check_notes(device.stored(), acknowledged, acknowledged)
    assert len({device.run("status", "--json").out for device in devices}) == 1


def test_two_devices_on_one_folder(tmp_path: Path) -> None:
    one, two = (Device(tmp_path / name, tmp_path / "shared") for name in ("one", "two"))
    one.plan()
    drivers = [(one.driver(), "one"), (two.driver(), "two")]
    for driver, name in drivers:
        for number in range(10):
            driver.ask("log", "vectors", "1m", "--note", f"{name}-{number}")
    for driver, _ in drivers:
        driver.finish()
    assert len(one.logs) == 2
    together(one, two)


@pytest.mark.campaign
@pytest.mark.parametrize(
    "name",
    [
        "{} (conflicted copy 2027-01-04).jsonl",
        "{}.sync-conflict-20270104-190411-ABCDEFG.jsonl",
        "{}-laptop.jsonl",
        "{} 2.jsonl",
    ][: size(2, 4)],
)
def test_conflict_copies(name: str, tmp_path: Path) -> None:
    one, two = (Device(tmp_path / name, tmp_path / "shared") for name in ("one", "two"))
    one.plan()
    two.log("two-1")
    own = next(log for log in two.logs if "two-1" in log.read_text())
    before = own.read_bytes()
    two.log("two-2")
    own.with_name(name.format(own.stem)).write_bytes(own.read_bytes())
    own.write_bytes(before)
    one.log("one-1")
    together(one, two)
    assert one.run("doctor").code == 6
    assert one.run("doctor", "--fix").code == 0
    assert len(one.logs) == 2
    together(one, two)


def git(place: Path, *words: str, may_fail: bool = False) -> subprocess.CompletedProcess[str]:
    settings = ("user.name=x", "user.email=x@example.org", "init.defaultBranch=main")
    options = [word for setting in settings for word in ("-c", setting)]
    return subprocess.run(
        ["git", *options, *words],
        cwd=place,
        capture_output=True,
        text=True,
        check=not may_fail,
        env={"PATH": os.environ["PATH"], "HOME": str(place), "GIT_CONFIG_NOSYSTEM": "1"},
    )


def clone(origin: Path, root: Path) -> Device:
    device = Device(root, root / "data")
    git(root, "clone", "-q", str(origin), str(root / "data" / "mlroadmap"))
    return device


def exchange(device: Device) -> bool:
    """Commit, pull and push as docs/state.md says; gives whether the merge was clean."""
    place = device.data / "mlroadmap"
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "log", may_fail=True)
    merge = git(
        place, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main", may_fail=True
    )
    if b"<<<<<<<" in b"".join(log.read_bytes() for log in device.logs):
        git(place, "commit", "-q", "-a", "-m", "with its markers", may_fail=True)
    git(place, "push", "-q", "origin", "HEAD:main")
    return merge.returncode == 0


@pytest.mark.campaign
@pytest.mark.parametrize("union", [True, False])
def test_git_merges(union: bool, tmp_path: Path) -> None:
    """Logs of devices merge cleanly; a log that two clones wrote to stays readable."""
    origin = tmp_path / "origin.git"
    git(tmp_path, "init", "-q", "--bare", str(origin))
    one = clone(origin, tmp_path / "one")
    attributes = f"*.jsonl -text{' merge=union' if union else ''}\n"
    (one.data / "mlroadmap" / ".gitattributes").write_text(attributes)
    one.plan()
    exchange(one)
    two = clone(origin, tmp_path / "two")
    one.log("one-1")
    two.log("two-1")
    assert [exchange(device) for device in (one, two, one)] == [True] * 3
    together(one, two)
    # Both clones write to one device's log, as copies of one state would.
    own = one.logs[0].name
    append_as_device(one, own, "same-1")
    append_as_device(two, own, "same-2")
    assert [exchange(device) for device in (one, two, one)] == [True, union, True]
    notes = ["same-1", "same-2"]
    assert [notes_in(one.logs)[note] for note in notes] == [1, 1]
    assert [notes_in(two.logs)[note] for note in notes] == [1, 1]
    assert one.run("doctor", "--fix").code == 0
    for device in (one, two, one):
        exchange(device)
    assert [notes_in(two.logs)[note] for note in notes] == [1, 1]


def append_as_device(device: Device, name: str, note: str) -> None:
    """Put an event of another device's into its log, as a copy of that device would."""
    log = next(log for log in device.logs if log.name == name)
    last = json.loads(log.read_bytes().splitlines()[-1])
    last |= {"id": str(uuid4()), "n": last["n"] + 1, "lc": last["lc"] + 1}
    last |= {"k": "log", "p": {"topic": "vectors", "minutes": 1, "note": note}}
    with log.open("ab") as file:
        file.write(sealed(last))
    device.attempted.append(note)
    device.acknowledged.append(note)


@pytest.mark.campaign
def test_a_copied_home_becomes_a_device_of_its_own(tmp_path: Path) -> None:
    here = Learner(tmp_path / "here")
    here.plan()
    here.log("before")
    there = Learner(tmp_path / "there")
    shutil.copytree(here.state, there.state)
    there.attempted, there.acknowledged = list(here.attempted), list(here.acknowledged)
    here.log("here")
    there.log("there")
    for log in there.logs:
        target = here.state / "log" / log.name
        if log.name not in {path.name for path in here.logs}:
            shutil.copy(log, target)
    assert len(here.logs) == 2
    here.attempted.append("there")
    here.acknowledged.append("there")
    here.check()
    there.check()
