"""Finding a topic, a section or a stage by what a person types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from itertools import chain, islice
from typing import TypeVar

from mlroadmap.core.roadmap.model import Roadmap, Section, Stage, Topic
from mlroadmap.errors import AmbiguousTopicError, UnknownTopicError

Place = Topic | Section | Stage
_Place = TypeVar("_Place", bound=Place)

_WORDS = re.compile(r"\w+")

# Comparing spellings takes time that grows with both.
_LONGEST_MISSPELLING = 64
_MOST_CANDIDATES = 2_000


def find_topic(roadmap: Roadmap, name: str) -> Topic:
    """Find a topic by id, former id, title, prefix of an id, or words of its title.

    Case does not matter. Raises UnknownTopicError with the nearest names, or
    AmbiguousTopicError with the candidates.
    """
    return _find(name, (tuple(roadmap.topics.values()),))


def find_place(roadmap: Roadmap, name: str) -> Place:
    """Find a topic, section or stage as `find_topic` does; a number is a stage too.

    Of two that a name fits in the same way, a topic goes before a section or a stage.
    Raises UnknownTopicError or AmbiguousTopicError.
    """
    sections = (section for stage in roadmap.stages for section in stage.sections)
    groups: tuple[tuple[Place, ...], ...] = (
        tuple(roadmap.topics.values()),
        (*sections, *roadmap.stages),
    )
    return _find(name, groups)


def find_topics(roadmap: Roadmap, names: Iterable[str]) -> list[Topic]:
    """Find the topics that are named, alone or by their section or stage, each once.

    Raises UnknownTopicError or AmbiguousTopicError.
    """
    found: dict[str, Topic] = {}
    for name in names:
        place = find_place(roadmap, name)
        topics = (place,) if isinstance(place, Topic) else place.topics
        found |= {topic.id: topic for topic in topics}
    return list(found.values())


def _find(name: str, groups: Sequence[Sequence[_Place]]) -> _Place:
    """Find the one place that a name means; the first kind of match that has any decides."""
    wanted = _normal(name)
    for fits in _KINDS_OF_MATCH if wanted else ():
        for places in groups:
            found = [place for place in places if fits(place, wanted)]
            if len(found) == 1:
                return found[0]
            if found:
                raise AmbiguousTopicError(
                    f"{name!r} could be {_listed([place.id for place in found])}.",
                    "Type more of the name.",
                )
    raise UnknownTopicError(
        f"No topic is called {name!r}.", _suggestion(wanted, chain.from_iterable(groups))
    )


def _normal(name: str) -> str:
    return " ".join(name.lower().split())


def _is_named(place: Place, wanted: str) -> bool:
    if isinstance(place, Topic) and wanted in place.aliases:
        return True
    if isinstance(place, Stage) and wanted.removeprefix("stage ") == str(place.number):
        return True
    return wanted == place.id


def _is_titled(place: Place, wanted: str) -> bool:
    return _normal(place.title) == wanted


def _starts(place: Place, wanted: str) -> bool:
    return place.id.startswith(wanted)


def _has_words(place: Place, wanted: str) -> bool:
    words = set(_WORDS.findall(wanted))
    return bool(words) and words <= set(_WORDS.findall(place.title.lower()))


_KINDS_OF_MATCH: tuple[Callable[[Place, str], bool], ...] = (
    _is_named,
    _is_titled,
    _starts,
    _has_words,
)


def _suggestion(wanted: str, places: Iterable[Place]) -> str:
    compared = tuple(islice(places, _MOST_CANDIDATES))
    names = {_normal(place.title): place.id for place in compared}
    names |= {place.id: place.id for place in compared}
    near = get_close_matches(wanted[:_LONGEST_MISSPELLING], names, n=3, cutoff=0.5)
    keys = list(dict.fromkeys(names[match] for match in near))
    if keys:
        return f"Did you mean {_listed(keys)}? All names: mlroadmap topics."
    return "All names: mlroadmap topics."


def _listed(keys: Sequence[str]) -> str:
    shown = keys[:8]
    more = [f"{len(keys) - len(shown)} more"] if len(keys) > len(shown) else []
    *others, last = [*shown, *more]
    return f"{', '.join(others)} or {last}" if others else last
