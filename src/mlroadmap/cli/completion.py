"""What Tab offers: the topics' ids with their titles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer
from typer import _completion_classes

from mlroadmap.cli.options import GlobalOptions
from mlroadmap.core.text import clean
from mlroadmap.errors import MlroadmapError

if TYPE_CHECKING:
    from mlroadmap.core.roadmap.habits import Habit
    from mlroadmap.core.roadmap.model import Roadmap, Topic


def complete_topic(
    context: typer.Context, _words: list[str], beginning: str
) -> list[tuple[str, str]]:
    """Offer the topics whose id begins with what was typed; nothing where that fails."""
    roadmap = _roadmap(context)
    return _beginning(roadmap.topics.values(), beginning) if roadmap else []


def complete_topic_or_habit(
    context: typer.Context, _words: list[str], beginning: str
) -> list[tuple[str, str]]:
    """Offer topics and habits alike."""
    roadmap = _roadmap(context)
    found: tuple[Topic | Habit, ...] = (
        (*roadmap.topics.values(), *roadmap.habits) if roadmap else ()
    )
    return _beginning(found, beginning)


def _roadmap(context: typer.Context) -> Roadmap | None:
    # Only Tab needs it, so other commands do not wait for it here.
    from mlroadmap.cli.context import begin_context

    try:
        root = context.find_root()
        return begin_context(_options(root.params), root.obj).roadmap
    except MlroadmapError:
        return None


def _beginning(found: Iterable[Topic | Habit], beginning: str) -> list[tuple[str, str]]:
    return [(each.id, each.title) for each in found if each.id.startswith(beginning.lower())]


def say_plainly() -> None:
    """Keep Typer from reading what completion says of a value as Rich markup.

    It would import Rich for that, which takes longer than all the rest of an answer.
    """
    _completion_classes._sanitize_help_text = clean  # noqa: SLF001 - it has no setting


def _options(given: dict[str, Any]) -> GlobalOptions:
    """Read global options from a command line that is still being typed."""
    return GlobalOptions(state=given.get("state"), roadmap=given.get("roadmap"))
