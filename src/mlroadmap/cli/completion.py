"""What Tab offers: the topics' ids with their titles."""

from __future__ import annotations

from typing import Any

import typer

from mlroadmap.cli.options import GlobalOptions
from mlroadmap.errors import MlroadmapError


def complete_topic(
    context: typer.Context, _words: list[str], beginning: str
) -> list[tuple[str, str]]:
    """Offer the topics whose id begins with what was typed; nothing where that fails."""
    # Only Tab needs all of it, so other commands do not wait for it here. Typer reads what
    # completion says of a value as Rich markup.
    from rich.markup import escape

    from mlroadmap.cli.workspace import read_workspace

    try:
        roadmap = read_workspace(_options(context.find_root().params)).roadmap
    except MlroadmapError:
        return []
    return [
        (topic.id, escape(topic.title))
        for topic in roadmap.topics.values()
        if topic.id.startswith(beginning.lower())
    ]


def _options(given: dict[str, Any]) -> GlobalOptions:
    """Read global options from a command line that is still being typed."""
    return GlobalOptions(state=given.get("state"), roadmap=given.get("roadmap"))
