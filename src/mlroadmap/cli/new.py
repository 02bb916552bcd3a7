"""`new`: a roadmap file to fill in."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.output import say
from mlroadmap.cli.parameters import Commands, argument
from mlroadmap.core.text import clean
from mlroadmap.errors import UsageError


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap new my-roadmap.yaml")(new)


def new(
    context: AppContext,
    file: Annotated[Path, argument(metavar="FILE", help="Where to.")],
) -> None:
    """Write a small roadmap with comments, to fill in and to use."""
    from mlroadmap.cli.output_paths import check_target
    from mlroadmap.core.roadmap.template import template
    from mlroadmap.storage.output_file import write_output
    from mlroadmap.storage.roadmap_file import schema_uri

    check_target(context, file)
    name = quote(clean(str(file)))
    if file.exists() or file.is_symlink():
        raise UsageError(
            f"{name} is there already.",
            f"Choose another name, or use it:\nmlroadmap use {name}",
        )
    write_output(file, template(schema_uri()).encode(), exclusive=True)
    say(f"{name} is a small roadmap with comments. Fill it in, then:")
    say(f"mlroadmap check {name}")
    say(f"mlroadmap use {name}")
