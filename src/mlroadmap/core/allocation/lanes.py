"""Ready tasks in the order in which they are chosen.

A *tier* holds tasks that come before all those of the next tier: the tasks of one stage
that a goal needs, or those that none does. A *lane* holds the tasks of a tier that belong
to one track.

Entries that a later event made stale are dropped when they surface (lazy deletion), so
that a change costs no search.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapify, heappop, heappush

SLIVER_MINUTES = 15

TierKey = tuple[bool, int]
_Validity = Callable[[int, int | None], bool]


class Track:
    """The time that a track of a stage has taken, and its lanes, one in each tier."""

    def __init__(self) -> None:
        self.minutes = 0
        self.lanes: list[Lane] = []

    def restate(self, change_minutes: int) -> None:
        """Correct the time taken, by which lanes may come earlier."""
        self.minutes += change_minutes
        for lane in self.lanes:
            lane.tier.reorder()


class Lane:
    """Tasks by index; `minutes` are left of those that are ready.

    Ready tasks wait in one heap for each number of helpers that they lack. A task whose
    helpers are finished one by one enters a heap for each. These are small, and what is
    stale in one costs nothing before its number comes first.
    """

    def __init__(self, tier: Tier, track: Track) -> None:
        self.tier = tier
        self.track = track
        self.place = len(tier.lanes)
        self.minutes = 0
        self.is_queued = False
        self.fillers = _Fillers()
        self._first: int | None = None
        self._by_helps: dict[int, list[int]] = {}
        self._helps: list[int] = []
        tier.lanes.append(self)
        track.lanes.append(self)

    @property
    def rank(self) -> tuple[int, int]:
        """The order of the lanes of a tier: by the time taken, then by place."""
        return (self.track.minutes, self.place)

    def add_minutes(self, minutes: int) -> None:
        """Count minutes of ready tasks, or take them off."""
        self.minutes += minutes
        self.tier.minutes += minutes
        if minutes > 0:
            self.tier.queue(self)

    def add(self, helps_left: int, index: int) -> None:
        """Let a ready task wait that lacks so many helpers."""
        self._first = None
        waiting = self._by_helps.get(helps_left)
        if waiting is None:
            self._by_helps[helps_left] = [index]
            heappush(self._helps, helps_left)
        else:
            heappush(waiting, index)

    def look_again(self) -> None:
        """Note that the first task may be another one by now."""
        self._first = None

    def first(self, is_valid: Callable[[int, int], bool]) -> int:
        """Find the first of the tasks that lack fewest helpers; there must be one."""
        if self._first is not None:
            return self._first
        while True:
            helps_left = self._helps[0]
            waiting = self._by_helps[helps_left]
            while waiting and not is_valid(waiting[0], helps_left):
                heappop(waiting)
            if waiting:
                self._first = waiting[0]
                return waiting[0]
            del self._by_helps[heappop(self._helps)]


class Tier:
    """Lanes of one stage and rank of goal; `minutes` are left of their ready tasks.

    The queue holds each lane with ready tasks at the time its track had taken when it was
    queued, which may be less than it has by now.
    """

    def __init__(self, key: TierKey, tiers: Tiers) -> None:
        self.key = key
        self.minutes = 0
        self.is_queued = False
        self.lanes: list[Lane] = []
        self._tiers = tiers
        self._queue: list[tuple[int, int]] = []

    def queue(self, lane: Lane) -> None:
        """Let a lane that has ready tasks wait for its turn, and the tier for its own."""
        if not lane.is_queued:
            lane.is_queued = True
            heappush(self._queue, lane.rank)
        if not self.is_queued:
            self._tiers.queue(self)

    def reorder(self) -> None:
        """Put the queue in order after a track was found to have taken less time."""
        self._queue = [self.lanes[place].rank for _, place in self._queue]
        heapify(self._queue)

    def first_lanes(self) -> list[Lane]:
        """Find the two lanes with ready tasks whose tracks took least time, or the only one."""
        found: list[Lane] = []
        while self._queue and len(found) < 2:
            minutes, place = heappop(self._queue)
            lane = self.lanes[place]
            if not lane.minutes:
                lane.is_queued = False
            elif lane.track.minutes != minutes:
                heappush(self._queue, lane.rank)
            else:
                found.append(lane)
        for lane in found:
            heappush(self._queue, lane.rank)
        return found


class Tiers:
    """All tiers, made as they are asked for."""

    def __init__(self) -> None:
        self._tiers: dict[TierKey, Tier] = {}
        self._tracks: dict[tuple[int, str], Track] = {}
        self._lanes: dict[tuple[TierKey, str], Lane] = {}
        self._queue: list[TierKey] = []

    def lane(self, key: TierKey, name: str) -> Lane:
        """Give the lane of a tier and a track."""
        found = self._lanes.get((key, name))
        if found is None:
            if key not in self._tiers:
                self._tiers[key] = Tier(key, self)
            _, stage = key
            track = self._tracks.setdefault((stage, name), Track())
            found = self._lanes[key, name] = Lane(self._tiers[key], track)
        return found

    def queue(self, tier: Tier) -> None:
        """Let a tier wait for its turn."""
        tier.is_queued = True
        heappush(self._queue, tier.key)

    def first(self) -> Tier | None:
        """Find the first tier that has a ready task."""
        while self._queue:
            tier = self._tiers[self._queue[0]]
            if tier.minutes:
                return tier
            heappop(self._queue)
            tier.is_queued = False
        return None


class _Fillers:
    """Ready tasks that may take a day's last minutes: under way, or short enough to end.

    They wait in one heap for each size in minutes; size None holds those under way.
    """

    def __init__(self) -> None:
        self._by_size: dict[int | None, list[int]] = {}

    def add(self, index: int, size: int | None) -> None:
        if size is None or size < SLIVER_MINUTES:
            heappush(self._by_size.setdefault(size, []), index)

    def find(self, free_minutes: int, is_valid: _Validity) -> int | None:
        """Find the largest task that ends in time, else one that is under way."""
        for size in (*range(free_minutes, 0, -1), None):
            waiting = self._by_size.get(size, [])
            while waiting and not is_valid(waiting[0], size):
                heappop(waiting)
            if waiting:
                return waiting[0]
        return None
