"""The steps of a topic, as a list and in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.progress.progress import TopicState
from mlroadmap.core.roadmap.model import Roadmap, Topic
from mlroadmap.core.schedule.session_steps import StepProgress, StepState
from mlroadmap.core.text import count
from mlroadmap.views.theme import QUIET, STRONG, state_symbol
from mlroadmap.views.topic import facts, resource_block

_INDENT = 2


_SYMBOLS: Mapping[StepState, TopicState] = {
    "todo": "todo",
    "begun": "active",
    "assumed": "awaiting",
    "done": "done",
}


def step_list(steps: Sequence[StepProgress]) -> RenderableType | None:
    """List steps, a line each: state, kind, title and length; None when there are none."""
    if not steps:
        return None
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(style=QUIET, no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    for each in steps:
        step = each.step
        table.add_row(_symbol(each), step.kind, Text(step.title), format_duration(each.minutes))
    return table


def steps_view(
    roadmap: Roadmap, topic: Topic, steps: Sequence[StepProgress], *, answers: bool
) -> RenderableType:
    """Show the steps of a topic in full, with the answers to their checks if wanted."""
    minutes = format_duration(sum(each.minutes for each in steps))
    heading = Text.assemble((topic.title, STRONG), f"  {count(len(steps), 'step')}, {minutes}")
    parts: list[RenderableType] = [heading]
    for number, each in enumerate(steps, 1):
        parts += [Text(), *_step(roadmap, number, each, answers=answers)]
    return Group(*parts)


def _symbol(each: StepProgress) -> Text:
    return state_symbol(_SYMBOLS[each.state])


def _state(each: StepProgress) -> str:
    if each.state == "begun":
        return f", {format_duration(each.left_minutes)} left"
    return {"todo": "", "assumed": ", assumed (no entry)", "done": ", done"}[each.state]


def _step(
    roadmap: Roadmap, number: int, each: StepProgress, *, answers: bool
) -> list[RenderableType]:
    step = each.step
    heading = Text.assemble(
        _symbol(each),
        f" {number}. ",
        (step.title, STRONG),
        f"  {format_duration(each.minutes)}{_state(each)}  ",
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
