"""The shape of a roadmap: all that scheduling needs to know of it.

The log records it whenever it changes, so that the past can be worked out from the log
alone (rule R9b).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Literal
from zlib import crc32

from msgspec import Struct, json

from mlroadmap.core.roadmap.graph import ancestors

TopicKind = Literal["study", "project"]

# The topics of one kind in the stage with a number: work that is alike.
Group = tuple[int, TopicKind]


class TopicShape(Struct, frozen=True, array_like=True):
    """What scheduling needs to know of a topic; `stage` is the number of its stage.

    `efforts` are the low, likely and high estimates in minutes.
    """

    id: str
    title: str
    stage: int
    efforts: tuple[int, int, int]
    kind: TopicKind = "study"
    needs: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    track: str = ""
    after: date | None = None

    @property
    def likely_minutes(self) -> int:
        """The estimate that plans use."""
        return self.efforts[1]

    @property
    def group(self) -> Group:
        """The group of work that the topic belongs to."""
        return self.stage, self.kind


class RoadmapShape(Struct, frozen=True, dict=True):
    """The topics of a roadmap in the file's order."""

    topics: tuple[TopicShape, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, TopicShape]:
        """The topics by id."""
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def present_ids(self) -> Mapping[str, str]:
        """The present id of each topic, by its present and former ids."""
        return {name: topic.id for topic in self.topics for name in (*topic.aliases, topic.id)}

    def with_needs(self, names: Iterable[str]) -> frozenset[str]:
        """Give topics, by their ids or former ids, with all that they need, near or far.

        Names of no topic are passed over.
        """
        known = (self.present_ids[name] for name in names if name in self.present_ids)
        return ancestors({topic.id: topic.needs for topic in self.topics}, known)

    @cached_property
    def shape_id(self) -> str:
        """A short name of the shape: shapes that differ have different ones."""
        spelled = json.encode(self.topics)
        return f"{crc32(spelled):08x}{crc32(spelled[::-1]):08x}"
