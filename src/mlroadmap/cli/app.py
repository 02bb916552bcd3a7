"""The Typer application: registers the commands, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mlroadmap import __version__
from mlroadmap.cli import (
    backup,
    check,
    days,
    doctor,
    done,
    forecast,
    history,
    left,
    log,
    missed,
    next_,
    paths,
    plan,
    sorting,
    status,
    topics,
    undo,
)
from mlroadmap.cli.boundary import BoundaryGroup
from mlroadmap.cli.options import ColorChoice, GlobalOptions
from mlroadmap.cli.output import write

app = typer.Typer(
    cls=BoundaryGroup,
    help="Turn a roadmap and the hours you really have into a dated plan, and follow it.",
    epilog="Start with: mlroadmap plan --hours 10. Without a command: next.",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


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
            readable=False,
            help="Keep everything there.",
        ),
    ] = None,
    roadmap: Annotated[
        Path | None,
        typer.Option(
            envvar="MLROADMAP_ROADMAP", metavar="FILE", readable=False, help="Use this roadmap."
        ),
    ] = None,
    today: Annotated[
        str,
        typer.Option(envvar="MLROADMAP_TODAY", metavar="DATE", help="Pretend it is this day."),
    ] = "",
    color: Annotated[ColorChoice, typer.Option(help="When to use colour.")] = "auto",
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    del version
    context.obj = GlobalOptions(state, roadmap, today, color)


plan.register(app)
next_.register(app)
done.register(app)
log.register(app)
missed.register(app)
left.register(app)
sorting.register(app)
days.register(app)
status.register(app)
forecast.register(app)
topics.register(app)
undo.register(app)
history.register(app)
check.register(app)
paths.register(app)
doctor.register(app)
backup.register(app)
