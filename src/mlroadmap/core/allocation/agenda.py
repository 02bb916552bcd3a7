"""The scheduler: which topic takes which minutes of which day.

A plan is an order of topics poured into the days. At every moment the best topic is one
whose prerequisites are met and whose earliest date has come. Those that a goal needs come
first; then the earlier stage; within a stage the track whose turn it is; then the topic
that lacks fewest helpers; then the file's order. No minute is left idle that some topic
could use, so the finish does not depend on the order: at any time the same work has been
there to do, and the same minutes to do it in.

n topics with m prerequisites in s sessions cost O((n + m) log n + s).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from mlroadmap.core.allocation.lanes import SLIVER_MINUTES, Lane, Tier, Tiers
from mlroadmap.core.allocation.turns import Turns
from mlroadmap.core.calendar.availability import StudyDay

StudiedOn = Callable[[date], Mapping[str, int]]


class Task(Struct, frozen=True):
    """The work on a topic: what is left of it, and the minutes `spent` on it so far.

    `needs` and `helps` may name finished topics: whatever is not among the tasks is met.
    Nothing of it is planned before the day `after`.
    """

    topic: str
    stage: int
    remaining_minutes: int
    started: bool
    needs: tuple[str, ...]
    helps: tuple[str, ...]
    is_goal: bool = False
    track: str = ""
    spent_minutes: int = 0
    after: date | None = None


class Slot(Struct, frozen=True):
    """Minutes of one day given to one topic; `completes` when they are its last.

    A `habit` took them, or none: then it was the topic's turn.
    """

    day: date
    topic: str
    minutes: int
    completes: bool
    habit: str = ""


class Agenda:
    """Tasks by index, and which of them are ready: it is worked on, and told what changes."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        place = {task.topic: index for index, task in enumerate(tasks)}
        self._place = place
        self._topics = [task.topic for task in tasks]
        self._remaining_minutes = [task.remaining_minutes for task in tasks]
        self._spent_minutes = [task.spent_minutes for task in tasks]
        self._started = [task.started for task in tasks]
        unfinished = {n for n, task in enumerate(tasks) if task.remaining_minutes > 0}
        self._unfinished = len(unfinished)
        self._needed_by: list[list[int]] = [[] for _ in tasks]
        self._helps_to: list[list[int]] = [[] for _ in tasks]
        self._needs_left = [0] * len(tasks)
        self._helps_left = [0] * len(tasks)
        self._ready_minutes = [0] * len(tasks)
        self._tiers = Tiers()
        self._lanes: list[Lane] = []
        for index, task in enumerate(tasks):
            needs = set(map(place.__getitem__, filter(place.__contains__, task.needs)))
            for need in needs:
                self._needed_by[need].append(index)
            self._needs_left[index] = len(needs & unfinished)
            for helper in {place[topic] for topic in task.helps if topic in place}:
                self._helps_to[helper].append(index)
                self._helps_left[index] += self._remaining_minutes[helper] > 0
            lane = self._tiers.lane((not task.is_goal, task.stage), task.track)
            lane.track.minutes += task.spent_minutes
            self._lanes.append(lane)
        self._dated = sorted((t.after, n) for n, t in enumerate(tasks) if t.after)
        self._come = 0
        for _, index in self._dated:
            self._needs_left[index] += 1
        for index in range(len(tasks)):
            self._make_ready(index)

    def allocate(
        self, days: Iterable[StudyDay], studied_on: StudiedOn | None = None
    ) -> Iterator[Slot]:
        """Work on the tasks on these days, lazily, until none is left or the days run out.

        `studied_on` says for a day that is partly used which topics have been studied on
        it so far, in minutes. The minutes of a slot are worked when the next one is asked
        for.
        """
        for study_day in days if self._unfinished else ():
            if self._dated:
                self.turn_to(study_day.day)
            is_under_way = study_day.free_minutes < study_day.whole_minutes
            studied = studied_on(study_day.day) if studied_on and is_under_way else None
            yield from self._work_on(study_day, self._by_lane(studied) if studied else {})
            if not self._unfinished:
                return

    @property
    def is_finished(self) -> bool:
        """Whether no task has anything left."""
        return not self._unfinished

    def left(self, topic: str) -> int:
        """Give what is left of a topic, in minutes; nothing of one that is not a task."""
        return self._remaining_minutes[self._place[topic]] if topic in self._place else 0

    def is_ready(self, topic: str) -> bool:
        """Whether a task waits for nothing any more."""
        return self._is_ready(self._place[topic])

    def work(self, topic: str, minutes: int) -> None:
        """Work on a task out of its turn."""
        index = self._place[topic]
        if self._ready_minutes[index]:
            self._work(index, minutes)
            return
        # Nothing of what is not ready was counted.
        self._remaining_minutes[index] -= minutes
        self._spent_minutes[index] += minutes
        self._started[index] = True
        self._lanes[index].track.minutes += minutes

    def re_estimate(
        self, topic: str, remaining_minutes: int, *, started: bool, spent_minutes: int
    ) -> None:
        """Take in what is left of a task by now, 0 when it is finished, and its time so far."""
        index = self._place[topic]
        if spent_minutes != self._spent_minutes[index]:
            self._lanes[index].track.restate(spent_minutes - self._spent_minutes[index])
            self._spent_minutes[index] = spent_minutes
        before = self._remaining_minutes[index]
        if (before, self._started[index]) == (remaining_minutes, started):
            return
        self._remaining_minutes[index], self._started[index] = remaining_minutes, started
        if bool(before) != bool(remaining_minutes):
            self._pass_on(index, 1 if remaining_minutes else -1)
        self._make_ready(index)

    def _by_lane(self, studied: Mapping[str, int]) -> dict[Lane, int]:
        shares: dict[Lane, int] = {}
        for topic, minutes in studied.items():
            if topic in self._place and minutes:
                lane = self._lanes[self._place[topic]]
                shares[lane] = shares.get(lane, 0) + minutes
        return shares

    def turn_to(self, day: date) -> None:
        """Let the tasks take part whose earliest date has come by a day, and no others."""
        dated = self._dated
        while self._come < len(dated) and dated[self._come][0] <= day:
            self._hold_back(dated[self._come][1], -1)
            self._come += 1
        while self._come and dated[self._come - 1][0] > day:
            self._come -= 1
            self._hold_back(dated[self._come][1], 1)

    def _hold_back(self, index: int, change: int) -> None:
        self._needs_left[index] += change
        self._make_ready(index)

    def _work_on(self, study_day: StudyDay, studied: Mapping[Lane, int]) -> Iterator[Slot]:
        """Work on a day, of which something may have been studied already.

        The last minutes of a turn go to the best task, or else to one that is no sliver of
        a new topic. Where there is none, the turn may end early.
        """
        free_minutes = study_day.free_minutes
        turns: Turns | None = None
        begun: set[Tier] = set()
        while free_minutes and (tier := self._tiers.first()):
            if turns is None or turns.tier is not tier or not turns.go_on():
                part = _part_of(tier, studied, begun) if studied else studied
                turns = Turns(tier, free_minutes, part)
                if not turns.go_on():
                    continue
            limit = turns.limit(free_minutes)
            index = turns.lane.first(self._is_waiting)
            is_last = limit < SLIVER_MINUTES and free_minutes < study_day.whole_minutes
            if is_last and self._would_be_sliver(index, limit):
                filler = turns.lane.fillers.find(limit, self._is_filler)
                if filler is None and turns.can_pass_on(free_minutes):
                    turns.pass_on()
                    continue
                index = index if filler is None else filler
            remaining = self._remaining_minutes[index]
            minutes = min(limit, remaining)
            free_minutes -= minutes
            yield Slot(study_day.day, self._topics[index], minutes, minutes == remaining)
            self._work(index, minutes)
            if turns.next_lane:
                turns.work(minutes)

    def _would_be_sliver(self, index: int, minutes: int) -> bool:
        """Whether a task would be begun with minutes that do not finish it."""
        return not self._started[index] and minutes < self._remaining_minutes[index]

    def _work(self, index: int, minutes: int) -> None:
        lane = self._lanes[index]
        self._remaining_minutes[index] -= minutes
        self._ready_minutes[index] -= minutes
        self._spent_minutes[index] += minutes
        lane.minutes -= minutes
        lane.tier.minutes -= minutes
        lane.track.minutes += minutes
        if not self._remaining_minutes[index]:
            lane.look_again()
            self._pass_on(index, -1)
        elif not self._started[index]:
            self._started[index] = True
            lane.fillers.add(index, None)

    def _pass_on(self, index: int, change: int) -> None:
        """Count one unfinished task fewer, or one more, for whatever waits for it."""
        self._unfinished += change
        for dependent in self._helps_to[index]:
            self._helps_left[dependent] += change
            if self._is_ready(dependent):
                self._lanes[dependent].add(self._helps_left[dependent], dependent)
        needs_left = self._needs_left
        # Where other needs are left, nothing becomes ready, and nothing ceases to be.
        last = max(0, change)
        for dependent in self._needed_by[index]:
            needs_left[dependent] += change
            if needs_left[dependent] == last:
                self._make_ready(dependent)

    def _make_ready(self, index: int) -> None:
        """Let a task wait for its turn if it is ready, and count what is left of it."""
        is_ready = self._is_ready(index)
        lane = self._lanes[index]
        lane.look_again()
        minutes = self._remaining_minutes[index] if is_ready else 0
        if minutes != self._ready_minutes[index]:
            lane.add_minutes(minutes - self._ready_minutes[index])
            self._ready_minutes[index] = minutes
        if is_ready:
            lane.add(self._helps_left[index], index)
            lane.fillers.add(index, None if self._started[index] else minutes)

    def _is_ready(self, index: int) -> bool:
        return self._remaining_minutes[index] > 0 and not self._needs_left[index]

    def _is_waiting(self, index: int, helps_left: int) -> bool:
        return self._is_ready(index) and helps_left == self._helps_left[index]

    def _is_filler(self, index: int, size: int | None) -> bool:
        if not self._is_ready(index):
            return False
        if size is None:
            return self._started[index]
        return not self._started[index] and self._remaining_minutes[index] == size


def _part_of(tier: Tier, studied: Mapping[Lane, int], begun: set[Tier]) -> Mapping[Lane, int]:
    """Give what was studied of a tier, when the day first comes to it."""
    if tier in begun:
        return {}
    begun.add(tier)
    return {lane: minutes for lane, minutes in studied.items() if lane.tier is tier}
