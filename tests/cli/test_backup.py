"""backup and restore of several roadmaps."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Cli


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
