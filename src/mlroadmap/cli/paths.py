"""`paths`: where everything is."""

from __future__ import annotations

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.opening import open_context
from mlroadmap.cli.output import show, show_document, warn
from mlroadmap.cli.parameters import Commands
from mlroadmap.errors import RoadmapError


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap paths")(paths)


def paths(context: AppContext, as_json: JsonOption = False) -> None:
    """Show where the log, its mirror, the cache and the roadmap are."""
    app = open_context(context)
    places = {
        "log": str(app.paths.log_dir),
        "mirror": str(app.paths.mirror_dir),
        "device": str(app.paths.device_file),
        "cache": str(app.paths.cache_dir),
        "roadmap": _roadmap(app),
    }
    if as_json:
        from mlroadmap.views.documents.system import paths_document

        show_document(paths_document(places))
    else:
        from mlroadmap.views.paths import paths_view

        show(paths_view(places), app.options.color)


def _roadmap(app: AppContext) -> str:
    try:
        return str(app.roadmap_path)
    except RoadmapError as error:
        warn(error.message)
        return ""
