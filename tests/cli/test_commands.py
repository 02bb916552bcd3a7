"""The table of commands, which --help shows without importing them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mlroadmap.cli import commands
from mlroadmap.cli.commands import COMMANDS, LazyCommands
from tests.conftest import Cli


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_what_the_command_says_of_itself(name: str) -> None:
    command = LazyCommands()[name]
    assert command.name == name
    assert command.help.splitlines()[0] == COMMANDS[name].help
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
    assert all(f"\n  {name} " in said for name in COMMANDS)
    assert "Did you mean 'plan'" in cli("pln", exits=2).stderr
    commands = LazyCommands()
    assert len(commands) == len(list(commands)) == len(COMMANDS)
    with pytest.raises(KeyError):
        commands["pln"]


def test_help_imports_no_command() -> None:
    code = (
        "import sys; from mlroadmap.cli.app import app; from typer.main import get_command;"
        "get_command(app)(['--help'], standalone_mode=False)"
    )
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code], capture_output=True, check=True
    )
    imported = {line.rsplit("|")[-1].strip() for line in run.stderr.decode().splitlines()}
    assert "mlroadmap.cli.boundary" in imported
    assert not imported & {"rich", "yaml", "mlroadmap.cli.plan", "mlroadmap.cli.workspace"}
