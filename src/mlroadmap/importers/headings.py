"""Topics under a path of headings, arranged as stages and sections."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.importers.raw import RawLink, RawSection, RawStage, RawTopic


class Place(Struct, frozen=True):
    """What stands directly under one heading; `path` are the headings around it and it.

    Links `for_all` are wanted even where no topic is near. `parts` stand for the headings
    of the path in the account of the source.
    """

    path: tuple[str, ...]
    line: int
    topics: tuple[RawTopic, ...] = ()
    links: tuple[RawLink, ...] = ()
    for_all: bool = False
    parts: tuple[int, ...] = ()


def arrange(places: Sequence[Place], title: str) -> tuple[RawStage, ...]:
    """Make stages of the outermost headings that differ, and sections of the innermost.

    Headings around everything are no stages, and headings between a stage and a section
    become its group. Links under a heading without topics go to the nearest place that
    has some: the heading around it or, when they are for all, the stage before.
    """
    filled = _joined([place for place in places if place.topics])
    if not filled:
        return ()
    filled, places = _with_links_of_own(filled, places)
    shared = _shared(filled)
    around = filled[0].path[shared - 1] if shared else title
    by_stage: dict[str, list[Place]] = {}
    for place in filled:
        path = place.path[shared:]
        by_stage.setdefault(path[0] if path else around, []).append(replace(place, path=path))
    links = _links_of_stages(places, shared, list(by_stage), around)
    return tuple(
        RawStage(
            title=stage,
            sections=tuple(_section(place, stage) for place in inside),
            links=links[stage],
            line=inside[0].line,
        )
        for stage, inside in by_stage.items()
    )


def _joined(places: Sequence[Place]) -> list[Place]:
    """Make one place of those that follow one another under the same headings."""
    found: list[Place] = []
    for place in places:
        last = found[-1] if found else None
        if last and (last.path, last.parts) == (place.path, place.parts):
            topics, links = (*last.topics, *place.topics), (*last.links, *place.links)
            found[-1] = replace(last, topics=topics, links=links)
        else:
            found.append(place)
    return found


def _with_links_of_own(
    filled: Sequence[Place], places: Sequence[Place]
) -> tuple[list[Place], list[Place]]:
    """Give links that stand under a heading with topics to it; the rest is left over."""
    by_path: dict[tuple[str, ...], list[RawLink]] = {place.path: [] for place in filled}
    rest = []
    for place in places:
        if not place.topics and place.path in by_path:
            by_path[place.path] += place.links
        else:
            rest.append(place)
    whole = [
        replace(place, links=tuple(dict.fromkeys((*place.links, *by_path.pop(place.path, ())))))
        for place in filled
    ]
    return whole, rest


def _shared(places: Sequence[Place]) -> int:
    """Count the headings around everything; one place's own heading is not around it."""
    first = places[0].path
    limit = min(len(place.path) for place in places) if len(places) > 1 else len(first) - 1
    shared = 0
    while shared < limit and all(place.path[shared] == first[shared] for place in places):
        shared += 1
    return max(0, shared)


def _section(place: Place, stage: str) -> RawSection:
    return RawSection(
        title=place.path[-1] if place.path else stage,
        topics=place.topics,
        links=place.links,
        group=" / ".join(place.path[1:-1]),
        line=place.line,
    )


def _links_of_stages(
    places: Sequence[Place], shared: int, stages: Sequence[str], around: str
) -> dict[str, tuple[RawLink, ...]]:
    found: dict[str, list[RawLink]] = {stage: [] for stage in stages}
    last = stages[0]
    for place in places:
        path = place.path[shared:]
        own = path[0] if path else around
        last = own if own in found else last
        if not place.topics and (own in found or place.for_all):
            found[last] += place.links
    return {stage: tuple(dict.fromkeys(links)) for stage, links in found.items()}
