"""What Tab offers: ids with their titles; nothing where the roadmap cannot be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mlroadmap.errors import MlroadmapError

if TYPE_CHECKING:
    from mlroadmap.cli.context import AppContext
    from mlroadmap.core.roadmap.habits import Habit
    from mlroadmap.core.roadmap.model import Roadmap, Topic


def complete_topic(context: AppContext, beginning: str) -> list[tuple[str, str]]:
    """Offer the topics whose id begins with what was typed."""
    roadmap = _roadmap(context)
    return _beginning(roadmap.topics.values(), beginning) if roadmap else []


def complete_topic_or_habit(context: AppContext, beginning: str) -> list[tuple[str, str]]:
    """Offer topics and habits alike."""
    roadmap = _roadmap(context)
    found: tuple[Topic | Habit, ...] = (
        (*roadmap.topics.values(), *roadmap.habits) if roadmap else ()
    )
    return _beginning(found, beginning)


def _roadmap(context: AppContext) -> Roadmap | None:
    try:
        return context.roadmap
    except MlroadmapError:
        return None


def _beginning(found: Iterable[Topic | Habit], beginning: str) -> list[tuple[str, str]]:
    return [(each.id, each.title) for each in found if each.id.startswith(beginning.lower())]
