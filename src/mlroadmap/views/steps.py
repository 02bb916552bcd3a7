"""The steps of a topic, as a list and in full."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.roadmap.content import Step
from mlroadmap.core.roadmap.model import Roadmap, Topic
from mlroadmap.core.text import count
from mlroadmap.views.theme import QUIET, STRONG
from mlroadmap.views.topic import facts, resource_block

_INDENT = 2


def step_list(steps: Sequence[Step]) -> RenderableType | None:
    """List steps, a line each: kind, title and length; None when there are none."""
    if not steps:
        return None
    table = Table.grid(padding=(0, 2))
    table.add_column(style=QUIET, no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    for step in steps:
        table.add_row(step.kind, Text(step.title), format_duration(step.minutes))
    return table


def steps_view(
    roadmap: Roadmap, topic: Topic, steps: Sequence[Step], *, answers: bool
) -> RenderableType:
    """Show the steps of a topic in full, with the answers to their checks if wanted."""
    minutes = format_duration(topic.effort.likely_minutes)
    heading = Text.assemble((topic.title, STRONG), f"  {count(len(steps), 'step')}, {minutes}")
    parts: list[RenderableType] = [heading]
    for number, step in enumerate(steps, 1):
        parts += [Text(), *_step(roadmap, number, step, answers=answers)]
    return Group(*parts)


def _step(roadmap: Roadmap, number: int, step: Step, *, answers: bool) -> list[RenderableType]:
    heading = Text.assemble(
        f"{number}. ",
        (step.title, STRONG),
        f"  {format_duration(step.minutes)}  ",
        (f"{step.kind}  {step.id}", QUIET),
    )
    details = facts(
        [
            ("Where", Text(step.where) if step.where else None),
            ("Check", Text(step.check) if step.check else None),
            ("Answer", Text(step.answer) if step.answer and answers else None),
        ]
    )
    resource = roadmap.library.get(step.resource)
    parts: list[RenderableType] = [heading]
    if resource:
        parts.append(resource_block([resource], indent=_INDENT))
    return [*parts, Padding(details, (0, 0, 0, _INDENT))]
