"""Where everything is."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import RenderableType
from rich.text import Text

from mlroadmap.core.text import clean
from mlroadmap.views.topic import facts


def paths_view(paths: Mapping[str, str]) -> RenderableType:
    """Show places by name."""
    return facts((name, Text(clean(path), overflow="fold")) for name, path in paths.items())
