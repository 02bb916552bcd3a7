"""Prerequisites as they are written, matched to the topics that they mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from mlroadmap.core.roadmap.graph import find_cycles
from mlroadmap.importers.names import key
from mlroadmap.importers.needs import parts_of_need
from mlroadmap.importers.raw import LeftOut, RawLink, RawRoadmap, RawTopic

# A name of a section stands for all of its topics, unless it stands for half the roadmap.
_MOST_OF_A_SECTION = 100
_MOST_NEEDS = 100_000


class Prerequisites(Struct):
    """For each topic, by its number in the source: the ids it needs, and what stays text."""

    needs: list[list[str]]
    unmatched: list[list[str]]
    left_out: list[LeftOut] = field(default_factory=list)
    total: int = 0

    def add(self, at: int, names: Sequence[str]) -> bool:
        """Add needs of a topic; False for none, and for more than a roadmap can hold."""
        if not names or self.total + len(names) > _MOST_NEEDS:
            return False
        self.needs[at] += names
        self.total += len(names)
        return True


def match_prerequisites(raw: RawRoadmap, ids: Sequence[str]) -> Prerequisites:
    """Match by the source's own id, by title, by title before a colon, by link, by section.

    What would make topics wait for one another is left out, and said to be.
    """
    topics = list(raw.topics)
    index = _Index(raw)
    found = Prerequisites([[] for _ in topics], [[] for _ in topics])
    for at, topic in enumerate(topics):
        for need in topic.needs:
            if not found.add(at, [ids[other] for other in index.meant(need, at)]):
                # What no topic is called may be a list; what is left of it stays text.
                found.unmatched[at] += (
                    part
                    for part in parts_of_need(need.title)
                    if not found.add(at, [ids[o] for o in index.meant(RawLink(part), at)])
                )
        found.needs[at] = list(dict.fromkeys(found.needs[at]))
    _cut_cycles(found, topics, ids)
    return found


class _Index:
    """The topics of a roadmap by everything that a prerequisite may call them."""

    def __init__(self, raw: RawRoadmap) -> None:
        self._exact_ids: dict[str, list[int]] = defaultdict(list)
        self._exact_titles: dict[str, list[int]] = defaultdict(list)
        self._ids: dict[str, list[int]] = defaultdict(list)
        self._titles: dict[str, list[int]] = defaultdict(list)
        self._beginnings: dict[str, list[int]] = defaultdict(list)
        self._links: dict[str, list[int]] = defaultdict(list)
        self._places: dict[str, list[int]] = defaultdict(list)
        at = 0
        for stage in raw.stages:
            for section in stage.sections:
                for topic in section.topics:
                    self._add(topic, at, {key(stage.title), key(section.title)})
                    at += 1

    def _add(self, topic: RawTopic, at: int, places: Iterable[str]) -> None:
        if topic.wanted_id:
            self._exact_ids[topic.wanted_id].append(at)
            self._ids[key(topic.wanted_id)].append(at)
        self._exact_titles[topic.title].append(at)
        self._titles[key(topic.title)].append(at)
        if ":" in topic.title:
            self._beginnings[key(topic.title.partition(":")[0])].append(at)
        for link in topic.links:
            if link.url:
                self._links[_address(link.url)].append(at)
        for place in places:
            self._places[place].append(at)

    def _meant(self, need: RawLink, at: int) -> Sequence[int]:
        for exact in (self._exact_ids, self._exact_titles):
            if need.title in exact:
                return [_nearest(exact[need.title], at)]
        name = key(need.title)
        anchor = key(need.url.removeprefix("#")) if need.url.startswith("#") else ""
        for names in (self._ids, self._titles, self._beginnings):
            for wanted in (name, anchor):
                if wanted and wanted in names:
                    return [_nearest(names[wanted], at)]
        if need.url and _address(need.url) in self._links:
            return [_nearest(self._links[_address(need.url)], at)]
        for wanted in (name, anchor):
            place = self._places.get(wanted, []) if wanted else []
            if 0 < len(place) <= _MOST_OF_A_SECTION and at not in place:
                return place
        return ()

    def meant(self, need: RawLink, at: int) -> list[int]:
        """Give the other topics that a prerequisite of the topic `at` means."""
        return [other for other in self._meant(need, at) if other != at]


def _nearest(candidates: Sequence[int], at: int) -> int:
    """Of several of one name, take the last one before; or else the first one after."""
    earlier = [other for other in candidates if other < at]
    return earlier[-1] if earlier else next((o for o in candidates if o != at), at)


def _address(url: str) -> str:
    return url.partition("://")[2].rstrip("/") or url.rstrip("/")


def _cut_cycles(found: Prerequisites, topics: Sequence[RawTopic], ids: Sequence[str]) -> None:
    """Take the need that points furthest ahead in the source out of every cycle."""
    numbers = {name: at for at, name in enumerate(ids)}
    graph: Mapping[str, list[str]] = dict(zip(ids, found.needs, strict=True))
    while cycles := list(find_cycles(graph)):
        for cycle in cycles:
            needs = list(zip(cycle, (*cycle[1:], cycle[0]), strict=True))
            if any(need not in graph[name] for name, need in needs):
                continue  # it went through a need that was cut for another cycle
            name, need = max(needs, key=lambda each: numbers[each[1]] - numbers[each[0]])
            graph[name].remove(need)
            topic, other = topics[numbers[name]], topics[numbers[need]]
            what = f"{topic.title} needs {other.title}"
            reason = "topics that would wait for one another"
            found.left_out.append(LeftOut(topic.line, what, reason))
