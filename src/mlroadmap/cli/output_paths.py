"""Where a command may write the file that the user names."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from mlroadmap.cli.options import GlobalOptions
from mlroadmap.errors import StateError
from mlroadmap.storage.paths import resolve_paths
from mlroadmap.storage.reserved_paths import refuse_own_places


def check_target(context: typer.Context, target: Path, *files: Path) -> None:
    """Raise UsageError for a target among the files of the state, or that is one of `files`."""
    options: GlobalOptions = context.find_root().obj
    try:
        base = resolve_paths(options.state, os.environ)
    except StateError:
        # Without a place for a state there is none to spare.
        return
    refuse_own_places(target, base, *files)
