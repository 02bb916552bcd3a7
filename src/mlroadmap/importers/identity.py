"""The ids of imported topics, and which topic of an earlier import each one is.

Ids are what a log of progress remembers, so a topic keeps its id when the source moves it,
and a renamed one that still leads to the same place takes its old id along as an alias.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

from msgspec import Struct

from mlroadmap.core.roadmap.content import TopicContent
from mlroadmap.core.roadmap.model import Roadmap, Topic
from mlroadmap.importers.names import LONGEST_ID, is_id, key, shortened, slug
from mlroadmap.importers.raw import RawRoadmap, RawTopic

_FEWEST_PARTS = 2


class Identity(Struct, frozen=True):
    """A topic's id, its former ids, and what it was in the earlier import, if anything.

    `part_of` is the topic of the earlier import that this one is only a part of.
    """

    id: str
    aliases: tuple[str, ...] = ()
    before: Topic | None = None
    part_of: Topic | None = None


class _Placed(Struct, frozen=True):
    """A new topic with the title of the section that it stands in."""

    topic: RawTopic
    section: str


class IdSource:
    """Gives ids that nobody has yet."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: Counter[str] = Counter()

    def __contains__(self, name: str) -> bool:
        """Whether an id is taken."""
        return name in self._taken

    def take(self, *wishes: str) -> str:
        """Take the first id that is free, or the last one with a number."""
        for wish in wishes:
            if wish not in self._taken:
                self._taken.add(wish)
                return wish
        stem = shortened(wishes[-1], LONGEST_ID - 8)
        while True:
            self._next[stem] += 1
            candidate = f"{stem}-{self._next[stem] + 1}"
            if candidate not in self._taken:
                self._taken.add(candidate)
                return candidate


def identify(
    raw: RawRoadmap, previous: Roadmap | None, contents: Mapping[str, TopicContent] = {}
) -> list[Identity]:
    """Give every topic its identity, in the order of the source.

    `contents` are the steps that the topics of the earlier import had.
    """
    placed = [
        _Placed(topic, section.title)
        for stage in raw.stages
        for section in stage.sections
        for topic in section.topics
    ]
    before = _recognized(placed, previous) if previous else {}
    old = list(previous.topics.values()) if previous else []
    ids = IdSource(name for topic in old for name in (topic.id, *topic.aliases))
    # Ids that the source itself gives go before those that are made of titles.
    given = {
        at: ids.take(each.topic.wanted_id)
        for at, each in enumerate(placed)
        if at not in before and is_id(each.topic.wanted_id) and each.topic.wanted_id not in ids
    }
    common = Counter(slug(each.topic.title, "topic") for each in placed)
    found = [
        Identity(given[at]) if at in given else _identity(each, before.get(at), ids, common)
        for at, each in enumerate(placed)
    ]
    known = {topic.id for topic in before.values()}
    gone = [topic for topic in old if topic.id not in known]
    return _with_splits(placed, found, [(topic, _parts(topic, contents)) for topic in gone])


def _parts(topic: Topic, contents: Mapping[str, TopicContent]) -> set[str]:
    """Give the titles of what a topic of an earlier import consisted of."""
    steps = contents[topic.id].steps if topic.id in contents else ()
    return {key(text) for text in (*topic.covers, *(step.title for step in steps))}


def _with_splits(
    placed: Sequence[_Placed],
    found: list[Identity],
    gone: Sequence[tuple[Topic, Collection[str]]],
) -> list[Identity]:
    """Find which topics of an earlier import are now several; the first takes its id along.

    They are where a topic is gone, and two or more new ones have the titles of its
    parts, or titles that begin with its own.
    """
    fresh = {
        key(placed[at].topic.title): at for at, each in enumerate(found) if not each.before
    }
    for topic, covered in gone:
        name = key(topic.title)
        parts = [at for title, at in fresh.items() if title in covered]
        parts = parts or [at for title, at in fresh.items() if title.startswith(f"{name} ")]
        if len(parts) < _FEWEST_PARTS or any(found[at].part_of for at in parts):
            continue
        for at in parts:
            aliases = (topic.id, *topic.aliases) if at == min(parts) else ()
            found[at] = Identity(found[at].id, aliases, None, topic)
    return found


def _identity(
    placed: _Placed, before: Topic | None, ids: IdSource, common: Counter[str]
) -> Identity:
    name = slug(placed.topic.title, "topic")
    if before is not None:
        if key(before.title) == key(placed.topic.title) or name in ids:
            return Identity(before.id, before.aliases, before)
        return Identity(ids.take(name), (before.id, *before.aliases), before)
    longer = shortened(f"{name}-{slug(placed.section, 'section')}")
    return Identity(ids.take(longer) if common[name] > 1 else ids.take(name, longer))


def _recognized(placed: Sequence[_Placed], previous: Roadmap) -> dict[int, Topic]:
    """Find which new topics were there before: the surest signs first."""
    found: dict[int, Topic] = {}
    old = {topic.id: topic for topic in previous.topics.values()}
    named = {name: topic for topic in old.values() for name in (topic.id, *topic.aliases)}
    for at, each in enumerate(placed):
        topic = named.get(each.topic.wanted_id)
        if topic and old.pop(topic.id, None):
            found[at] = topic
    places = previous.places
    signs: tuple[tuple[Callable[[_Placed], Hashable], Callable[[Topic], Hashable], bool], ...]
    signs = (
        (
            lambda new: (key(new.section), key(new.topic.title)),
            lambda topic: (key(places[topic.id][1].title), key(topic.title)),
            False,
        ),
        (lambda new: key(new.topic.title), lambda topic: key(topic.title), True),
        (_link_of_new, _link_of_old, True),
    )
    for of_new, of_old, alone in signs:
        _match(placed, old, found, (of_new, of_old), alone=alone)
    return found


def _match(
    placed: Sequence[_Placed],
    old: dict[str, Topic],
    found: dict[int, Topic],
    sign: tuple[Callable[[_Placed], Hashable], Callable[[Topic], Hashable]],
    *,
    alone: bool,
) -> None:
    """Pair what has the same sign, in order; `alone` where it must be the only one."""
    of_new, of_old = sign
    fresh: dict[Hashable, list[int]] = defaultdict(list)
    known: dict[Hashable, list[Topic]] = defaultdict(list)
    for at, each in enumerate(placed):
        if at not in found:
            fresh[of_new(each)].append(at)
    for topic in old.values():
        known[of_old(topic)].append(topic)
    for mark, ats in fresh.items():
        topics = known.get(mark, [])
        if mark == "" or (alone and (len(ats) > 1 or len(topics) > 1)):
            continue
        for at, topic in zip(ats, topics, strict=False):
            found[at] = old.pop(topic.id)


def _link_of_new(placed: _Placed) -> str:
    return placed.topic.links[0].url if placed.topic.links else ""


def _link_of_old(topic: Topic) -> str:
    return topic.resources[0].url if topic.resources else ""
