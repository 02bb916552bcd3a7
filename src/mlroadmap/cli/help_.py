"""`help`: the same as --help, in the order in which people say it."""

from __future__ import annotations

from typing import Annotated

from mlroadmap.cli.commands import COMMANDS
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.parameters import Commands, argument
from mlroadmap.core.text import nearest
from mlroadmap.errors import UsageError


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

    if command is not None and command not in COMMANDS:
        near = nearest(command.lower(), COMMANDS)
        raise UsageError(
            f"There is no command {command!r}.",
            f"Did you mean this?\nmlroadmap help {near}"
            if near
            else "All commands:\nmlroadmap help",
        )
    words = [command] if command else []
    run_by_typer([*words, "--help"], context.surroundings)
