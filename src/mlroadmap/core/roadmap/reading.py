"""The grammar of a roadmap file: from a tree of marked values to a Roadmap.

docs/roadmap-format.md describes the same grammar for people.
"""

from __future__ import annotations

import re

from msgspec import Struct

from mlroadmap.core.roadmap import document
from mlroadmap.core.roadmap.document import Node, Scalar
from mlroadmap.core.roadmap.fields import MappingReader
from mlroadmap.core.roadmap.model import (
    ASSUMED_MINUTES,
    Effort,
    Evidence,
    Resource,
    Roadmap,
    Section,
    Source,
    Stage,
    Topic,
)
from mlroadmap.core.roadmap.problems import Code, Problem, ProblemList, TooManyProblemsError
from mlroadmap.core.roadmap.references import References
from mlroadmap.core.roadmap.shape import TopicKind
from mlroadmap.core.roadmap.values import (
    list_of,
    names_of,
    one_of,
    read_hours,
    read_id,
    read_remark,
    read_scalar,
    read_source_key,
    read_text,
    read_truth,
    read_url,
    read_word,
)
from mlroadmap.core.text import excerpt

FORMAT = 1
_NEWER = FORMAT + 1
STUDY: TopicKind = "study"
PROJECT: TopicKind = "project"
STRENGTHS = ("strong", "fair", "weak", "none")

_WHOLE = re.compile(r"[1-9][0-9]*")

# Stand-ins for what could not be read; no roadmap that holds one is ever handed out.
_NO_TEXT = ""
_NO_NAMES: tuple[Scalar, ...] = ()


class Reading(Struct, frozen=True):
    """What came of reading: a roadmap, or else the problems in the order of the file."""

    roadmap: Roadmap | None
    problems: tuple[Problem, ...]


def read_roadmap(root: Node) -> Reading:
    """Read a whole roadmap, and note everything that is wrong with it.

    There is a roadmap exactly when there is no problem. No more problems are looked for
    than PROBLEM_LIMIT and one.
    """
    notes = ProblemList()
    try:
        roadmap = _Grammar(notes).roadmap(root)
    except TooManyProblemsError:
        roadmap = None
    return Reading(None if notes else roadmap, tuple(sorted(notes)))


class _Grammar:
    """One method for each part of a roadmap; each asks for its keys in turn."""

    def __init__(self, notes: ProblemList) -> None:
        self._notes = notes
        self._references = References(notes)
        self._assumed = Effort.assumed(ASSUMED_MINUTES)

    def roadmap(self, root: Node) -> Roadmap | None:
        fields = MappingReader(root, "the roadmap", self._notes)
        if fields.required("format", _read_format, FORMAT) != FORMAT:
            return None
        roadmap = Roadmap(
            title=fields.required("title", read_text, _NO_TEXT),
            about=fields.optional("about", read_remark, ""),
            assumes=fields.optional("assumes", read_remark, ""),
            default_minutes=self._default_minutes(fields),
            stages=tuple(
                self._stage(node, number)
                for number, node in enumerate(fields.some_items("stages"), start=1)
            ),
            sources=fields.optional("sources", _read_sources, {}),
        )
        fields.finish()
        self._references.check(roadmap.sources)
        return roadmap

    def _default_minutes(self, fields: MappingReader) -> int | None:
        minutes = fields.optional("default_hours", read_hours, None)
        self._assumed = Effort.assumed(minutes or ASSUMED_MINUTES)
        return minutes

    def _stage(self, node: Node, number: int) -> Stage:
        fields = MappingReader(node, "a stage", self._notes)
        stage_id = fields.required("id", read_id, _NO_TEXT)
        title = fields.required("title", read_text, _NO_TEXT)
        self._references.add_place(fields.scalar("id"))
        stage = Stage(
            id=stage_id,
            number=number,
            title=title,
            sections=self._sections(fields, stage_id, title),
            resources=self._resources(fields),
        )
        fields.finish()
        return stage

    def _sections(
        self, fields: MappingReader, stage_id: str, title: str
    ) -> tuple[Section, ...]:
        divided, direct = fields.has("sections"), fields.has("topics")
        sections: tuple[Section, ...] = ()
        if divided and direct:
            message = "This stage has both 'sections' and 'topics'."
            hint = "Move the topics into a section."
            self._notes.add(fields.mark("topics"), Code.CONFLICTING_KEYS, message, hint)
        if divided or not direct:
            sections = tuple(self._section(node) for node in fields.some_items("sections"))
        if direct:
            sections += (Section(stage_id, title, self._topics(fields)),)
        return sections

    def _section(self, node: Node) -> Section:
        fields = MappingReader(node, "a section", self._notes)
        section = Section(
            id=fields.required("id", read_id, _NO_TEXT),
            title=fields.required("title", read_text, _NO_TEXT),
            group=fields.optional("group", read_remark, ""),
            resources=self._resources(fields),
            topics=self._topics(fields),
        )
        self._references.add_place(fields.scalar("id"))
        fields.finish()
        return section

    def _topics(self, fields: MappingReader) -> tuple[Topic, ...]:
        return tuple(self._topic(node) for node in fields.some_items("topics"))

    def _topic(self, node: Node) -> Topic:
        fields = MappingReader(node, "a topic", self._notes)
        needs = fields.optional("needs", names_of(read_word), _NO_NAMES)
        helps = fields.optional("helps", names_of(read_word), _NO_NAMES)
        aliases = fields.optional("aliases", names_of(read_id), _NO_NAMES)
        effort = fields.optional("hours", _read_effort, None)
        topic = Topic(
            id=fields.required("id", read_id, _NO_TEXT),
            title=fields.required("title", read_text, _NO_TEXT),
            outcome=fields.optional("outcome", read_remark, ""),
            kind=fields.optional("kind", one_of(STUDY, PROJECT), STUDY),
            effort=effort or self._assumed,
            needs=_texts(needs),
            helps=_texts(helps),
            covers=fields.optional("covers", list_of(read_text), ()),
            aliases=_texts(aliases),
            note=fields.optional("note", read_remark, ""),
            evidence=fields.optional("evidence", self._read_evidence, None),
            resources=self._resources(fields),
            hours_known=effort is not None,
            done=fields.optional("done", read_truth, default=False),
        )
        self._references.add_topic(fields.scalar("id"), needs, helps, aliases)
        fields.finish()
        return topic

    def _read_evidence(self, node: Node, _name: str, _notes: ProblemList) -> Evidence:
        fields = MappingReader(node, "evidence", self._notes)
        sources = fields.optional("sources", names_of(read_word), _NO_NAMES)
        evidence = Evidence(
            strength=fields.required("strength", one_of(*STRENGTHS), "none"),
            basis=fields.optional("basis", read_remark, ""),
            sources=_texts(sources),
        )
        self._references.add_cited(sources)
        fields.finish()
        return evidence

    def _resources(self, fields: MappingReader) -> tuple[Resource, ...]:
        return tuple(self._resource(node) for node in fields.items("resources"))

    def _resource(self, node: Node) -> Resource:
        fields = MappingReader(node, "a resource", self._notes)
        resource = Resource(
            title=fields.required("title", read_text, _NO_TEXT),
            url=fields.optional("url", read_url, ""),
            kind=fields.optional("kind", read_remark, ""),
            by=fields.optional("by", read_remark, ""),
            provider=fields.optional("provider", read_remark, ""),
            free=fields.optional("free", read_truth, default=False),
            minutes=fields.optional("hours", read_hours, None),
            better_url=fields.optional("better_url", read_url, ""),
            url_issue=fields.optional("url_issue", read_remark, ""),
            note=fields.optional("note", read_remark, ""),
        )
        fields.finish()
        return resource


