"""Commands that write a file the user names spare the files of the state."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, Cli

OWN = [
    "log/ffffffff.jsonl",
    "log/new.jsonl",
    "state/device",
    "state/mirror/x.jsonl",
    "roadmaps/mine/log/x.jsonl",
    "cache/x",
]


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize(
    "words",
    ["backup {}", "backup {} --force", "new {}", "import {source} -o {}", "export csv -o {}"],
)
def test_the_state_is_not_written_to(
    words: str, name: str, planned: Cli, tmp_path: Path
) -> None:
    source = tmp_path / "a.md"
    source.write_text("# A\n\n- [ ] One\n", "utf-8")
    target = planned.state / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if name == OWN[0]:
        next((planned.state / "log").iterdir()).rename(target)
    before = target.read_bytes() if target.exists() else None
    line = [word.format(target, source=source) for word in words.split()]
    assert "reads from" in planned(*line, exits=2).stderr
    assert (target.read_bytes() if target.exists() else None) == before


@pytest.mark.parametrize("words", ["backup {} --force", "export csv -o {}", "backup {}"])
@pytest.mark.parametrize("which", ["given", "chosen", "in use", "of the last plan"])
def test_no_roadmap_is_written_over(
    words: str, which: str, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.yaml"
    shutil.copy(SAMPLE, file)
    if which in {"chosen", "in use"}:
        cli("use", str(file))
        cli("plan", "--hours", "5")
    if which != "in use":
        cli("use", "builtin")
        cli("plan", "--hours", "5")
    if which in {"given", "of the last plan"}:
        monkeypatch.setattr(cli, "roadmap", file)
        cli("plan", "--hours", "5")
    if which == "of the last plan":
        other = tmp_path / "other.yaml"
        shutil.copy(SAMPLE, other)
        cli("use", str(other))
        monkeypatch.setattr(cli, "roadmap", other)
        cli("plan", "--hours", "5")
    before = file.read_bytes()
    refused = cli(*(word.format(file) for word in words.split()), exits=2)
    assert "is the file of a roadmap" in refused.stderr
    assert file.read_bytes() == before


def test_an_import_may_replace_a_roadmap_but_not_the_built_in_one(
    planned: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, file = tmp_path / "a.md", tmp_path / "mine.yaml"
    source.write_text("# A\n\n- [ ] One\n", "utf-8")
    planned("import", str(source), "-o", str(file))
    planned("use", str(file))
    planned("import", str(source), "-o", str(file))
    monkeypatch.setattr("mlroadmap.cli.output_paths.builtin_roadmap_path", lambda: file)
    assert (
        "is the file of a roadmap"
        in planned("import", str(source), "-o", str(file), exits=2).stderr
    )


def test_what_lies_beside_the_state_may_be_written(planned: Cli) -> None:
    planned("backup", str(planned.state / "log.zip"))
    planned("new", str(planned.state / "mine.yaml"))


def test_without_a_place_for_the_state_a_file_can_still_be_made(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "expanduser", _refuse)
    cli("new", str(tmp_path / "mine.yaml"))


def _refuse(_: Path) -> Path:
    raise RuntimeError("no home directory")


def test_no_export_is_written_over_a_roadmap_that_nobody_has_named(
    planned: Cli, tmp_path: Path
) -> None:
    file = tmp_path / "unknown.yaml"
    shutil.copy(SAMPLE, file)
    before = file.read_bytes()
    log = [path.read_bytes() for path in sorted((planned.state / "log").iterdir())]
    said = planned("export", "csv", "-o", str(file), exits=2).stderr
    assert "holds a roadmap" in said
    assert "--force" in said
    assert file.read_bytes() == before
    assert [path.read_bytes() for path in sorted((planned.state / "log").iterdir())] == log
    planned("export", "csv", "-o", str(file), "--force")
    assert file.read_text("utf-8").startswith("stage,")
    planned("export", "csv", "-o", str(file))


def test_the_content_of_a_topic_is_spared_like_a_roadmap(planned: Cli, tmp_path: Path) -> None:
    file = tmp_path / "dough.yaml"
    file.write_text("steps:\n  - {id: a, title: A}\n", "utf-8")
    assert "holds a roadmap" in planned("export", "todotxt", "-o", str(file), exits=2).stderr
