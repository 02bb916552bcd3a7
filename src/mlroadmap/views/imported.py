"""What an import found, and what it left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mlroadmap.core.text import count
from mlroadmap.views.documents.fields import SCHEMA_VERSION, day_or_none
from mlroadmap.views.theme import QUIET, STRONG, command

_SHOWN = 10


def imported_view(
    summary: tuple[str, str],
    left_out: tuple[int, Sequence[str]],
    remarks: Sequence[str],
    next_words: Sequence[str],
) -> RenderableType:
    """Show the counts, what was left out, what to know, and what to type next.

    `summary` counts the topics and what was taken, `left_out` has a number and its lines.
    """
    topics, taken = summary
    number, lines = left_out
    parts: list[RenderableType] = [Text(f"{topics}.", style=STRONG)]
    if taken:
        parts.append(Text(f"Taken: {taken}."))
    if lines:
        parts.append(Text(f"Left out, {count(number, 'part')}:"))
        parts += (
            Padding(Text(line, style=QUIET, overflow="fold"), (0, 0, 0, 2))
            for line in lines[:_SHOWN]
        )
        if len(lines) > _SHOWN:
            rest = f"and {len(lines) - _SHOWN} more, listed at the head of the file."
            parts.append(Padding(Text(rest, style=QUIET), (0, 0, 0, 2)))
    parts += (Text(remark, overflow="fold") for remark in remarks)
    if next_words:
        parts.append(Text.assemble("Next: ", command(*next_words)))
    return Group(*parts)


def changes_view(changes: Sequence[tuple[str, Sequence[str]]]) -> RenderableType:
    """Show how an import differs from the roadmap that it replaces: labels with names."""
    shown = [Text("Changes:", style=STRONG)]
    for label, names in changes:
        rest = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        words = f"{label} ({len(names)}): {', '.join(names[:_SHOWN])}{rest}"
        shown.append(Text(words, overflow="fold"))
    return Group(*shown)


def imported_document(**members: Any) -> dict[str, Any]:
    """Give the counts of an import, and what was left out."""
    return {"schema_version": SCHEMA_VERSION, **members}


def progress_document(done: Mapping[date, Sequence[str]], others: int) -> dict[str, Any]:
    """Give the topics that are done now by their ids, and how many tasks are no topics."""
    return {
        "schema_version": SCHEMA_VERSION,
        "done": [
            {"topic": topic, "day": day_or_none(day)}
            for day, topics in sorted(done.items())
            for topic in topics
        ],
        "other_tasks": others,
    }
