"""The Typer application and what holds for every command; cli/commands.py has these."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mlroadmap import __version__
from mlroadmap.cli.boundary import BoundaryGroup
from mlroadmap.cli.options import ColorChoice, GlobalOptions
from mlroadmap.cli.output import write

app = typer.Typer(
    cls=BoundaryGroup,
    help="Turn a roadmap and your hours a week into a dated plan, and follow it.",
    epilog="Start with mlroadmap plan --hours 10. Without a command: next.",
    pretty_exceptions_enable=False,
    # Plain help needs no Rich, which takes longer to import than all else together.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _place(text: str) -> Path:
    """Read a path; an empty one, of a variable that is not set, is no current directory."""
    if not text:
        raise typer.BadParameter("the path is empty")
    return Path(text)


def _print_version(wanted: bool) -> None:
    if wanted:
        write(f"mlroadmap {__version__}\n")
        raise typer.Exit


@app.callback()
def _globals(
    context: typer.Context,
    state: Annotated[
        Path | None,
        typer.Option(
            envvar="MLROADMAP_STATE",
            metavar="DIR",
            parser=_place,
            help="Keep all data there",
            show_envvar=False,
        ),
    ] = None,
    roadmap: Annotated[
        Path | None,
        typer.Option(
            envvar="MLROADMAP_ROADMAP",
            metavar="FILE",
            parser=_place,
            help="Use this roadmap",
            show_envvar=False,
        ),
    ] = None,
    today: Annotated[
        str,
        typer.Option(
            envvar="MLROADMAP_TODAY", metavar="DATE", help="Use this day", show_envvar=False
        ),
    ] = "",
    color: Annotated[
        ColorChoice,
        typer.Option(metavar="WHEN", help="auto, always or never", show_default=False),
    ] = "auto",
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version"
        ),
    ] = False,
) -> None:
    del version
    # What is needed for --version and for completion comes before it, and is less.
    from mlroadmap.cli.context import begin_context

    options = GlobalOptions(state, roadmap, today, color)
    context.obj = begin_context(options, context.obj)
