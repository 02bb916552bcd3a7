"""The roadmap as values: stages hold sections, sections hold topics.

Every length of time is a whole number of minutes. Order is the file's order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.shape import RoadmapShape, TopicKind, TopicShape

TopicEnd = Literal["start", "finish"]

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

    @classmethod
    def exactly(cls, minutes: int | None) -> Effort | None:
        """Make an effort of one figure, if there is one."""
        return None if minutes is None else cls(minutes, minutes, minutes)


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

    what: str
    fact: str
    url: str = ""


class Resource(Struct, frozen=True):
    """Something to learn from. `better_url` is where to go when `url` is vague or dead.

    Both are empty for what has no address, such as a book. `instead` is a key of
    `Roadmap.library`.
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
    instead: str = ""
    note: str = ""

    @property
    def best_url(self) -> str:
        """The link worth opening."""
        return self.better_url or self.url

    @property
    def is_sound(self) -> bool:
        """Whether it can be recommended: its address is good, or a free one is better."""
        return not self.url_issue or (self.free and bool(self.better_url))


class Topic(Struct, frozen=True):
    """The unit of progress. `needs` must be finished before it, `helps` had better be.

    Without `hours_known` the effort is an assumption. `done` says that the learner had
    finished it when the roadmap was written. It is not planned before the day `after`.
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
    after: date | None = None


class Section(Struct, frozen=True):
    """A run of topics inside a stage; `group` is a heading shared by several sections.

    Sections of a stage that name the same `track` form one; those that name none do too.
    The tracks of a stage take turns.
    """

    id: str
    title: str
    topics: tuple[Topic, ...]
    resources: tuple[Resource, ...] = ()
    group: str = ""
    track: str = ""


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


class Milestone(Struct, frozen=True):
    """A day worth looking forward to: a topic's first day, or the last one."""

    title: str
    topic: str
    at: TopicEnd = "finish"


class Roadmap(Struct, frozen=True, dict=True):
    """A validated roadmap: ids are unique, needs and helps exist, needs have no cycle.

    `default_minutes` is what it assumes for topics whose hours are unknown. The `library`
    holds what steps refer to, by key.
    """

    title: str
    stages: tuple[Stage, ...]
    about: str = ""
    assumes: str = ""
    library: Mapping[str, Resource] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    default_minutes: int | None = None
    milestones: tuple[Milestone, ...] = ()
    habits: tuple[Habit, ...] = ()

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
            tuple(
                _shape(topic, section, stage)
                for stage in self.stages
                for section in stage.sections
                for topic in section.topics
            )
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

    def topics_in(self, name: str) -> tuple[str, ...]:
        """Give the topics of a stage or section with an id, or else the topic alone."""
        if name in self.topics:
            return (name,)
        topics: list[Topic] = []
        for stage in self.stages:
            if stage.id == name:
                topics += stage.topics
            topics += (
                t for section in stage.sections if section.id == name for t in section.topics
            )
        return tuple(topic.id for topic in topics)

    def with_efforts(self, minutes: Mapping[str, int]) -> Roadmap:
        """Give the roadmap in which topics, by their ids, take exactly so many minutes."""
        efforts = {topic_id: Effort(each, each, each) for topic_id, each in minutes.items()}
        return replace(self, stages=tuple(_stage_with(each, efforts) for each in self.stages))

    def resources_of(self, topic_id: str) -> tuple[Resource, ...]:
        """Give all resources for a topic, the best first.

        Those with a bad address come last; before them the topic's own come first, then
        its section's and its stage's, each time the free ones first.
        """
        stage, section = self.places[topic_id]
        others = (*section.resources, *stage.resources)
        found = (*best_first(self.topics[topic_id].resources), *best_first(others))
        return tuple(sorted(found, key=lambda resource: not resource.is_sound))

    def recommended(self, topic_id: str) -> tuple[Resource, ...]:
        """Give the resources for a topic that are worth opening, the best first.

        What the library has instead of others comes before them. No link comes twice.
        """
        found = self.resources_of(topic_id)
        better = (self.library[each.instead] for each in found if each.instead)
        sound = (each for each in found if each.is_sound)
        by_link: dict[str, Resource] = {}
        for each in (*better, *sound):
            by_link.setdefault(each.best_url or each.title, each)
        return tuple(by_link.values())


def _shape(topic: Topic, section: Section, stage: Stage) -> TopicShape:
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
        track=section.track,
        after=topic.after,
    )


def best_first(resources: Iterable[Resource]) -> tuple[Resource, ...]:
    """Sort resources: the free ones first, and those with a bad address last."""
    return tuple(sorted(resources, key=lambda each: (not each.is_sound, not each.free)))


def _stage_with(stage: Stage, efforts: Mapping[str, Effort]) -> Stage:
    def topic_with(topic: Topic) -> Topic:
        if topic.id not in efforts:
            return topic
        return replace(topic, effort=efforts[topic.id], hours_known=True)

    return replace(
        stage,
        sections=tuple(
            replace(section, topics=tuple(map(topic_with, section.topics)))
            for section in stage.sections
        ),
    )
