"""Reads the steps and cards of a topic, from a file of their own or inside the roadmap."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from typing import Any

from msgspec import Struct

from mlroadmap.core.roadmap.content import Card, Step, TopicContent
from mlroadmap.core.roadmap.document import Node, Scalar
from mlroadmap.core.roadmap.fields import MappingReader
from mlroadmap.core.roadmap.grammar import CONTENT
from mlroadmap.core.roadmap.lengths import STEP_MINUTES
from mlroadmap.core.roadmap.model import Topic
from mlroadmap.core.roadmap.part_reader import Builder, PartReader
from mlroadmap.core.roadmap.problems import (
    Code,
    Position,
    Problem,
    ProblemList,
    TooManyProblemsError,
)
from mlroadmap.core.roadmap.references import References
from mlroadmap.core.roadmap.steps import shared_out
from mlroadmap.core.text import excerpt, nearest


class WrittenStep(Struct, frozen=True):
    """A step as it is written; its length may be unknown."""

    id: Scalar | None
    minutes: int | None
    values: Mapping[str, Any]


class WrittenCard(Struct, frozen=True):
    """A card, with the places of the names that it holds."""

    id: Scalar | None
    step: Scalar | None
    card: Card


class WrittenContent(Struct, frozen=True):
    """Steps and cards as they are written, before they are held against their topic."""

    steps: tuple[WrittenStep, ...]
    cards: tuple[WrittenCard, ...]
    mark: Position

    @property
    def minutes(self) -> int | None:
        """What the steps take together, None when there are none or not all of them say."""
        given = [step.minutes for step in self.steps if step.minutes]
        return sum(given) if given and len(given) == len(self.steps) else None


class ContentReading(Struct, frozen=True):
    """What came of reading a content file.

    There is content unless it cannot be used. `minutes` are what its steps take together,
    None when not all of them say so.
    """

    content: TopicContent | None
    minutes: int | None
    problems: tuple[Problem, ...]


def read_content(root: Node, topic: Topic, library: Collection[str]) -> ContentReading:
    """Read the content file of a topic; its steps may name the keys of a library."""
    notes = ProblemList()
    content, minutes = TopicContent(), None
    with suppress(TooManyProblemsError):
        references = References(notes)
        builders = content_builders(references) | {TopicContent: _written_content}
        written: WrittenContent = PartReader(notes, builders).read(CONTENT, root)
        minutes = written.minutes
        content = settled(written, topic, notes)
        references.check(sources=(), library=library)
    usable = None if notes.has_errors else content
    return ContentReading(usable, minutes, tuple(sorted(notes)))


def content_builders(references: References) -> dict[type[Struct], Builder]:
    """Give the builders of the parts that content is made of."""

    def build_step(fields: MappingReader, *, minutes: int | None, **values: Any) -> WrittenStep:
        references.add_used(fields.scalar("resource"))
        return WrittenStep(fields.scalar("id"), minutes, values)

    return {Step: build_step, Card: _written_card}


def settled(written: WrittenContent, topic: Topic, notes: ProblemList) -> TopicContent:
    """Hold content against its topic, whose minutes its steps share."""
    step_ids = [step.id for step in written.steps if step.id]
    _check_unique(step_ids, "step", notes)
    _check_unique((card.id for card in written.cards if card.id), "card", notes)
    _check_steps_of(written.cards, {step_id.text for step_id in step_ids}, notes)
    if written.steps and topic.hours_known:
        _check_minutes(written, topic, notes)
    given = [step.minutes for step in written.steps]
    minutes = shared_out(given, topic.effort.likely_minutes)
    steps = zip(written.steps, minutes, strict=True)
    return TopicContent(
        steps=tuple(Step(minutes=share, **step.values) for step, share in steps),
        cards=tuple(card.card for card in written.cards),
    )


def _written_card(fields: MappingReader, **values: Any) -> WrittenCard:
    return WrittenCard(fields.scalar("id"), fields.scalar("step"), Card(**values))


def _written_content(
    fields: MappingReader, steps: tuple[WrittenStep, ...], cards: tuple[WrittenCard, ...]
) -> WrittenContent:
    return WrittenContent(steps, cards, fields.mark("steps"))


def _check_unique(names: Iterable[Scalar], what: str, notes: ProblemList) -> None:
    places: dict[str, Position] = {}
    for name in names:
        first = places.setdefault(name.text, name.mark)
        if first is not name.mark:
            message = f"{excerpt(name.text)} is the {what} on line {first.line} already."
            notes.add(name.mark, Code.DUPLICATE_ID, message, f"Give each {what} its own id.")


def _check_steps_of(
    cards: Iterable[WrittenCard], steps: Collection[str], notes: ProblemList
) -> None:
    for step in (card.step for card in cards if card.step):
        if step.text not in steps:
            near = nearest(step.text, steps)
            hint = f"Did you mean {excerpt(near)}?" if near else "Name a step of this topic."
            message = f"The topic has no step {excerpt(step.text)}."
            notes.add(step.mark, Code.UNKNOWN_STEP, message, hint)


def _check_minutes(written: WrittenContent, topic: Topic, notes: ProblemList) -> None:
    likely = topic.effort.likely_minutes
    given = [step.minutes for step in written.steps if step.minutes]
    unknown = len(written.steps) - len(given)
    rest = likely - sum(given)
    if not unknown and rest:
        message = f"The steps take {sum(given)} minutes and the topic {likely}."
    elif rest < STEP_MINUTES[0] * unknown:
        message = f"Of the topic's {likely} minutes, {max(rest, 0)} are left for other steps."
    else:
        return
    hint = "Mend the minutes, or the hours; until then the steps are stretched to fit."
    notes.add(written.mark, Code.STEPS_MINUTES, message, hint)
