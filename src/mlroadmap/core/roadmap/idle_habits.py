"""Habits that never come, whatever the hours: a check with warnings."""

from __future__ import annotations

from collections.abc import Mapping

from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.roadmap.problems import Code, Position, ProblemList
from mlroadmap.core.text import excerpt


def note_idle_habits(
    roadmap: Roadmap, marks: Mapping[str, Position], notes: ProblemList
) -> None:
    """Note the habits of a roadmap without errors that end before they begin."""
    for habit in roadmap.habits:
        reason, hint = _reason(roadmap, habit)
        if reason:
            message = f"The habit {excerpt(habit.id)} never comes: {reason}."
            notes.add(marks[habit.id], Code.IDLE_HABIT, message, hint)


def _reason(roadmap: Roadmap, habit: Habit) -> tuple[str, str]:
    """Say why a habit never comes, and what to do; nothing where it may come."""
    finished_before = roadmap.shape.with_needs(roadmap.topics_in(habit.starts_after))
    begins = f"{excerpt(habit.starts_after)} is finished"
    if habit.topic in finished_before:
        own = f"it begins when {begins}, and its topic {excerpt(habit.topic)} is a part of that"
        return own, "Let 'from' name what is finished before the topic."
    if habit.until and finished_before.issuperset(roadmap.topics_in(habit.until)):
        return (
            f"{excerpt(habit.until)}, its end, is finished when {begins}",
            "Let 'until' name what is finished after 'from'.",
        )
    return "", ""
