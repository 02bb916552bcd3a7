"""The topics as a list in the todo.txt format, one line each."""

from __future__ import annotations

import re

from mlroadmap.core.model import Topic
from mlroadmap.core.text import clean
from mlroadmap.exporters.material import Material
from mlroadmap.exporters.parts import slug

# Words that the format would take for a project, a context or a tag of its own.
_MARK = re.compile(r"(?<!\S)([+@])(?=\S)")
_TAG = re.compile(r"(?<!\S)([^\s:]+:)(?=[^\s:/])")


def to_todotxt(material: Material) -> str:
    """Write a line for each topic that is to be studied or is done."""
    progress = material.outlook.progress
    return "".join(
        f"{_line(material, topic)}\n"
        for topic in material.roadmap.topics.values()
        if progress.topics[topic.id].is_counted
    )


def plain(text: str) -> str:
    """Write text so that no word of it means anything to the format, by a space more."""
    return _TAG.sub(r"\1 ", _MARK.sub(r"\1 ", clean(text)))


def _line(material: Material, topic: Topic) -> str:
    outlook = material.outlook
    progress, dates = outlook.progress.topics[topic.id], outlook.plan.dates.get(topic.id)
    stage, _ = material.roadmap.places[topic.id]
    is_today = any(session.topic == topic.id for session in outlook.plan.today_sessions)
    begun = min(material.began, progress.done_on or material.began)
    words = [f"x {progress.done_on}"] if progress.done_on else ["(A)"] if is_today else []
    words += [str(begun), plain(topic.title)]
    words += [f"+{slug(material.roadmap.title)}", f"@{stage.id}", f"id:{topic.id}"]
    if dates and not progress.is_done:
        words += [f"t:{dates.start}", f"due:{dates.finish}"]
    return " ".join(words)
