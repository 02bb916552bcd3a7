"""The independent check of a plan against rule R5: the order of topics, and their turns.

It walks through the sessions, keeps account of what is ready, and compares each session
with what the rule would have had instead. What is planned for today after some study is
held against the tiers only: it depends on how the day had begun.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from heapq import heappop, heappush
from itertools import groupby

from msgspec import Struct

from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.plan import Session

_LEAST_MINUTES = 45

# Whether no goal needs the topic, and its stage.
_Tier = tuple[bool, int]
_Lane = tuple[_Tier, str]


def order_breaches(
    roadmap: Roadmap,
    availability: Availability,
    progress: Progress,
    today: date,
    sessions: Sequence[Session],
) -> Iterator[str]:
    """Yield a phrase for each session, given in order, that comes before its turn."""
    walk = _Walk(roadmap, progress)
    for day, group in groupby(sessions, key=lambda session: session.day):
        walk.turn_to(day)
        free = availability.minutes_on(day) if walk.has_tracks else 0
        begun = walk.studied_on(progress, day) if day == today else set()
        free -= progress.used_minutes if day == today else 0
        turn: _Turn | None = None
        for session in group:
            if session.habit or session.topic not in walk.waiting_for:
                free -= session.minutes
                walk.take(session)
                continue
            yield from walk.tier_breaches(session)
            tier, track = walk.lanes[session.topic]
            if len(walk.tracks[tier]) == 1:
                turn = None
            elif turn is None or turn.tier != tier:
                turn = _Turn.begin(walk, tier, track, free, is_checked=tier not in begun)
                yield from turn.first_breaches(walk, session)
            elif track != turn.track:
                yield from turn.change_breaches(walk, session, free)
                turn = turn.after(walk, track, free)
            free -= session.minutes
            if turn:
                turn.minutes += session.minutes
                yield from turn.last_breaches(session, free)
            walk.study(session)


class _Walk:
    """What is ready, and the time that each track has taken, at a place in the plan."""

    def __init__(self, roadmap: Roadmap, progress: Progress) -> None:
        self.lanes: dict[str, _Lane] = {}
        self.time: Counter[tuple[int, str]] = Counter()
        self.tracks: dict[_Tier, set[str]] = defaultdict(set)
        self._find_lanes(roadmap, progress)
        self.left = {
            name: topic.remaining_minutes
            for name, topic in progress.topics.items()
            if topic.remaining_minutes
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
        self.ready: dict[_Tier, Counter[str]] = defaultdict(Counter)
        self._minutes: Counter[_Tier] = Counter()
        self._queued: set[_Lane] = set()
        self._grown: set[_Lane] = set()
        self._tiers: list[_Tier] = []
        self._tracks: dict[_Tier, list[tuple[int, str]]] = defaultdict(list)
        for name, reasons in self.waiting_for.items():
            if not reasons:
                self._make_ready(name)

        self.has_tracks = any(len(tracks) > 1 for tracks in self.tracks.values())

    def _find_lanes(self, roadmap: Roadmap, progress: Progress) -> None:
        """Give each topic its tier and track, and each track the time that it has taken."""
        settings = progress.plan.settings if progress.plan else None
        goals = _with_needs(roadmap, settings.first if settings else ())
        for name, (stage, section) in roadmap.places.items():
            track = "" if settings and settings.tracks == 1 else section.track
            tier = (name not in goals, stage.number)
            self.lanes[name] = (tier, track)
            self.tracks[tier].add(track)
            self.time[stage.number, track] += progress.topics[name].credited_minutes

    def studied_on(self, progress: Progress, day: date) -> set[_Tier]:
        """Give the tiers of which something was studied on a day."""
        topics = filter(self.lanes.__contains__, progress.minutes_on(day))
        return {self.lanes[topic][0] for topic in topics}

    def turn_to(self, day: date) -> None:
        """Let topics take part whose earliest date has come."""
        self._grown = set()
        while self._dates and self._dates[-1][0] <= day:
            _, name = self._dates.pop()
            if name in self._too_early:
                self._too_early.discard(name)
                self._lift(name)

    def study(self, session: Session) -> None:
        """Take in a session."""
        tier, track = self.lanes[session.topic]
        self.time[tier[1], track] += session.minutes
        if not self.waiting_for[session.topic]:
            self._add(tier, track, -min(session.minutes, self.left[session.topic]))
        was_left = self.left[session.topic]
        self.left[session.topic] = max(0, was_left - session.minutes)
        if was_left and not self.left[session.topic]:
            for name in self.dependents[session.topic]:
                self._lift(name)

    def take(self, session: Session) -> None:
        """Take in what comes before the day's first turn."""
        if session.topic in self.waiting_for:
            self.study(session)
            self._grown.clear()

    def tier_breaches(self, session: Session) -> Iterator[str]:
        """Check that a topic is not before its date, and that no better tier is ready."""
        if session.topic in self._too_early:
            yield f"R5: {session.topic} comes before its earliest date"
        while self._tiers and not self._minutes[self._tiers[0]]:
            heappop(self._tiers)
        tier, _ = self.lanes[session.topic]
        if self._tiers and self._tiers[0] < tier:
            other, stage = self._tiers[0]
            waiting = f"stage {stage}" if other == tier[0] else "a goal"
            yield f"R5: {session.topic} runs while {waiting} has a topic ready"

    def least_time(self, tier: _Tier, besides: str | None = None) -> int | None:
        """Find the least time of a track that has a topic ready, besides one."""
        tracks, held = self._tracks[tier], []
        least: int | None = None
        while tracks and least is None:
            minutes, track = heappop(tracks)
            if not self.ready[tier][track]:
                self._queued.discard((tier, track))
                continue
            now = self.time[tier[1], track]
            held.append((now, track))
            if minutes == now and track != besides:
                least = now
            elif minutes != now:
                heappush(tracks, held.pop())
        for entry in held:
            heappush(tracks, entry)
        return least

    def could_use(self, tier: _Tier, track: str) -> int:
        """Say how much of a track was ready as the day began, and is so still."""
        return 0 if (tier, track) in self._grown else self.ready[tier][track]

    def _lift(self, name: str) -> None:
        """Count one reason fewer for which a topic has to wait."""
        self.waiting_for[name] -= 1
        if not self.waiting_for[name]:
            self._make_ready(name)

    def _make_ready(self, name: str) -> None:
        tier, track = self.lanes[name]
        self._grown.add((tier, track))
        if self.left[name] and not self._minutes[tier]:
            heappush(self._tiers, tier)
        if self.left[name] and (tier, track) not in self._queued:
            self._queued.add((tier, track))
            heappush(self._tracks[tier], (self.time[tier[1], track], track))
        self._add(tier, track, self.left[name])

    def _add(self, tier: _Tier, track: str, minutes: int) -> None:
        self.ready[tier][track] += minutes
        self._minutes[tier] += minutes


