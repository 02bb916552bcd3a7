"""From a tree of marked values to a Roadmap, by the grammar in grammar.py."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from msgspec import Struct, field

from mlroadmap.core.roadmap.content import TopicContent
from mlroadmap.core.roadmap.content_reading import (
    WrittenCard,
    WrittenContent,
    WrittenStep,
    content_builders,
    settled,
)
from mlroadmap.core.roadmap.document import Node, Scalar
from mlroadmap.core.roadmap.fields import MappingReader
from mlroadmap.core.roadmap.grammar import ROADMAP
from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.idle_habits import note_idle_habits
from mlroadmap.core.roadmap.model import (
    ASSUMED_MINUTES,
    Effort,
    Evidence,
    Milestone,
    Resource,
    Roadmap,
    Section,
    Stage,
    Topic,
)
from mlroadmap.core.roadmap.part_reader import Builder, PartReader
from mlroadmap.core.roadmap.problems import Code, Problem, ProblemList, TooManyProblemsError
from mlroadmap.core.roadmap.references import References
from mlroadmap.core.roadmap.values import FORMAT, read_format, read_hours

_Names = tuple[Scalar, ...]


class Reading(Struct, frozen=True):
    """What came of reading: a roadmap, or else the problems in the order of the file.

    `contents` are the steps and cards that the file itself holds, by topic id.
    """

    roadmap: Roadmap | None
    problems: tuple[Problem, ...]
    contents: Mapping[str, TopicContent] = field(default_factory=dict)


def read_roadmap(root: Node) -> Reading:
    """Read a whole roadmap, and note everything that is wrong with it.

    There is a roadmap exactly when all problems are mere warnings. No more problems are
    looked for than PROBLEM_LIMIT and one.
    """
    notes = ProblemList()
    builder = _RoadmapBuilder(notes)
    roadmap = None
    with suppress(TooManyProblemsError):
        roadmap = builder.read(root)
    usable = None if notes.has_errors else roadmap
    return Reading(usable, tuple(sorted(notes)), builder.contents)


class _RoadmapBuilder:
    """One method for each part that is more than its keys and values."""

    def __init__(self, notes: ProblemList) -> None:
        self._notes = notes
        self._references = References(notes)
        self._assumed = Effort.assumed(ASSUMED_MINUTES)
        self._stages = 0
        self.contents: dict[str, TopicContent] = {}

    def read(self, root: Node) -> Roadmap | None:
        # What all the rest depends on; what is wrong with it is noted in its turn.
        first = MappingReader(root, ROADMAP.noun, ProblemList())
        if first.required("format", read_format, FORMAT) != FORMAT:
            MappingReader(root, ROADMAP.noun, self._notes).optional("format", read_format, None)
            return None
        default = first.optional("default_hours", read_hours, None)
        self._assumed = Effort.assumed(default or ASSUMED_MINUTES)
        builders: dict[type[Struct], Builder] = {
            Roadmap: self._roadmap,
            Stage: self._stage,
            Section: self._section,
            Topic: self._topic,
            Milestone: self._milestone,
            Habit: self._habit,
            Evidence: self._evidence,
            Resource: self._resource,
            **content_builders(self._references),
        }
        roadmap: Roadmap = PartReader(self._notes, builders).read(ROADMAP, root)
        self._references.check(roadmap.sources, roadmap.library)
        if roadmap.habits and not self._notes.has_errors:
            note_idle_habits(roadmap, self._references.habits, self._notes)
        return roadmap

    def _roadmap(self, _fields: MappingReader, *, version: int, **others: Any) -> Roadmap:
        del version
        return Roadmap(**others)

    def _stage(
        self,
        fields: MappingReader,
        *,
        sections: tuple[Section, ...],
        topics: tuple[Topic, ...],
        **others: Any,
    ) -> Stage:
        self._references.add_place(fields.scalar("id"))
        self._stages += 1
        if fields.has("sections") and fields.has("topics"):
            message = "This stage has both 'sections' and 'topics'."
            hint = "Move the topics into a section."
            self._notes.add(fields.mark("topics"), Code.CONFLICTING_KEYS, message, hint)
        if topics:
            sections += (Section(others["id"], others["title"], topics),)
        return Stage(number=self._stages, sections=sections, **others)

    def _section(self, fields: MappingReader, **values: Any) -> Section:
        self._references.add_place(fields.scalar("id"))
        return Section(**values)

    def _topic(
        self,
        fields: MappingReader,
        *,
        effort: Effort | None,
        needs: _Names,
        helps: _Names,
        aliases: _Names,
        steps: tuple[WrittenStep, ...],
        cards: tuple[WrittenCard, ...],
        **others: Any,
    ) -> Topic:
        self._references.add_topic(fields.scalar("id"), needs, helps, aliases)
        written = WrittenContent(steps, cards, fields.mark("steps"))
        known = effort or Effort.exactly(written.minutes)
        topic = Topic(
            effort=known or self._assumed,
            hours_known=known is not None,
            needs=_texts(needs),
            helps=_texts(helps),
            aliases=_texts(aliases),
            **others,
        )
        if steps or cards:
            self.contents[topic.id] = settled(written, topic, self._notes)
        return topic

    def _milestone(self, fields: MappingReader, **values: Any) -> Milestone:
        self._references.add_named(fields.scalar("topic"))
        return Milestone(**values)

    def _habit(
        self, fields: MappingReader, *, until: Scalar | date | None, **others: Any
    ) -> Habit:
        bounds = [fields.scalar("from"), until if isinstance(until, Scalar) else None]
        self._references.add_habit(fields.scalar("id"), [each for each in bounds if each])
        self._references.add_named(fields.scalar("topic"))
        return Habit(
            until=until.text if isinstance(until, Scalar) else "",
            until_day=until if isinstance(until, date) else None,
            **others,
        )

    def _evidence(self, _fields: MappingReader, *, sources: _Names, **others: Any) -> Evidence:
        self._references.add_cited(sources)
        return Evidence(sources=_texts(sources), **others)

    def _resource(self, fields: MappingReader, **values: Any) -> Resource:
        self._references.add_used(fields.scalar("instead"))
        return Resource(**values)


def _texts(names: _Names) -> tuple[str, ...]:
    return tuple(name.text for name in names)
