"""The steps of a session: what to do, where, and how to tell that it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.roadmap.steps import CoveredStep
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import unbroken
from mlroadmap.views.documents.fields import Document, step_of
from mlroadmap.views.theme import QUIET, STRONG, link
from mlroadmap.views.topic import facts
from mlroadmap.views.units import duration

_INDENT = 2
_KIND_WIDTH = len("exercise") + 2


def step_lines(roadmap: Roadmap, each: CoveredStep) -> Iterator[RenderableType]:
    """Show one step of a session: kind, title, minutes, place with its link, and check."""
    title = Text.assemble((each.step.title, STRONG), f"  {unbroken(_minutes(each))}")
    kind = f"{each.step.kind:<{_KIND_WIDTH - 2}}"
    yield Padding(facts([(kind, title)]), (0, 0, 0, _INDENT))
    resource = roadmap.library.get(each.step.resource)
    where = Text(each.step.where)
    if resource:
        where = link(resource.title, resource.best_url)
        where.append(f": {each.step.where}" if each.step.where else "", style="")
    indent = (0, 0, 0, _INDENT + _KIND_WIDTH)
    if where:
        yield Padding(where, indent)
    if resource and resource.best_url:
        url = Text(" " * (_INDENT + _KIND_WIDTH) + resource.best_url, style=QUIET)
        url.no_wrap, url.overflow = True, "ignore"
        yield url
    if each.step.check and each.is_finished:
        yield Padding(Text.assemble(("Done when: ", QUIET), each.step.check), indent)


def fitting_view(
    study_state: StudyState, found: Sequence[tuple[str, CoveredStep]], minutes: int
) -> RenderableType:
    """Show the steps that fit into the time available."""
    parts: list[RenderableType] = [Text(f"What fits into {duration(minutes)}", style=STRONG)]
    for topic, each in found:
        heading = Text.assemble(
            (study_state.title(topic), STRONG), (f"  {topic}/{each.step.id}", QUIET)
        )
        parts += [Text(), heading, *step_lines(study_state.roadmap, each)]
    return Group(*parts)


def covered_of(roadmap: Roadmap, each: CoveredStep) -> Document:
    """Give one step of a session."""
    return {
        **step_of(roadmap, each.step),
        "minutes": each.minutes,
        "left_minutes": each.left_minutes,
        "continued": each.is_continued,
        "finished": each.is_finished,
    }


def _minutes(each: CoveredStep) -> str:
    words = duration(each.minutes)
    if each.is_finished:
        return f"the remaining {words}" if each.is_continued else words
    if each.is_continued:
        return f"the next {words}, {duration(each.left_minutes)} left"
    return f"the first {words} of {duration(each.minutes + each.left_minutes)}"