class _Turn(Struct):
    """The turn of a track: the time that it and the next one had taken as it began.

    It is `shared` with that one on a day that is long enough, until that has its turn.
    """

    tier: _Tier
    track: str
    is_checked: bool
    is_shared: bool
    least: int | None
    next_least: int | None
    minutes: int = 0

    @classmethod
    def begin(
        cls, walk: _Walk, tier: _Tier, track: str, free: int, *, is_checked: bool
    ) -> _Turn:
        least, next_least = walk.least_time(tier), walk.least_time(tier, besides=track)
        is_shared = free >= 2 * _LEAST_MINUTES and next_least is not None
        return cls(tier, track, is_checked, is_shared, least, next_least)

    def after(self, walk: _Walk, track: str, free: int) -> _Turn:
        """Give the turn of the next track."""
        following = _Turn.begin(walk, self.tier, track, free, is_checked=self.is_checked)
        if self.is_shared:
            following.is_shared = False
        return following

    def first_breaches(self, walk: _Walk, session: Session) -> Iterator[str]:
        """Check that the track which begins has taken the least time."""
        if self.is_checked and self.least != walk.time[self.tier[1], self.track]:
            yield f"R5: {session.topic} runs on {session.day} before its track's turn"

    def change_breaches(self, walk: _Walk, session: Session, free: int) -> Iterator[str]:
        """Check that a turn ends when its share, or its work, is done."""
        if not self.is_checked:
            return
        _, track = walk.lanes[session.topic]
        has_work = walk.ready[self.tier][self.track] > 0
        is_fair = self.is_shared and self.minutes >= _LEAST_MINUTES
        is_enough = free >= _LEAST_MINUTES or walk.could_use(self.tier, track) <= free
        if has_work and not (is_fair and is_enough):
            yield f"R5: {session.topic} takes the turn of another track on {session.day}"
        least = self.next_least if self.is_shared else walk.least_time(self.tier)
        if least != walk.time[self.tier[1], track]:
            yield f"R5: {session.topic} runs on {session.day} before its track's turn"

    def last_breaches(self, session: Session, free: int) -> Iterator[str]:
        """Check that a long day which is full was shared."""
        if self.is_checked and self.is_shared and free <= 0:
            yield f"R5: {session.day} has one track only"


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
