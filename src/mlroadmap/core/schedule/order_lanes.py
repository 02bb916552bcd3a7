"""The tiers and tracks by which the independent check of rule R5 keeps account of a plan.

They share nothing with those of the scheduler, so that a fault in one shows up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Roadmap


class Track:
    """The time that a track of a stage has taken, in whatever tier."""

    def __init__(self) -> None:
        self.minutes = 0


class Tier:
    """Topics of one stage that a goal needs, or that none does; `ready` minutes of them."""

    def __init__(self, *, has_goal: bool, stage: int) -> None:
        self.has_goal = has_goal
        self.stage = stage
        self.lanes: dict[str, Lane] = {}
        self.ready = 0
        self._queue: list[tuple[int, str]] = []

    def __lt__(self, other: Tier) -> bool:
        """Whether all of this comes before all of the other."""
        return (not self.has_goal, self.stage) < (not other.has_goal, other.stage)

    def queue(self, lane: Lane) -> None:
        """Let a lane take part that has something ready."""
        if not lane.is_queued:
            lane.is_queued = True
            heappush(self._queue, (lane.track.minutes, lane.name))

    def least_time(self, besides: Lane | None = None) -> int | None:
        """Find the least time of a track that has a topic ready, besides one."""
        held = []
        least: int | None = None
        while self._queue and least is None:
            minutes, name = self._queue[0]
            lane = self.lanes[name]
            if lane.ready and minutes == lane.track.minutes and lane is not besides:
                least = minutes
                continue
            heappop(self._queue)
            if not lane.ready:
                lane.is_queued = False
            elif minutes == lane.track.minutes:
                held.append((minutes, name))
            else:
                heappush(self._queue, (lane.track.minutes, name))
        for entry in held:
            heappush(self._queue, entry)
        return least


class Lane:
    """The topics of a track in a tier; `ready` minutes of them."""

    def __init__(self, name: str, tier: Tier, track: Track) -> None:
        self.name = name
        self.tier = tier
        self.track = track
        self.ready = 0
        self.is_queued = False


def lanes_of(roadmap: Roadmap, progress: Progress) -> Iterator[tuple[str, Lane]]:
    """Give each topic its tier and track, and each track the time that it has taken."""
    settings = progress.plan.settings if progress.plan else None
    goals = _with_needs(roadmap, settings.first if settings else ())
    tiers: dict[tuple[bool, int], Tier] = {}
    tracks: dict[tuple[int, str], Track] = defaultdict(Track)
    for name, (stage, section) in roadmap.places.items():
        key = (name in goals, stage.number)
        if key not in tiers:
            tiers[key] = Tier(has_goal=name in goals, stage=stage.number)
        track_name = "" if settings and settings.tracks == 1 else section.track
        track, tier = tracks[stage.number, track_name], tiers[key]
        track.minutes += progress.topics[name].credited_minutes
        if track_name not in tier.lanes:
            tier.lanes[track_name] = Lane(track_name, tier, track)
        yield name, tier.lanes[track_name]


def _with_needs(roadmap: Roadmap, names: Sequence[str]) -> set[str]:
    former = {alias: topic.id for topic in roadmap.topics.values() for alias in topic.aliases}
    waiting = [former.get(name, name) for name in names]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in roadmap.topics and name not in found:
            found.add(name)
            waiting += roadmap.topics[name].needs
    return found
