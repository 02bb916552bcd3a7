"""`help`: the same as --help, in the order in which people say it."""

from __future__ import annotations

from typing import Annotated

from mlroadmap.cli.commands import COMMANDS
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.parameters import Commands, argument


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command("help", epilog="Example: mlroadmap help done")(help_)


def help_(
    context: AppContext,
    command: Annotated[
        str | None, argument(metavar="COMMAND", help="A command; without it, all.")
    ] = None,
) -> None:
    """Explain a command; without one, list them all."""
    from mlroadmap.cli.app import run_by_typer
    from mlroadmap.cli.corrections import unknown_command

    if command is not None and command not in COMMANDS:
        raise unknown_command([command])
    words = [command] if command else []
    run_by_typer([*words, "--help"], context.surroundings)
