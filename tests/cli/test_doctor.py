"""doctor, backup and restore as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from mlroadmap.storage.record import encode
from tests.conftest import SAMPLE, Cli
from tests.storage.log_tools import event


def log_file(cli: Cli) -> Path:
    (path,) = (cli.state / "log").iterdir()
    return path


def test_all_is_well(planned: Cli) -> None:
    assert planned.said("doctor") == "All is well: 1 event in the log."
    document = planned.document("doctor")
    assert document["healthy"]
    assert (document["events"], document["findings"]) == (1, [])


def test_nothing_at_all_is_well_too(cli: Cli) -> None:
    assert cli.said("doctor") == "All is well: 0 events in the log."
    assert cli.said("doctor", "--fix") == "All is well: 0 events in the log."
    assert not cli.state.exists()


def test_damage_is_named_and_mended(planned: Cli) -> None:
    log = log_file(planned)
    log.write_bytes(log.read_bytes() + b"garbage\n")
    shown = planned("doctor", exits=6)
    assert f"! {log}:2\n  no checksum at its end\n" in shown.stdout
    assert "1 problem. Mend what can be: mlroadmap doctor --fix" in shown.stdout
    assert shown.stderr == ""
    document = json.loads(planned("doctor", "--json", exits=6).stdout)
    assert document["findings"] == [
        {
            "code": "damaged",
            "file": str(log),
            "line": 2,
            "reason": "no checksum at its end",
            "remedy": "takes the line out; a copy keeps it",
            "fixable": True,
            "fixed": False,
        }
    ]
    copy = planned.state / "state" / "copies" / "000001.zip"
    fixed = planned("doctor", "--fix").stdout
    assert f"✓ {log}:2\n  fixed: no checksum at its end\n" in fixed
    assert f"The logs as they were before:\n{copy}\n" in fixed
    assert f"The newest copy of the logs:\n{copy}\n" in planned("doctor").stdout
    assert planned.document("doctor")["copies"] == [str(copy)]


def test_other_commands_mention_damage_with_its_place(planned: Cli) -> None:
    planned("done", "vectors")
    log = log_file(planned)
    log.write_bytes(log.read_bytes().splitlines(keepends=True)[0] + b"garbage\n")
    warnings = planned("next").stderr
    assert f"{log}:2: no checksum at its end.\n" in warnings
    assert f"{log}: truncated or damaged: 1 event restored from the mirror.\n" in warnings


def test_many_findings_are_not_all_shown(planned: Cli) -> None:
    log = log_file(planned)
    log.write_bytes(log.read_bytes() + b"garbage\n" * 30)
    assert "and 10 more; see them all with doctor --json" in planned("doctor", exits=6).stdout
    assert "and 10 more" in planned("doctor", "--fix").stdout


def test_a_topic_that_the_roadmap_lost(planned: Cli, tmp_path: Path) -> None:
    planned("log", "networks", "20m")
    planned("done", "networks")
    planned("log", "vectors", "10m")
    other = tmp_path / "other.yaml"
    other.write_text(SAMPLE.read_text("utf-8").replace("networks", "nets"), "utf-8")
    planned.roadmap = other
    shown = planned("doctor", exits=6).stdout
    assert f"! {other}\n  has no topic 'networks', which 2 entries of the log name\n" in shown
    assert "aliases: [old-id]" in shown
    assert "1 problem left that only you can solve." in shown


def test_a_roadmap_that_cannot_be_used_is_one_finding(planned: Cli, tmp_path: Path) -> None:
    planned.roadmap = tmp_path / "missing.yaml"
    document = json.loads(planned("doctor", "--json", exits=6).stdout)
    assert [finding["code"] for finding in document["findings"]] == ["roadmap"]
    assert "no such file" in document["findings"][0]["reason"]


def test_a_log_that_cannot_be_read_is_a_finding(cli: Cli) -> None:
    cli.state.mkdir()
    (cli.state / "log").touch(mode=0o700)
    document = json.loads(cli("doctor", "--json", exits=6).stdout)
    assert [finding["code"] for finding in document["findings"]] == ["unreadable"]
    assert document["events"] is None
    (cli.state / "state").mkdir(mode=0o700)
    (cli.state / "state" / "copies").touch(mode=0o700)
    assert not json.loads(cli("doctor", "--json", exits=6).stdout)["copies"]


@pytest.mark.parametrize("content", [b"", b"{", b'{"v": 2}'])
def test_a_damaged_choice_of_roadmap_is_a_finding(planned: Cli, content: bytes) -> None:
    planned("use", str(planned.roadmap), "--name", "mine")
    planned("plan", "--hours", "3")
    planned("done", "vectors")
    assert planned.document("doctor")["events"] == 3
    choice = planned.state / "state" / "roadmaps.json"
    choice.write_bytes(content)
    document = json.loads(planned("doctor", "--json", exits=6).stdout)
    (finding,) = document["findings"]
    assert (finding["code"], finding["file"], finding["fixable"]) == (
        "shelf",
        str(choice),
        False,
    )
    assert finding["reason"] == "does not say which roadmap is in use"
    assert "mlroadmap use builtin" in finding["remedy"]
    assert document["events"] == 3
    assert "mlroadmap use builtin" in planned("doctor", "--fix", exits=6).stdout
    planned("use", "builtin")
    assert planned.said("doctor") == "All is well: 3 events in the log."


def test_backup_and_restore(planned: Cli, tmp_path: Path) -> None:
    planned("done", "vectors")
    file = tmp_path / "log.zip"
    assert planned.said("backup", str(file)).startswith("2 events of 1 device in ")
    assert "exists already" in planned("backup", str(file), exits=2).stderr
    planned("undo")
    planned("backup", str(file), "--force")
    other = Cli(tmp_path / "other")
    assert "3 events restored; 0 of 3" in other.said("restore", str(file))
    assert other("history").stdout == planned("history").stdout
    assert "0 events restored; 3 of 3" in other.said("restore", str(file))
    assert other.said("doctor") == "All is well: 3 events in the log."


def test_events_that_make_no_sense_are_kept_and_counted(planned: Cli, tmp_path: Path) -> None:
    odd = replace(event(1), payload={"minutes": 5})
    log = log_file(planned)
    log.write_bytes(log.read_bytes() + encode(odd) + b"garbage\n")
    file = tmp_path / "log.zip"
    saved = planned("backup", str(file))
    assert saved.stdout.startswith("2 events of 2 devices")
    assert "holds 1 damaged line, as the log does" in saved.stderr
    other = Cli(tmp_path / "other")
    for said in ("2 events restored; 0 of 2", "0 events restored; 2 of 2"):
        result = other("restore", str(file))
        assert said in result.stdout
        assert "1 damaged line of the archive could not be restored." in result.stderr
        assert "does not understand 1 event of the archive" in result.stderr
    document = json.loads(other("doctor", "--json", exits=6).stdout)
    assert [(f["code"], f["reason"]) for f in document["findings"]] == [
        ("unintelligible", "it has no topic")
    ]


def test_restoring_over_something_keeps_it(planned: Cli, tmp_path: Path) -> None:
    log = log_file(planned)
    log.write_bytes(log.read_bytes() + b"garbage\n")
    file = tmp_path / "log.zip"
    assert "1 damaged line" in planned("backup", str(file)).stderr
    other = Cli(tmp_path / "other")
    other("plan", "--hours", "5")
    result = other("restore", str(file))
    assert "The log as it was before:" in result.stdout
    assert "1 damaged line" in result.stderr
    assert len(other.document("history")["entries"]) == 2
