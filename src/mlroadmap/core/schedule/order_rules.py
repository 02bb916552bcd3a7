"""The independent check of a plan against rule R5: the order of topics, and their turns.

It walks through the sessions, keeps account of what is ready, and compares each session
with what the rule would have had instead. What is planned for today after some study is
held against the tiers only: it depends on how the day had begun.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from heapq import heappop, heappush
from itertools import groupby
from operator import attrgetter

from msgspec import Struct

from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.order_lanes import Lane, Tier, lanes_of
from mlroadmap.core.schedule.plan import Session

_LEAST_MINUTES = 45


def order_breaches(
    roadmap: Roadmap,
    availability: Availability,
    progress: Progress,
    today: date,
    sessions: Sequence[Session],
) -> Iterator[str]:
    """Yield a phrase for each session, given in order, that comes before its turn."""
    walk = _Walk(roadmap, progress)
    for day, group in groupby(sessions, key=attrgetter("day")):
        walk.turn_to(day)
        free = availability.minutes_on(day) if walk.has_tracks else 0
        begun = walk.studied_on(progress, day) if day == today else ()
        free -= progress.used_minutes if day == today else 0
        turn: _Turn | None = None
        for session in group:
            if session.habit or session.topic not in walk.waiting_for:
                free -= session.minutes
                walk.take(session)
                continue
            lane = walk.lanes[session.topic]
            yield from walk.tier_breaches(session, lane.tier)
            if len(lane.tier.lanes) == 1:
                turn = None
            elif turn is None or turn.lane.tier is not lane.tier:
                turn = _Turn.begin(lane, free, is_checked=lane.tier not in begun)
                yield from turn.first_breaches(session)
            elif lane is not turn.lane:
                yield from turn.change_breaches(walk, lane, session, free)
                turn = turn.after(lane, free)
            free -= session.minutes
            if turn:
                turn.minutes += session.minutes
                yield from turn.last_breaches(session, free)
            walk.study(session)


class _Walk:
    """What is ready, and the time that each track has taken, at a place in the plan."""

    def __init__(self, roadmap: Roadmap, progress: Progress) -> None:
        self.lanes = dict(lanes_of(roadmap, progress))
        self.has_tracks = any(len(lane.tier.lanes) > 1 for lane in self.lanes.values())
        self.left = {
            name: minutes
            for name, topic in progress.topics.items()
            if (minutes := topic.remaining_minutes)
        }
        self.waiting_for: dict[str, int] = {}
        self.dependents: dict[str, list[str]] = defaultdict(list)
        for name in self.left:
            needs = self.left.keys() & roadmap.topics[name].needs
            self.waiting_for[name] = len(needs)
            for need in needs:
                self.dependents[need].append(name)
        self._dates = sorted(
            ((topic.after, name) for name, topic in roadmap.topics.items() if topic.after),
            reverse=True,
        )
        self._too_early = {name for _, name in self._dates if name in self.left}
        for name in self._too_early:
            self.waiting_for[name] += 1
        self._grown: set[Lane] = set()
        self._tiers: list[Tier] = []
        for name, reasons in self.waiting_for.items():
            if not reasons:
                self._make_ready(name)

    def studied_on(self, progress: Progress, day: date) -> set[Tier]:
        """Give the tiers of which something was studied on a day."""
        topics = filter(self.lanes.__contains__, progress.minutes_on(day))
        return {self.lanes[topic].tier for topic in topics}

    def turn_to(self, day: date) -> None:
        """Let topics take part whose earliest date has come."""
        self._grown.clear()
        while self._dates and self._dates[-1][0] <= day:
            _, name = self._dates.pop()
            if name in self._too_early:
                self._too_early.discard(name)
                self._lift(name)

    def study(self, session: Session) -> None:
        """Take in a session."""
        name, minutes, lane = session.topic, session.minutes, self.lanes[session.topic]
        left = self.left[name]
        lane.track.minutes += minutes
        if not self.waiting_for[name]:
            done = min(minutes, left)
            lane.ready -= done
            lane.tier.ready -= done
        self.left[name] = max(0, left - minutes)
        if 0 < left <= minutes:
            for dependent in self.dependents[name]:
                self._lift(dependent)

    def take(self, session: Session) -> None:
        """Take in what comes before the day's first turn."""
        if session.topic in self.waiting_for:
            self.study(session)
            self._grown.clear()

    def tier_breaches(self, session: Session, tier: Tier) -> Sequence[str]:
        """Check that a topic is not before its date, and that no better tier is ready."""
        while self._tiers and not self._tiers[0].ready:
            heappop(self._tiers)
        first = self._tiers[0] if self._tiers else tier
        found = []
        if session.topic in self._too_early:
            found.append(f"R5: {session.topic} comes before its earliest date")
        if first is not tier and first < tier:
            is_alike = first.has_goal == tier.has_goal
            waiting = f"stage {first.stage}" if is_alike else "a goal"
            found.append(f"R5: {session.topic} runs while {waiting} has a topic ready")
        return found

    def could_use(self, lane: Lane) -> int:
        """Say how much of a lane was ready as the day began, and is so still."""
        return 0 if lane in self._grown else lane.ready

    def _lift(self, name: str) -> None:
        """Count one reason fewer for which a topic has to wait."""
        self.waiting_for[name] -= 1
        if not self.waiting_for[name]:
            self._make_ready(name)

    def _make_ready(self, name: str) -> None:
        lane, minutes = self.lanes[name], self.left[name]
        self._grown.add(lane)
        if minutes and not lane.tier.ready:
            heappush(self._tiers, lane.tier)
        if minutes:
            lane.tier.queue(lane)
        lane.ready += minutes
        lane.tier.ready += minutes


