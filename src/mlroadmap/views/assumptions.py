"""What a plan rests on that nobody has said, put into words."""

from __future__ import annotations

from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.text import count

_OURS = "which is a guess. Better add hours, or default_hours, to the file"


def assumption(roadmap: Roadmap) -> str:
    """Say how many topics have no hours and what is assumed for them; empty for none."""
    unknown, topics = len(roadmap.unestimated), len(roadmap.topics)
    if not unknown:
        return ""
    which = f"{count(unknown, 'topic')} of {topics}" if topics > 1 else "the only topic"
    origin = "from its default_hours" if roadmap.default_minutes else _OURS
    length = format_duration(roadmap.assumed_minutes)
    verb, each = ("has", "it counts") if unknown == 1 else ("have", "each counts")
    return f"{which} {verb} no hours in the roadmap; {each} as {length}, {origin}."
