"""Finding a topic, a section or a stage by what a person types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from itertools import islice

from mlroadmap.core.roadmap.model import Roadmap, Topic
from mlroadmap.core.roadmap.names import (
    EXACTLY,
    Place,
    TypedName,
    describe,
    is_like,
    is_named,
    is_spelled,
    kind_of,
    normal,
    read_name,
    with_kind,
)
from mlroadmap.errors import AmbiguousTopicError, UnknownTopicError

# Comparing spellings takes time that grows with both.
_LONGEST_MISSPELLING = 64
_MOST_CANDIDATES = 2_000
_MOST_LISTED = 8


class Rank(IntEnum):
    """How near a topic is to what a person is doing, the nearest first."""

    TODAY = 0
    UNDER_WAY = 1
    OPEN = 2
    SETTLED = 3


Ranks = Mapping[str, int]
"""The rank of each topic by its id; one that is missing counts as OPEN."""

_ALIKE: Ranks = {}


def find_place(roadmap: Roadmap, name: str, ranks: Ranks = _ALIKE) -> Place:
    """Find the topic, section or stage that a name means.

    An id, a number of a stage or a full title always wins. Else the name is the beginning
    of an id or words of a title, and of all that it fits the nearest by `ranks` is meant;
    a section or a stage is as near as its nearest topic, but never TODAY. Raises
    UnknownTopicError with the nearest names, or AmbiguousTopicError with the candidates
    when two are left.
    """
    wanted, places = read_name(name), places_of(roadmap)
    place = _exact(places, wanted, ranks)
    if place is None:
        alike = _alike(places, wanted)
        _refuse_habit(roadmap, wanted, alike)
        place = _nearest(wanted, places, alike, ranks)
    return place


def find_topic(roadmap: Roadmap, name: str, ranks: Ranks = _ALIKE) -> Topic:
    """Find the one topic that a name means, as `find_place` does.

    Sections and stages count where their whole name is given or no topic has the name, and
    mean their topic if it is the only one. Raises UnknownTopicError or AmbiguousTopicError.
    """
    wanted, places = read_name(name), places_of(roadmap)
    topics = tuple(roadmap.topics.values())
    place = _exact(topics, wanted, ranks) or _exact(places, wanted, ranks)
    if place is None:
        alike = _alike(topics, wanted) or _alike(places, wanted)
        _refuse_habit(roadmap, wanted, alike)
        place = _nearest(wanted, places, alike, ranks)
    if isinstance(place, Topic):
        return place
    return _single_topic(place, wanted, places, ranks)


def _refuse_habit(roadmap: Roadmap, name: TypedName, alike: Sequence[Place]) -> None:
    """Raise UnknownTopicError for the id or the title of a habit, and name its topic."""
    for habit in roadmap.habits:
        is_exact = any(fits(habit, name) for fits in EXACTLY)
        if is_exact or (not alike and name.folded and is_like(habit, name)):
            raise UnknownTopicError(
                f"{habit.id} is a habit, a part of the topic {habit.topic}.",
                f"To mark it: mlroadmap done {habit.id}. For its topic:",
                name=name.typed,
                candidates=[habit.topic],
            )


def _single_topic(
    place: Place, name: TypedName, places: Sequence[Place], ranks: Ranks
) -> Topic:
    """Give the topic of a section or a stage that has only one. Raises AmbiguousTopicError."""
    alike = [each for each in _alike(places, name) if isinstance(each, Topic)]
    if alike:
        raise _ambiguous(name, [*alike, place], places)
    inside = sorted(_topics(place), key=lambda topic: _rank(topic, ranks))
    if len(inside) == 1:
        return inside[0]
    listed = name_list([topic.id for topic in inside], "and")
    raise AmbiguousTopicError(
        f"{describe(place)} has {len(inside)} topics: {listed}.",
        "Did you mean one of these?",
        name=name.typed,
        candidates=[topic.id for topic in inside],
    )


def find_topics(roadmap: Roadmap, names: Sequence[str], ranks: Ranks = _ALIKE) -> list[Topic]:
    """Find the topics that are named, alone or by their section or stage, each once.

    Several words may be one name each or one name together. What can be read in both ways
    is ambiguous, unless one of the two is exact. Raises UnknownTopicError or
    AmbiguousTopicError.
    """
    found: dict[str, Topic] = {}
    for place in _meant(roadmap, names, ranks):
        found |= {topic.id: topic for topic in _topics(place)}
    return list(found.values())


def _meant(roadmap: Roadmap, words: Sequence[str], ranks: Ranks) -> list[Place]:
    """Read words as one name each, or all of them as one name."""
    places, whole = places_of(roadmap), read_name(" ".join(words))
    if len(words) < 2 or all(_is_exact(places, read_name(word)) for word in words):
        return [find_place(roadmap, word, ranks) for word in words]
    together = _exact(places, whole, ranks) or _only(_alike(places, whole), ranks)
    try:
        singly = [find_place(roadmap, word, ranks) for word in words]
    except (UnknownTopicError, AmbiguousTopicError):
        if together is None:
            raise
        return [together]
    if together is None:
        return singly
    if _is_exact(places, whole) or _mean_the_same(singly, [together], ranks):
        return [together]
    raise _ambiguous(whole, [together, *singly], places)


def places_of(roadmap: Roadmap) -> tuple[Place, ...]:
    """Give all topics, sections and stages."""
    sections = (section for stage in roadmap.stages for section in stage.sections)
    return (*roadmap.topics.values(), *sections, *roadmap.stages)


def _is_exact(places: Sequence[Place], name: TypedName) -> bool:
    return any(fits(place, name) for fits in EXACTLY for place in places)


def _exact(places: Sequence[Place], name: TypedName, ranks: Ranks) -> Place | None:
    """Find the place with this id, number or title. Raises AmbiguousTopicError.

    The id of a section or a stage typed with spaces has a second reading where it is like
    the name of a topic under way: `done "deep learning"` on the day of Deep Q-Learning.
    """
    for fits in EXACTLY if name.folded else ():
        found = [place for place in places if fits(place, name)]
        if not found:
            continue
        if fits is is_spelled and not any(isinstance(place, Topic) for place in found):
            rivals = [place for place in _alike(places, name) if isinstance(place, Topic)]
            near = [topic for topic in rivals if _rank(topic, ranks) <= Rank.UNDER_WAY]
            return _one(name, [*found, *near], places, ranks)
        return _one(name, _best(found, ranks), places, ranks)
    return None


def _alike(places: Sequence[Place], name: TypedName) -> list[Place]:
    """List what a part of a name may mean, or a name after the word for its kind."""
    asked = with_kind(name)
    if asked:
        kind, rest = asked
        of_kind = [place for place in places if isinstance(place, kind)]
        for fits in (*EXACTLY, is_like):
            found = [place for place in of_kind if fits(place, rest)]
            if found:
                return found
    return [place for place in places if name.folded and is_like(place, name)]


def _nearest(
    name: TypedName, places: Sequence[Place], alike: Sequence[Place], ranks: Ranks
) -> Place:
    if not alike:
        raise _unknown(name, places)
    return _one(name, _best(alike, ranks), places, ranks)


def _only(alike: Sequence[Place], ranks: Ranks) -> Place | None:
    best = _best(alike, ranks)
    return best[0] if len(best) == 1 else None


def _best(found: Sequence[Place], ranks: Ranks) -> list[Place]:
    nearest = min((_rank(place, ranks) for place in found), default=Rank.OPEN)
    return [place for place in found if _rank(place, ranks) == nearest]


def _rank(place: Place, ranks: Ranks) -> int:
    if isinstance(place, Topic):
        return ranks.get(place.id, Rank.OPEN)
    inside = (ranks.get(topic.id, Rank.OPEN) for topic in place.topics)
    return max(Rank.UNDER_WAY, min(inside, default=Rank.OPEN))


def _one(
    name: TypedName, found: Sequence[Place], places: Sequence[Place], ranks: Ranks
) -> Place:
    """Give the only place found, or the first when all mean the same topics."""
    first, *others = found
    if all(_mean_the_same([first], [other], ranks) for other in others):
        return first
    raise _ambiguous(name, found, places)


def _mean_the_same(some: Iterable[Place], others: Iterable[Place], ranks: Ranks) -> bool:
    """Whether some places hold the same topics as others, but for those out of question."""
    return _in_question(some, ranks) == _in_question(others, ranks)


def _in_question(places: Iterable[Place], ranks: Ranks) -> set[str]:
    topics = [topic for place in places for topic in _topics(place)]
    left = {topic.id for topic in topics if _rank(topic, ranks) < Rank.SETTLED}
    return left or {topic.id for topic in topics}


def _topics(place: Place) -> Iterable[Topic]:
    return (place,) if isinstance(place, Topic) else place.topics


def _ambiguous(
    name: TypedName, found: Iterable[Place], places: Sequence[Place]
) -> AmbiguousTopicError:
    candidates = list(dict.fromkeys(found))
    listed = name_list([describe(place) for place in candidates], "or")
    return AmbiguousTopicError(
        f"{name.typed!r} could be {listed}.",
        "Did you mean one of these?",
        name=name.typed,
        candidates=[_sure_name(place, places) for place in candidates],
    )


def _sure_name(place: Place, places: Sequence[Place]) -> str:
    """Give a name that means one place only: its id, after its kind where that is shared."""
    name = read_name(place.id)
    is_shared = sum(is_named(other, name) for other in places) > 1
    return f"{kind_of(place)} {place.id}" if is_shared else place.id


def _unknown(name: TypedName, places: Iterable[Place]) -> UnknownTopicError:
    compared = tuple(islice(places, _MOST_CANDIDATES))
    names = {normal(place.title): place.id for place in compared}
    names |= {normal(place.id): place.id for place in compared}
    # Few names are misspelled.
    from difflib import get_close_matches  # noqa: PLC0415

    near = get_close_matches(name.folded[:_LONGEST_MISSPELLING], names, n=3, cutoff=0.5)
    candidates = list(dict.fromkeys(names[match] for match in near))
    listed = "All names:\nmlroadmap topics"
    if candidates:
        listed = f"Did you mean {name_list(candidates, 'or')}? All names: mlroadmap topics."
    return UnknownTopicError(
        f"No topic is called {name.typed!r}.",
        listed,
        name=name.typed,
        candidates=candidates,
    )


def name_list(names: Sequence[str], conjunction: str) -> str:
    """Write names as a list in a sentence, cut short where they are many."""
    shown = names[:_MOST_LISTED]
    more = [f"{len(names) - len(shown)} more"] if len(names) > len(shown) else []
    *others, last = [*shown, *more]
    return f"{', '.join(others)} {conjunction} {last}" if others else last
