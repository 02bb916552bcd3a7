"""The table of commands, which --help shows without importing them."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import groupby
from pathlib import Path
from shutil import rmtree

import pytest

from mlroadmap.cli import commands
from mlroadmap.cli.commands import BRIEF_WIDTH, COMMANDS
from mlroadmap.cli.help_layout import command_lines, option_lines
from mlroadmap.cli.typer_commands import LazyCommands
from tests.conftest import SAMPLE, Cli


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    command = LazyCommands()[name]
    assert command.name == name
    assert command.help.endswith(".")
    assert command.epilog.startswith("Example: mlroadmap ")


def test_every_command_there_is_stands_in_the_table() -> None:
    folder = Path(commands.__file__).parent
    registering = {
        file.stem
        for file in folder.glob("*.py")
        if "\ndef register(" in file.read_text("utf-8")
    }
    assert registering == {entry.module for entry in COMMANDS.values()}


def test_help_lists_them_all(cli: Cli) -> None:
    said = cli("--help").stdout
    assert all(f"  {name} " in said for name in COMMANDS)
    assert all(f"\n{entry.group}:\n" in said for entry in COMMANDS.values())
    commands = LazyCommands()
    assert len(commands) == len(list(commands)) == len(COMMANDS)
    with pytest.raises(KeyError):
        commands["pln"]


def test_a_group_stands_together_in_the_table() -> None:
    groups = [group for group, _ in groupby(entry.group for entry in COMMANDS.values())]
    assert len(groups) == len(set(groups))


@pytest.mark.parametrize("name", COMMANDS)
def test_what_a_command_does_in_brief_is_brief(name: str) -> None:
    assert len(COMMANDS[name].brief) <= BRIEF_WIDTH


def test_help_fits_one_screen(cli: Cli) -> None:
    lines = cli("--help").stdout.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80


def test_help_folds_where_the_terminal_is_narrow() -> None:
    narrow = [*command_lines(COMMANDS, 50), *option_lines([("--version", "Show it")], 50)]
    assert max(map(len, narrow)) <= 50
    assert all(any(line.startswith(f"  {name} ") for line in narrow) for name in COMMANDS)


def test_help_is_a_command_too(cli: Cli) -> None:
    assert cli("help").stdout == cli("--help").stdout
    assert cli("help", "done").stdout == cli("done", "--help").stdout
    assert "mlroadmap help status" in cli("help", "stauts", exits=2).stderr


HEAVY = {
    "dateutil",
    "fsrs",
    "hashlib",
    "holidays",
    "icalendar",
    "markdown_it",
    "mlroadmap.core.forecast.simulate",
    "mlroadmap.exporters",
    "mlroadmap.importers",
    "yaml",
}
TAB = {
    "_MLROADMAP_COMPLETE": "complete_bash",
    "COMP_WORDS": "mlroadmap done vec",
    "COMP_CWORD": "2",
}
TAB_IN_ZSH = {
    "_MLROADMAP_COMPLETE": "complete_zsh",
    "_TYPER_COMPLETE_ARGS": "mlroadmap done vec",
}


@pytest.mark.parametrize(
    ("words", "environ", "not_needed"),
    [
        (["next"], {}, HEAVY | {"typer"}),
        (["status"], {}, HEAVY | {"typer"}),
        (["done", "vectors"], {}, HEAVY | {"difflib", "inspect", "rich", "typer"}),
        (["undo"], {}, HEAVY | {"difflib", "inspect", "rich", "typer"}),
        (["--help"], {}, HEAVY | {"msgspec", "rich", "mlroadmap.cli.context"}),
        (["done", "--help"], {}, HEAVY | {"rich"}),
        ([], TAB, HEAVY | {"rich"}),
        ([], TAB_IN_ZSH, HEAVY | {"rich"}),
    ],
    ids=["next", "status", "done", "undo", "help", "help of done", "Tab", "Tab in zsh"],
)
def test_a_command_imports_only_what_it_needs(
    tmp_path: Path, words: list[str], environ: dict[str, str], not_needed: set[str]
) -> None:
    environment = {
        **os.environ,
        "MLROADMAP_STATE": str(tmp_path / "state"),
        "MLROADMAP_ROADMAP": str(SAMPLE),
    }
    program = [sys.executable, "-X", "importtime", "-m", "mlroadmap"]
    for first in (["plan", "--hours", "7"], ["next"]):
        subprocess.run([*program, *first], env=environment, capture_output=True, check=True)
    rmtree(tmp_path / "state" / "cache" / "answers", ignore_errors=True)
    run = subprocess.run(
        [*program, *words], env={**environment, **environ}, capture_output=True, check=True
    )
    imported = {line.rsplit("|")[-1].strip() for line in run.stderr.decode().splitlines()}
    assert "mlroadmap.cli.boundary" in imported
    assert not imported & not_needed
