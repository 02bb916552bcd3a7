"""A raw roadmap made ready to be written: with ids, prerequisites, and what is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.text import count
from mlroadmap.importers.content import NOTHING_BEFORE, Before, DraftContent, content_of
from mlroadmap.importers.identity import Identity, identify
from mlroadmap.importers.names import key
from mlroadmap.importers.prerequisites import match_prerequisites
from mlroadmap.importers.raw import LeftOut, RawHours, RawRoadmap, RawTopic

KEPT_WORDS = "the file as it was"


class DraftTopic(Struct, frozen=True):
    """A topic with its identity, the ids it needs, and prerequisites that stay text."""

    raw: RawTopic
    identity: Identity
    hours: RawHours | None
    needs: tuple[str, ...]
    unmatched: tuple[str, ...]
    content: DraftContent = DraftContent()


class Changes(Struct, frozen=True):
    """How a newer version of a source differs from the roadmap made of an older one.

    `added` are titles, `removed` ids, `renamed` pairs of titles before and after, and
    `split` the titles of the parts by the title of the whole.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    split: Mapping[str, tuple[str, ...]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed."""
        return not (self.added or self.removed or self.renamed or self.split)


class Draft(Struct, frozen=True):
    """The topics in the order of the source, and what became of the rest."""

    raw: RawRoadmap
    topics: tuple[DraftTopic, ...]
    left_out: tuple[LeftOut, ...]
    changes: Changes = Changes()

    @property
    def with_hours(self) -> int:
        """How many topics say how long they take."""
        return sum(topic.hours is not None for topic in self.topics)

    @property
    def unknown(self) -> int:
        """How many topics do not."""
        return len(self.topics) - self.with_hours

    @property
    def done(self) -> Iterator[DraftTopic]:
        """The topics that the source marks as done."""
        return (topic for topic in self.topics if topic.raw.done)

    @property
    def summary(self) -> str:
        """Say in a line what the roadmap holds."""
        parts = [count(len(self.topics), "topic"), f"{self.with_hours} with hours"]
        parts.append(f"{self.unknown} unknown")
        needing = sum(bool(topic.needs) for topic in self.topics)
        text = sum(bool(topic.unmatched) for topic in self.topics)
        done = sum(1 for _ in self.done)
        parts += [f"{needing} with prerequisites"] if needing else []
        parts += [f"{text} with prerequisites kept as text"] if text else []
        parts += [f"{done} done already"] if done else []
        steps = sum(len(topic.content.steps) for topic in self.topics)
        cards = sum(len(topic.content.cards) for topic in self.topics)
        parts += [count(steps, "step")] if steps else []
        parts += [count(cards, "card")] if cards else []
        return ", ".join(parts)


def draft(
    raw: RawRoadmap, previous: Roadmap | None = None, before: Before = NOTHING_BEFORE
) -> Draft:
    """Settle ids, prerequisites and steps; hours that the source lacks stay as they were."""
    identities = identify(raw, previous, before.contents)
    found = match_prerequisites(raw, [identity.id for identity in identities])
    topics = tuple(
        _topic(topic, identity, before, (tuple(needs), tuple(rest)))
        for topic, identity, needs, rest in zip(
            raw.topics, identities, found.needs, found.unmatched, strict=True
        )
    )
    changes = _changes(topics, previous) if previous else Changes()
    return Draft(raw, topics, (*raw.left_out, *found.left_out), changes)


def _topic(
    raw: RawTopic,
    identity: Identity,
    before: Before,
    needed: tuple[tuple[str, ...], tuple[str, ...]],
) -> DraftTopic:
    """Put a topic together; what its steps say of hours goes before what it had."""
    content = content_of(raw, identity, raw.hours, before)
    hours = raw.hours or content.hours or _kept(identity)
    if hours and not (raw.hours or content.hours):
        content = content_of(raw, identity, hours, before)
    return DraftTopic(raw, identity, hours, *needed, content)


def _changes(topics: Sequence[DraftTopic], previous: Roadmap) -> Changes:
    split: dict[str, list[str]] = {}
    for topic in topics:
        if topic.identity.part_of:
            split.setdefault(topic.identity.part_of.title, []).append(topic.raw.title)
    before = [topic.identity.before or topic.identity.part_of for topic in topics]
    known = {old.id for old in before if old}
    return Changes(
        added=tuple(new.raw.title for new, old in zip(topics, before, strict=True) if not old),
        removed=tuple(name for name in previous.topics if name not in known),
        renamed=tuple(
            (new.identity.before.title, new.raw.title)
            for new in topics
            if new.identity.before and key(new.identity.before.title) != key(new.raw.title)
        ),
        split={old: tuple(parts) for old, parts in split.items()},
    )


def _kept(identity: Identity) -> RawHours | None:
    """Keep what a person wrote into an earlier import where the source said nothing."""
    topic = identity.before
    if topic is None or not topic.hours_known:
        return None
    effort = topic.effort
    return RawHours(effort.low_minutes, effort.likely_minutes, effort.high_minutes, KEPT_WORDS)
