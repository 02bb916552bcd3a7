"""Which topics to leave out to win time, when there is not enough of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from heapq import heapify, heappop, heappush

from msgspec import Struct

from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Roadmap


class _Candidate(Struct, frozen=True):
    """A topic that is left: what it takes, and what leaving it out loses.

    The value of a topic is 1 for itself and 1 for each open topic that it would help.
    """

    topic: str
    place: int
    minutes: int
    value: int
    needs: frozenset[str]

    @property
    def rank(self) -> tuple[float, int, str]:
        """Least value lost for the time won comes first, then the later in the roadmap."""
        return (self.value / self.minutes, -self.place, self.topic)


def cheapest_skips(
    roadmap: Roadmap, progress: Progress, excess_minutes: int
) -> tuple[str, ...] | None:
    """Choose topics whose remaining effort adds up to at least `excess_minutes`.

    Nothing that stays needs anything that goes. At each step goes what loses least value
    for the time it wins; at the end comes back whatever need not go. None when all that
    is left would have to go.
    """
    candidates = _candidates(roadmap, progress)
    if excess_minutes >= sum(candidate.minutes for candidate in candidates.values()):
        return None
    chosen = _choose(candidates, excess_minutes)
    kept_out = _give_back(chosen, candidates, excess_minutes)
    return tuple(topic for topic in candidates if topic in kept_out)


def _candidates(roadmap: Roadmap, progress: Progress) -> dict[str, _Candidate]:
    remaining = {
        name: topic.remaining_minutes
        for name, topic in progress.topics.items()
        if not topic.is_settled
    }
    helped = Counter(helper for name in remaining for helper in roadmap.topics[name].helps)
    return {
        name: _Candidate(
            topic=name,
            place=place,
            minutes=minutes,
            value=1 + helped[name],
            needs=frozenset(need for need in roadmap.topics[name].needs if need in remaining),
        )
        for place, (name, minutes) in enumerate(remaining.items())
    }


def _choose(candidates: Mapping[str, _Candidate], excess_minutes: int) -> set[str]:
    """Take topics that nothing needs any more, best first, until there is enough."""
    needed_by = Counter(need for each in candidates.values() for need in each.needs)
    ready = [each.rank for name, each in candidates.items() if not needed_by[name]]
    heapify(ready)
    chosen: set[str] = set()
    while True:
        best = candidates[ready[0][-1]]
        if best.minutes >= excess_minutes:
            return chosen | {_last_one(ready, candidates, excess_minutes)}
        heappop(ready)
        chosen.add(best.topic)
        excess_minutes -= best.minutes
        for need in best.needs:
            needed_by[need] -= 1
            if not needed_by[need]:
                heappush(ready, candidates[need].rank)


def _last_one(
    ready: list[tuple[float, int, str]],
    candidates: Mapping[str, _Candidate],
    excess_minutes: int,
) -> str:
    """Find the topic of least value that is long enough by itself, the shortest of these."""
    able = [candidates[name] for *_, name in ready]
    able = [each for each in able if each.minutes >= excess_minutes]
    return min(able, key=lambda each: (each.value, each.minutes, -each.place)).topic


def _give_back(
    chosen: set[str], candidates: Mapping[str, _Candidate], excess_minutes: int
) -> set[str]:
    """Keep what need not go, the most valuable first, until everything chosen is needed."""
    left_out = set(chosen)
    surplus = sum(candidates[name].minutes for name in left_out) - excess_minutes
    waiting = sorted(
        (candidates[name] for name in chosen),
        key=lambda each: (-each.value, each.minutes, each.place),
    )
    gives_back = True
    while gives_back:
        gives_back = False
        for each in waiting:
            is_free = each.topic in left_out and not each.needs & left_out
            if is_free and each.minutes <= surplus:
                left_out.discard(each.topic)
                surplus -= each.minutes
                gives_back = True
    return left_out
