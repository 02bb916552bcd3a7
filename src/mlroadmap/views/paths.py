"""Where everything is."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.text import Text

from mlroadmap.core.text import clean
from mlroadmap.views.theme import QUIET


def paths_view(paths: Mapping[str, str]) -> RenderableType:
    """Show places by name, each on a line of its own, which is never broken."""
    width = max(map(len, paths), default=0)
    lines = (
        Text.assemble(
            (f"{name:<{width}}  ", QUIET), clean(path), no_wrap=True, overflow="ignore"
        )
        for name, path in paths.items()
    )
    return Group(*lines)
