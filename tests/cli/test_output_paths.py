"""Commands that write a file the user names spare the files of the state."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Cli

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
