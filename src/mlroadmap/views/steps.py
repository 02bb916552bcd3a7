"""The steps of a topic, as a list and in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mlroadmap.core.progress.topic_progress import TopicProgress, TopicState
from mlroadmap.core.roadmap.model import Roadmap, Topic
from mlroadmap.core.schedule.session_steps import StepProgress, StepState
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import count, unbroken
from mlroadmap.views.theme import QUIET, STRONG, state_symbol
from mlroadmap.views.topic import facts, resource_block
from mlroadmap.views.units import duration

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
        table.add_row(_symbol(each), step.kind, Text(step.title), duration(each.minutes))
    return table


def steps_view(
    study_state: StudyState, topic: Topic, steps: Sequence[StepProgress], *, answers: bool
) -> RenderableType:
    """Show the steps of a topic in full, with the answers to their checks if wanted."""
    credited = credit(study_state.progress.topics[topic.id])
    minutes = duration(sum(each.minutes for each in steps))
    heading = Text.assemble((topic.title, STRONG), f"  {count(len(steps), 'step')}, {minutes}")
    parts: list[RenderableType] = [heading]
    for number, each in enumerate(steps, 1):
        parts += [Text(), *_step(study_state.roadmap, number, each, credited, answers=answers)]
    return Group(*parts)


def _symbol(each: StepProgress) -> Text:
    return state_symbol(_SYMBOLS[each.state])


def credit(progress: TopicProgress) -> str:
    """Say by what a step counts as studied that nobody has marked as done."""
    if not progress.logged_minutes:
        return "assumed (no entry)"
    return "partly assumed" if progress.assumed_minutes else "time logged"


def _state(each: StepProgress, credited: str) -> str:
    if each.state == "begun":
        return f", {duration(each.left_minutes)} left"
    return {"todo": "", "assumed": f", {credited}", "done": ", done"}[each.state]


def _step(
    roadmap: Roadmap, number: int, each: StepProgress, credited: str, *, answers: bool
) -> list[RenderableType]:
    step = each.step
    length = unbroken(f"{duration(each.minutes)}{_state(each, credited)}")
    title = Text.assemble(
        f"{number}. ",
        (step.title, STRONG),
        f"  {length}  ",
        (unbroken(f"{step.kind}  {step.id}"), QUIET),
    )
    heading = Table.grid(padding=(0, 1, 0, 0))
    heading.add_row(_symbol(each), title)
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
