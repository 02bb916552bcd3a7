"""A roadmap as an importer finds it: what the source says, and nothing else.

Texts are clean for a terminal. Lines count from 1; 0 stands for a source without lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlroadmap.core.roadmap.content import StepKind

SKIPPED = "skipped"


class RawLink(Struct, frozen=True):
    """Something that the source points to; without `url` it is only named."""

    title: str
    url: str = ""
    kind: str = ""


class RawHours(Struct, frozen=True):
    """An effort in minutes, low <= likely <= high, and the words that it was read from."""

    low_minutes: int
    likely_minutes: int
    high_minutes: int
    words: str = ""


class RawStep(Struct, frozen=True):
    """A part of a topic that the source lists below it.

    An exact one has its title, kind and `minutes` as they stand, whatever they look like.
    A link without a title goes by that of the step.
    """

    title: str
    kind: StepKind = "read"
    link: RawLink | None = None
    minutes: int | None = None
    where: str = ""
    check: str = ""
    is_exact: bool = False


class RawCard(Struct, frozen=True):
    """A question of the source with its answer."""

    question: str
    answer: str


class RawTopic(Struct, frozen=True):
    """A topic of the source.

    `needs` are prerequisites as they are written, `source` is the line they stand in.
    `wanted_id` is an id that the source itself gives.
    """

    title: str
    line: int = 0
    source: str = ""
    hours: RawHours | None = None
    needs: tuple[RawLink, ...] = ()
    links: tuple[RawLink, ...] = ()
    covers: tuple[str, ...] = ()
    steps: tuple[RawStep, ...] = ()
    cards: tuple[RawCard, ...] = ()
    note: str = ""
    outcome: str = ""
    done: bool = False
    is_project: bool = False
    wanted_id: str = ""


class RawSection(Struct, frozen=True):
    """Topics under one heading; `group` is the heading between it and its stage."""

    title: str
    topics: tuple[RawTopic, ...]
    links: tuple[RawLink, ...] = ()
    group: str = ""
    line: int = 0


class RawStage(Struct, frozen=True):
    """Sections under one heading."""

    title: str
    sections: tuple[RawSection, ...]
    links: tuple[RawLink, ...] = ()
    line: int = 0


class LeftOut(Struct, frozen=True):
    """Units of one kind in the source that are not in the roadmap, and why.

    `keep` is the heading whose content `--keep` would take all the same.
    """

    line: int
    what: str
    reason: str
    file: str = ""
    kind: str = ""
    number: int = 1
    keep: str = ""


class Tally(Struct, frozen=True):
    """How many units of a kind the source holds, and how many of them were taken."""

    kind: str
    found: int
    taken: int


class RawRoadmap(Struct, frozen=True):
    """What an importer makes of a source. Without stages it found no topics.

    `looked_for` says what would have been a topic, `guesses` what the source leaves open
    and the importer decided.
    """

    title: str
    stages: tuple[RawStage, ...]
    left_out: tuple[LeftOut, ...] = ()
    looked_for: str = ""
    tallies: tuple[Tally, ...] = ()
    guesses: tuple[str, ...] = ()

    @property
    def topics(self) -> Iterator[RawTopic]:
        """All topics in the order of the source."""
        for stage in self.stages:
            for section in stage.sections:
                yield from section.topics


class SourceError(ValueError):
    """The source as a whole is not what an importer reads; the text says why."""