class _Turn(Struct):
    """The turn of a track: the time that it and the next one had taken as it began.

    It is `shared` with that one on a day that is long enough, until that has its turn.
    """

    lane: Lane
    is_checked: bool
    is_shared: bool
    least: int | None
    next_least: int | None
    minutes: int = 0

    @classmethod
    def begin(cls, lane: Lane, free: int, *, is_checked: bool) -> _Turn:
        least, next_least = lane.tier.least_time(), lane.tier.least_time(besides=lane)
        is_shared = free >= 2 * _LEAST_MINUTES and next_least is not None
        return cls(lane, is_checked, is_shared, least, next_least)

    def after(self, lane: Lane, free: int) -> _Turn:
        """Give the turn of the next track."""
        following = _Turn.begin(lane, free, is_checked=self.is_checked)
        if self.is_shared:
            following.is_shared = False
        return following

    def first_breaches(self, session: Session) -> Iterator[str]:
        """Check that the track which begins has taken the least time."""
        if self.is_checked and self.least != self.lane.track.minutes:
            yield f"R5: {session.topic} runs on {session.day} before its track's turn"

    def change_breaches(
        self, walk: _Walk, lane: Lane, session: Session, free: int
    ) -> Iterator[str]:
        """Check that a turn ends when its share, or its work, is done."""
        if not self.is_checked:
            return
        is_fair = self.is_shared and self.minutes >= _LEAST_MINUTES
        is_enough = free >= _LEAST_MINUTES or walk.could_use(lane) <= free
        if self.lane.ready > 0 and not (is_fair and is_enough):
            yield f"R5: {session.topic} takes the turn of another track on {session.day}"
        least = self.next_least if self.is_shared else lane.tier.least_time()
        if least != lane.track.minutes:
            yield f"R5: {session.topic} runs on {session.day} before its track's turn"

    def last_breaches(self, session: Session, free: int) -> Sequence[str]:
        """Check that a long day which is full was shared."""
        if self.is_checked and self.is_shared and free <= 0:
            return (f"R5: {session.day} has one track only",)
        return ()
