"""`paths`: where everything is."""

from __future__ import annotations

import typer

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.output import show, show_document, warn
from mlroadmap.cli.workspace import Workspace, open_workspace
from mlroadmap.errors import RoadmapError


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap paths")(paths)


def paths(context: typer.Context, as_json: JsonOption = False) -> None:
    """Show where the log, its mirror, the cache and the roadmap are."""
    workspace = open_workspace(context)
    places = {
        "log": str(workspace.paths.log_dir),
        "mirror": str(workspace.paths.mirror_dir),
        "device": str(workspace.paths.device_file),
        "cache": str(workspace.paths.cache_dir),
        "roadmap": _roadmap(workspace),
    }
    if as_json:
        from mlroadmap.views.documents.system import paths_document

        show_document(paths_document(places))
    else:
        from mlroadmap.views.paths import paths_view

        show(paths_view(places), workspace.options.color)


def _roadmap(workspace: Workspace) -> str:
    try:
        return str(workspace.roadmap_path)
    except RoadmapError as error:
        warn(error.message)
        return ""
