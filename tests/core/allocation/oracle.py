"""A second scheduler, slow and obviously right, to hold the fast one against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Roadmap, Topic

Piece = tuple[date, str, int]
Tier = tuple[bool, int]

SLIVER = 15
LEAST_SHARE = 45


@dataclass
class Turns:
    """The track whose turn it is, how much of the day it gets, and the one that follows."""

    tier: Tier
    track: str
    left: int | None = None
    next_track: str | None = None


class SlowScheduler:
    """Walks day by day, and looks at every topic again whenever there is a choice."""

    def __init__(self, roadmap: Roadmap, progress: Progress) -> None:
        topics = progress.topics
        settings = progress.plan.settings if progress.plan else None
        self.roadmap = roadmap
        self.order = list(roadmap.topics)
        self.left = {name: topic.remaining_minutes for name, topic in topics.items()}
        self.started = {name: topic.credited_minutes > 0 for name, topic in topics.items()}
        self.goals = needed_by(roadmap, settings.first if settings else ())
        self.one_track = settings is not None and settings.tracks == 1
        # The time that each track of a stage has taken.
        self.spent: dict[tuple[int, str], int] = {}
        for name in topics:
            self.add_time(name, topics[name].credited_minutes)

    def tier(self, name: str) -> Tier:
        return (name not in self.goals, self.roadmap.stage_numbers[name])

    def track(self, name: str) -> str:
        return "" if self.one_track else self.roadmap.places[name][1].track

    def add_time(self, name: str, minutes: int) -> None:
        key = (self.roadmap.stage_numbers[name], self.track(name))
        self.spent[key] = self.spent.get(key, 0) + minutes

    def ready(self, day: date) -> list[str]:
        return [
            name
            for name, topic in self.roadmap.topics.items()
            if self.left[name]
            and not any(self.left[need] for need in topic.needs)
            and (topic.after is None or topic.after <= day)
        ]

    def ready_in(self, day: date, tier: Tier, track: str) -> list[str]:
        return [
            name
            for name in self.ready(day)
            if self.tier(name) == tier and self.track(name) == track
        ]

    def begin_turns(self, day: date, tier: Tier, free: int, studied: dict[str, int]) -> Turns:
        """Choose one track, or two for a long day, as when the day had just begun."""
        today: dict[str, int] = {}
        for name, minutes in studied.items():
            if self.tier(name) == tier and minutes:
                today[self.track(name)] = today.get(self.track(name), 0) + minutes
        ready = {self.track(name) for name in self.ready(day) if self.tier(name) == tier}
        _, stage = tier
        names = [self.track(name) for name in self.order if self.tier(name) == tier]
        time = {
            track: self.spent[stage, track] - today.get(track, 0) for track in {*ready, *today}
        }
        candidates = sorted(time, key=lambda track: (time[track], names.index(track)))
        whole = free + sum(today.values())
        if whole < 2 * LEAST_SHARE or len(candidates) == 1:
            return Turns(tier, candidates[0])
        first, second = candidates[:2]
        share = (whole + time[second] - time[first]) // 10 * 5
        share = max(LEAST_SHARE, min(share, whole - LEAST_SHARE))
        if second in ready:
            can_use = sum(self.left[name] for name in self.ready_in(day, tier, second))
            share = max(share, whole - today.get(second, 0) - can_use)
        return Turns(tier, first, share - today.get(first, 0), second)

    def go_on(self, turns: Turns, day: date) -> bool:
        """Pass the turn on where that is due; say whether the track in turn has work."""
        has_work = bool(self.ready_in(day, turns.tier, turns.track))
        if turns.next_track is None:
            return has_work
        next_has_work = bool(self.ready_in(day, turns.tier, turns.next_track))
        is_over = not has_work or (turns.left is not None and turns.left <= 0)
        if is_over and next_has_work:
            turns.track, turns.left, turns.next_track = turns.next_track, None, None
            return True
        return has_work

    def choose(
        self, turns: Turns, day: date, free: int, under_way: bool, before: int
    ) -> tuple[str, int] | None:
        """Choose a topic of the track in turn; None passes the turn on."""
        names = self.ready_in(day, turns.tier, turns.track)
        follows = (
            self.ready_in(day, turns.tier, turns.next_track)
            if turns.next_track is not None
            else []
        )
        limit = free
        if follows and turns.left is not None:
            limit = min(free, turns.left)

        def preference(name: str) -> tuple[int, int]:
            topic: Topic = self.roadmap.topics[name]
            return (
                sum(self.left[each] > 0 for each in set(topic.helps)),
                self.order.index(name),
            )

        best = min(names, key=preference)
        if under_way and limit < SLIVER and limit < self.left[best] and not self.started[best]:
            ending = [n for n in names if not self.started[n] and self.left[n] <= limit]
            begun = [n for n in names if self.started[n]]
            if ending:
                best = max(ending, key=lambda n: (self.left[n], -self.order.index(n)))
            elif begun:
                best = begun[0]
            elif (
                limit < free
                and before >= LEAST_SHARE
                and sum(self.left[name] for name in follows) >= free
            ):
                return None
        return best, min(limit, self.left[best])

    def day_of(self, day: date, free: int, whole: int, studied: dict[str, int]) -> list[Piece]:
        pieces: list[Piece] = []
        turns: Turns | None = None
        in_turn = 0
        while free > 0 and self.ready(day):
            tier = min(self.tier(name) for name in self.ready(day))
            if turns is None or turns.tier != tier or not self.go_on(turns, day):
                turns = self.begin_turns(day, tier, free, studied)
                in_turn = sum(
                    minutes
                    for name, minutes in studied.items()
                    if self.tier(name) == tier and self.track(name) == turns.track
                )
                studied = {n: m for n, m in studied.items() if self.tier(n) != tier}
                continue
            chosen = self.choose(turns, day, free, free < whole, in_turn)
            if chosen is None:
                turns.left = 0
                continue
            name, minutes = chosen
            pieces.append((day, name, minutes))
            self.left[name] -= minutes
            self.started[name] = True
            self.add_time(name, minutes)
            if turns.left is not None:
                turns.left -= minutes
            in_turn += minutes
            free -= minutes
        return pieces


def needed_by(roadmap: Roadmap, goals: tuple[str, ...]) -> set[str]:
    found = set(goals)
    while True:
        needs = {need for name in found for need in roadmap.topics[name].needs}
        if needs <= found:
            return found
        found |= needs


def slow_schedule(
    roadmap: Roadmap, availability: Availability, progress: Progress, today: date
) -> list[Piece]:
    """Plan what is left, from today on."""
    scheduler = SlowScheduler(roadmap, progress)
    pieces: list[Piece] = []
    studied = dict.fromkeys(roadmap.topics, 0)
    for study in progress.studied.get(today, ()):
        studied[study.topic] += study.minutes
    day = today
    while any(scheduler.left.values()):
        whole = availability.minutes_on(day)
        free = whole - (progress.used_minutes if day == today else 0)
        pieces += scheduler.day_of(day, free, whole, studied if day == today else {})
        day += timedelta(days=1)
    return pieces
