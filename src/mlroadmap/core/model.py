"""The roadmap as values: stages hold sections, sections hold topics.

Every length of time is a whole number of minutes. Order is the file's order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

TopicKind = Literal["study", "project"]


@dataclass(frozen=True, slots=True)
class Effort:
    """How long a topic takes: `0 < low_minutes <= likely_minutes <= high_minutes`."""

    low_minutes: int
    likely_minutes: int
    high_minutes: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an effort estimate rests on.

    `strength` is one of strong, fair, weak, none; `sources` are keys of
    `Roadmap.sources`.
    """

    strength: str
    basis: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A published figure behind an estimate."""

    key: str
    what: str
    fact: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """Something to learn from. `better_url` is where to go when `url` is vague or dead."""

    title: str
    url: str
    kind: str = ""
    by: str = ""
    provider: str = ""
    free: bool = False
    minutes: int | None = None
    better_url: str = ""
    url_issue: str = ""
    note: str = ""

    @property
    def best_url(self) -> str:
        """The link worth opening."""
        return self.better_url or self.url


@dataclass(frozen=True, slots=True)
class Topic:
    """The unit of progress. `needs` must be finished before it, `helps` had better be."""

    id: str
    title: str
    effort: Effort
    outcome: str = ""
    kind: TopicKind = "study"
    needs: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    evidence: Evidence | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A run of topics inside a stage; `group` is a heading shared by several sections."""

    id: str
    title: str
    topics: tuple[Topic, ...]
    resources: tuple[Resource, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the roadmap; `number` counts from 1."""

    id: str
    number: int
    title: str
    sections: tuple[Section, ...]
    resources: tuple[Resource, ...] = ()

    @property
    def topics(self) -> Iterator[Topic]:
        """The stage's topics in the file's order."""
        for section in self.sections:
            yield from section.topics


@dataclass(frozen=True)
class Roadmap:
    """A validated roadmap: ids are unique, needs and helps exist, needs have no cycle."""

    title: str
    stages: tuple[Stage, ...]
    about: str = ""
    assumes: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """All topics by id, in the file's order."""
        return {topic.id: topic for stage in self.stages for topic in stage.topics}

    @cached_property
    def stage_numbers(self) -> Mapping[str, int]:
        """The number of the stage each topic belongs to, by topic id."""
        return {topic.id: stage.number for stage in self.stages for topic in stage.topics}

    @cached_property
    def places(self) -> Mapping[str, tuple[Stage, Section]]:
        """The stage and section that hold each topic, by topic id."""
        return {
            topic.id: (stage, section)
            for stage in self.stages
            for section in stage.sections
            for topic in section.topics
        }
