"""Tab completion, through the same requests that the shells make."""

from __future__ import annotations

import shlex

import pytest

from tests.conftest import Cli


def complete(cli: Cli, line: str, shell: str = "bash", **environ: str) -> list[str]:
    words = shlex.split(line) + ([""] if line.endswith(" ") else [])
    request = {
        "bash": {
            "_MLROADMAP_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
        },
        "zsh": {"_MLROADMAP_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line},
        "fish": {
            "_MLROADMAP_COMPLETE": "complete_fish",
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        },
    }[shell]
    return cli(exits=0, **request, **environ).stdout.split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_topics_are_completed(cli: Cli, shell: str) -> None:
    offered = "\n".join(complete(cli, "mlroadmap done ve", shell))
    assert "vectors" in offered
    assert "networks" not in offered


def test_several_topics_are_completed(cli: Cli) -> None:
    assert complete(cli, "mlroadmap done vectors net") == ["networks"]


def test_commands_are_completed(cli: Cli) -> None:
    assert complete(cli, "mlroadmap stat") == ["status"]


def test_nothing_is_offered_when_the_roadmap_is_broken(cli: Cli) -> None:
    assert complete(cli, "mlroadmap done ", MLROADMAP_ROADMAP="/nowhere") == []


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_titles_are_never_read_as_markup(cli: Cli, shell: str) -> None:
    hostile = cli.state.with_name("hostile.yaml")
    hostile.write_text(cli.roadmap.read_text().replace("[bold]not markup[/bold]", "[/x] [b]"))
    environ = {"MLROADMAP_ROADMAP": str(hostile)}
    assert "[/x] [b]" in " ".join(complete(cli, "mlroadmap done ve", shell, **environ))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts_can_be_shown(cli: Cli, shell: str) -> None:
    request = {"_MLROADMAP_COMPLETE": f"source_{shell}"}
    assert "mlroadmap" in cli(exits=0, **request).stdout
