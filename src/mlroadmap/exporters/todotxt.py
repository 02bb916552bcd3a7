"""The topics as a list in the todo.txt format, one line each."""

from __future__ import annotations

import re

from mlroadmap.core.roadmap.model import Topic
from mlroadmap.core.text import clean
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.markdown_text import slug

# Words that the format would take for a project, a context or a tag of its own.
_MARK = re.compile(r"(?<!\S)([+@])(?=\S)")
_TAG = re.compile(r"(?<!\S)([^\s:]+:)(?=[^\s:/])")


def to_todotxt(export_input: ExportInput) -> str:
    """Write a line for each topic that is to be studied or is done."""
    progress = export_input.study_state.progress
    return "".join(
        f"{_line(export_input, topic)}\n"
        for topic in export_input.roadmap.topics.values()
        if progress.topics[topic.id].is_counted
    )


def plain(text: str) -> str:
    """Write text so that no word of it means anything to the format, by a space more."""
    return _TAG.sub(r"\1 ", _MARK.sub(r"\1 ", clean(text)))


def _line(export_input: ExportInput, topic: Topic) -> str:
    study_state = export_input.study_state
    progress, dates = (
        study_state.progress.topics[topic.id],
        study_state.plan.dates.get(topic.id),
    )
    stage, _ = export_input.roadmap.places[topic.id]
    is_today = any(session.topic == topic.id for session in study_state.plan.today_sessions)
    begun = min(export_input.began, progress.done_on or export_input.began)
    words = [f"x {progress.done_on}"] if progress.done_on else ["(A)"] if is_today else []
    words += [str(begun), plain(topic.title)]
    words += [f"+{slug(export_input.roadmap.title)}", f"@{stage.id}", f"id:{topic.id}"]
    if dates and not progress.is_done:
        words += [f"t:{dates.start}", f"due:{dates.finish}"]
    return " ".join(words)
