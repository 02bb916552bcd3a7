"""`help`: the same as --help, in the order in which people say it."""

from __future__ import annotations

from typing import Annotated

import typer

from mlroadmap.cli.corrections import unknown_command
from mlroadmap.cli.output import write


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("help", epilog="Example: mlroadmap help done")(help_)


def help_(
    context: typer.Context,
    command: Annotated[
        str | None, typer.Argument(metavar="COMMAND", help="A command; without it, all.")
    ] = None,
) -> None:
    """Explain a command; without one, list them all."""
    root = context.find_root()
    if command is None:
        write(f"{root.get_help()}\n")
        return
    found = getattr(root.command, "commands", {}).get(command)
    if found is None:
        raise unknown_command([command])
    write(f"{typer.Context(found, info_name=command, parent=root).get_help()}\n")
