"""What holds for every command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import typer

GLOBAL_OPTIONS = ("--state", "--roadmap", "--today", "--color")

ColorChoice = Literal["auto", "always", "never"]


# A tuple, because --help has no other use for structs.
class GlobalOptions(NamedTuple):
    """The global options as given on the command line or in the environment."""

    state: Path | None = None
    roadmap: Path | None = None
    today: str = ""
    color: ColorChoice = "auto"


def options_of(context: typer.Context) -> GlobalOptions:
    """Give the global options that a command was called with."""
    options: GlobalOptions = context.find_root().obj
    return options
