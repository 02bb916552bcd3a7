"""The roadmap as values: stages hold sections, sections hold topics.

Every length of time is a whole number of minutes. Order is the file's order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field

from mlroadmap.core.roadmap.shape import RoadmapShape, TopicKind, TopicShape

# What a topic is planned with when neither it nor the roadmap says how long it takes: the
# length of a short online course or of a chapter with its exercises.
ASSUMED_MINUTES = 5 * 60
_ASSUMED_SPREAD = 3


class Effort(Struct, frozen=True):
    """How long a topic takes: `0 < low_minutes <= likely_minutes <= high_minutes`."""

    low_minutes: int
    likely_minutes: int
    high_minutes: int

    @classmethod
    def assumed(cls, minutes: int) -> Effort:
        """Make an effort out of nothing but an assumption, so with a wide range."""
        return cls(max(1, minutes // _ASSUMED_SPREAD), minutes, minutes * _ASSUMED_SPREAD)


class Evidence(Struct, frozen=True):
    """What an effort estimate rests on.

    `strength` is one of strong, fair, weak, none; `sources` are keys of
    `Roadmap.sources`.
    """

    strength: str
    basis: str = ""
    sources: tuple[str, ...] = ()


class Source(Struct, frozen=True):
    """A published figure behind an estimate."""

    key: str
    what: str
    fact: str
    url: str = ""


class Resource(Struct, frozen=True):
    """Something to learn from. `better_url` is where to go when `url` is vague or dead.

    Both are empty for what has no address, such as a book.
    """

    title: str
    url: str = ""
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


class Topic(Struct, frozen=True):
    """The unit of progress. `needs` must be finished before it, `helps` had better be.

    Without `hours_known` the effort is an assumption. `done` says that the learner had
    finished it when the roadmap was written.
    """

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
    resources: tuple[Resource, ...] = ()
    hours_known: bool = True
    done: bool = False


class Section(Struct, frozen=True):
    """A run of topics inside a stage; `group` is a heading shared by several sections."""

    id: str
    title: str
    topics: tuple[Topic, ...]
    resources: tuple[Resource, ...] = ()
    group: str = ""


class Stage(Struct, frozen=True):
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


class Roadmap(Struct, frozen=True, dict=True):
    """A validated roadmap: ids are unique, needs and helps exist, needs have no cycle.

    `default_minutes` is what it assumes for topics whose hours are unknown.
    """

    title: str
    stages: tuple[Stage, ...]
    about: str = ""
    assumes: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)
    default_minutes: int | None = None

    @cached_property
    def assumed_minutes(self) -> int:
        """What a topic is planned with when nobody said how long it takes."""
        return self.default_minutes or ASSUMED_MINUTES

    @cached_property
    def unestimated(self) -> tuple[Topic, ...]:
        """The topics whose hours are unknown, in the file's order."""
        return tuple(topic for topic in self.topics.values() if not topic.hours_known)

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """All topics by id, in the file's order."""
        return {topic.id: topic for stage in self.stages for topic in stage.topics}

    @cached_property
    def shape(self) -> RoadmapShape:
        """All that scheduling needs to know."""
        return RoadmapShape(
            tuple(_shape(topic, stage) for stage in self.stages for topic in stage.topics)
        )

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

    def resources_of(self, topic_id: str) -> tuple[Resource, ...]:
        """Give the resources for a topic: its own, then its section's and its stage's.

        Of its own and of the others, the free ones come first.
        """
        stage, section = self.places[topic_id]
        others = (*section.resources, *stage.resources)
        return (*_free_first(self.topics[topic_id].resources), *_free_first(others))


def _free_first(resources: tuple[Resource, ...]) -> tuple[Resource, ...]:
    return tuple(sorted(resources, key=lambda resource: not resource.free))


def _shape(topic: Topic, stage: Stage) -> TopicShape:
    effort = topic.effort
    return TopicShape(
        id=topic.id,
        title=topic.title,
        stage=stage.number,
        efforts=(effort.low_minutes, effort.likely_minutes, effort.high_minutes),
        kind=topic.kind,
        needs=topic.needs,
        helps=topic.helps,
        aliases=topic.aliases,
    )
