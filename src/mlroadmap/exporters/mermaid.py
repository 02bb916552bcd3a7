"""The plan as a Gantt chart in Mermaid's language, which many places draw from Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlroadmap.core.progress.progress import TopicState
from mlroadmap.core.roadmap.model import Topic
from mlroadmap.core.text import clean
from mlroadmap.exporters.export_input import ExportInput

# Mermaid has no quotes in Gantt charts, but it reads `#58;` as the character of that number.
_SPECIAL = re.compile(r"[^\w ,.()/+!?-]", re.ASCII)
# A name that begins with one of the language's words, or with a date, would be one.
_KEYWORD = re.compile(
    r"acc|axis|call|click|date|excludes|gantt|href|includes|inclusive|section|tick|title"
    r"|today|top|vert|week|direction|\d{4}-",
    re.IGNORECASE,
)
_TAGS: dict[TopicState, str] = {"done": "done, ", "active": "active, ", "awaiting": "active, "}


def to_mermaid(export_input: ExportInput) -> str:
    """Write a section for each stage, and a bar for each topic that has dates."""
    return "\n".join(_lines(export_input)) + "\n"


def name(text: str) -> str:
    """Write text so that Mermaid takes it for a name and shows it as it is."""
    text = clean(text)
    lead = f"#{ord(text[0])};" if _KEYWORD.match(text) else ""
    rest = text[1:] if lead else text
    return lead + _SPECIAL.sub(lambda found: _code(found[0]), rest)


def _code(character: str) -> str:
    return f"#{ord(character)};" if character.isascii() else character


def _lines(export_input: ExportInput) -> Iterator[str]:
    yield from ("gantt", f"    title {name(export_input.roadmap.title)}")
    yield from ("    dateFormat YYYY-MM-DD", "    axisFormat %b %Y", "    inclusiveEndDates")
    for stage in export_input.roadmap.stages:
        bars = [bar for topic in stage.topics for bar in _bar(export_input, topic)]
        if bars:
            yield f"    section {name(stage.title)}"
            yield from bars


def _bar(export_input: ExportInput, topic: Topic) -> Iterator[str]:
    study_state = export_input.study_state
    progress, dates = (
        study_state.progress.topics[topic.id],
        study_state.plan.dates.get(topic.id),
    )
    if dates and progress.is_counted:
        tag = _TAGS.get(progress.state, "")
        yield f"    {name(topic.title)} :{tag}{_identity(topic)}, {dates.start}, {dates.finish}"


def _identity(topic: Topic) -> str:
    """Name a bar by its topic, so that the name can be none of Mermaid's tags."""
    return f"topic-{topic.id}"