def _texts(names: tuple[Scalar, ...]) -> tuple[str, ...]:
    return tuple(name.text for name in names)


def _read_format(node: Node, name: str, notes: ProblemList) -> int | None:
    scalar = read_scalar(node, name, notes)
    if scalar is None:
        return None
    if not (scalar.plain and _WHOLE.fullmatch(scalar.text)):
        message = f"{excerpt(scalar.text)} is no version of the roadmap format."
        notes.add(node.mark, Code.BAD_FORMAT, message, f"Write 'format: {FORMAT}'.")
        return None
    if scalar.text == str(FORMAT):
        return FORMAT
    message = f"This file is in format {excerpt(scalar.text)}, made for a newer mlroadmap."
    hint = f"Upgrade mlroadmap; this version reads format {FORMAT}."
    notes.add(node.mark, Code.BAD_FORMAT, message, hint)
    return _NEWER


def _read_effort(node: Node, name: str, notes: ProblemList) -> Effort | None:
    if not isinstance(node, document.Mapping):
        minutes = read_hours(node, name, notes)
        return None if minutes is None else Effort(minutes, minutes, minutes)
    fields = MappingReader(node, "the hours", notes)
    low = fields.required("low", read_hours, None)
    likely = fields.required("likely", read_hours, None)
    high = fields.required("high", read_hours, None)
    fields.finish()
    if low is None or likely is None or high is None:
        return None
    if not low <= likely <= high:
        message = "These hours are not low <= likely <= high."
        notes.add(node.mark, Code.BAD_HOURS, message, "Put them in rising order.")
        return None
    return Effort(low, likely, high)


def _read_sources(node: Node, name: str, notes: ProblemList) -> dict[str, Source] | None:
    if not isinstance(node, document.Mapping):
        message = f"{name} is not a mapping from keys to published figures."
        notes.add(
            node.mark, Code.WRONG_TYPE, message, "Write a key a line, such as 'mit/18-06:'."
        )
        return None
    return {key.text: _source(key, value, notes) for key, value in node.entries}


def _source(key: Scalar, node: Node, notes: ProblemList) -> Source:
    fields = MappingReader(node, "a source", notes)
    source = Source(
        key=read_source_key(key, "The key of a source", notes) or _NO_TEXT,
        what=fields.required("what", read_text, _NO_TEXT),
        fact=fields.required("fact", read_text, _NO_TEXT),
        url=fields.optional("url", read_url, ""),
    )
    fields.finish()
    return source
