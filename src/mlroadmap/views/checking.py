"""The outcome of a topic, shown to a learner who may be able to do it already."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mlroadmap.core.roadmap.model import Topic
from mlroadmap.views.theme import ACCENT, QUIET, STRONG

_INDENT = 2


def checked_topic(topic: Topic, number: int, of: int) -> RenderableType:
    """Show a topic's place in the round of questions, and what one can do who knows it."""
    heading = Text.assemble((f"{number} of {of}  ", QUIET), (topic.title, f"{STRONG} {ACCENT}"))
    lines = [Text(topic.outcome)] if topic.outcome else []
    if topic.covers:
        lines.append(Text(", ".join(topic.covers), style=QUIET))
    return Group(Text(), heading, *(Padding(line, (0, 0, 0, _INDENT)) for line in lines))


def closing_check(topic: Topic, check: str) -> RenderableType:
    """Show what a learner can do who is done with a topic, and the check that shows it."""
    lines = [Text(words) for words in (topic.outcome, check) if words]
    heading = Text(topic.title, style=f"{STRONG} {ACCENT}")
    return Group(heading, *(Padding(line, (0, 0, 0, _INDENT)) for line in lines))
