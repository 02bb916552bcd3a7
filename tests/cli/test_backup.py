"""backup and restore of several roadmaps."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from mlroadmap.storage.record import encode
from tests.conftest import Cli
from tests.storage.log_tools import event, newer_line


def test_a_backup_holds_every_roadmap_and_brings_it_back(cli: Cli, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    cli("plan", "--hours", "7")
    cli("use", str(cli.roadmap), "--name", "mine")
    cli("plan", "--hours", "3")
    cli("done", "vectors")
    cli("backup", str(archive))
    elsewhere = Cli(tmp_path / "elsewhere")
    assert "5 events restored" in elsewhere.said("restore", str(archive))
    assert "0 events restored" in elsewhere.said("restore", str(archive))
    assert elsewhere.document("doctor")["findings"] == []
    elsewhere("use", str(cli.roadmap), "--name", "mine")
    assert elsewhere.document("status")["progress"]["done_topics"] == 1


def test_an_archive_is_read_back(planned: Cli, tmp_path: Path) -> None:
    file = tmp_path / "log.zip"
    planned("backup", str(file))
    elsewhere = Cli(tmp_path / "elsewhere")
    said = elsewhere.said("backup", "--verify", str(file))
    assert said == f"1 event of 1 device in {file}, read back."
    assert not elsewhere.state.exists()
    planned("backup", "--verify", "--force", str(file), exits=2)
    file.write_bytes(file.read_bytes()[:-9])
    assert "damaged" in elsewhere("backup", "--verify", str(file), exits=6).stderr


def test_what_would_not_be_restored_is_said(planned: Cli, tmp_path: Path) -> None:
    file, log = tmp_path / "log.zip", planned.state / "log" / "bbbbbbbb.jsonl"
    forged = [replace(event(number), clock=10**15) for number in range(1, 6)]
    log.write_bytes(b"".join(map(encode, forged)) + b"garbage\n")
    planned("backup", str(file))
    read = planned("backup", "--verify", str(file), exits=6)
    assert "1 line of the archive cannot be read." in read.stderr
    assert "an event of the archive would not be restored: its clock," in read.stderr
    assert "and 2 more such events." in read.stderr
    elsewhere = Cli(tmp_path / "elsewhere")
    restored = elsewhere("restore", str(file))
    assert "an event of the archive is left out: its clock," in restored.stderr
    assert "1 event restored; 0 of 6 were there already." in restored.stdout
    log.write_bytes(newer_line())
    planned("backup", str(file), "--force")
    assert "update to restore it" in planned("backup", "--verify", str(file), exits=6).stderr
