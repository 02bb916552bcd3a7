"""The scheduler: which topic takes which minutes of which day.

One learner studies one thing at a time, so a plan is an order of topics poured into the
days. At every moment the best topic is the one whose prerequisites are met and that
comes first by stage, then by how few of its helpers are unfinished, then by the file's
order. No minute is left idle, so the finish date depends on the remaining effort and
the capacity alone.

Ready topics wait in heaps, one for each stage and number of unfinished helpers, and
entries made stale by a later event are dropped when they surface (lazy deletion):
n topics with m prerequisites in s sessions cost O((n + m) log n + s).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from heapq import heappop, heappush

from msgspec import Struct

from mlroadmap.core.calendar.availability import StudyDay

SLIVER_MINUTES = 15

_Rank = tuple[int, int]
_Validity = Callable[[int, int | None], bool]


class Task(Struct, frozen=True):
    """The remaining work on an unfinished topic.

    `needs` and `helps` may name finished topics: whatever is not among the tasks is met.
    """

    topic: str
    stage: int
    remaining_minutes: int
    started: bool
    needs: tuple[str, ...]
    helps: tuple[str, ...]


class Slot(Struct, frozen=True):
    """Minutes of one day given to one topic; `completes` when they are its last."""

    day: date
    topic: str
    minutes: int
    completes: bool


def allocate(tasks: Sequence[Task], days: Iterable[StudyDay]) -> Iterator[Slot]:
    """Pour tasks, given in the file's order, into days, lazily.

    Ends when nothing remains to be done, or when the days run out.
    """
    return Agenda(tasks).allocate(days)


class Agenda:
    """Tasks by index, and which of them are ready: it is worked on, and told what changes.

    Each of the tasks has something left at first.
    """

    def __init__(self, tasks: Sequence[Task]) -> None:
        place = {task.topic: index for index, task in enumerate(tasks)}
        self._place = place
        self._topics = [task.topic for task in tasks]
        self._remaining_minutes = [task.remaining_minutes for task in tasks]
        self._stage = [task.stage for task in tasks]
        self._started = [task.started for task in tasks]
        self._unfinished = len(tasks)
        self._needed_by: list[list[int]] = [[] for _ in tasks]
        self._helps_to: list[list[int]] = [[] for _ in tasks]
        self._needs_left = [0] * len(tasks)
        self._helps_left = [0] * len(tasks)
        for index, task in enumerate(tasks):
            for need in {place[topic] for topic in task.needs if topic in place}:
                self._needed_by[need].append(index)
                self._needs_left[index] += 1
            for helper in {place[topic] for topic in task.helps if topic in place}:
                self._helps_to[helper].append(index)
                self._helps_left[index] += 1
        self._ready = _Ready()
        self._fillers = _Fillers()
        for index in range(len(tasks)):
            self._make_ready(index)

    @property
    def is_finished(self) -> bool:
        """Whether no task has anything left."""
        return not self._unfinished

    def allocate(self, days: Iterable[StudyDay]) -> Iterator[Slot]:
        """Work on the tasks on these days, lazily, until none is left.

        The minutes of a slot are worked when the next one is asked for.
        """
        for study_day in days if self._unfinished else ():
            free_minutes = study_day.free_minutes
            while free_minutes:
                under_way = free_minutes < study_day.whole_minutes
                index = self._choose(free_minutes, day_under_way=under_way)
                minutes = min(free_minutes, self._remaining_minutes[index])
                free_minutes -= minutes
                completes = minutes == self._remaining_minutes[index]
                yield Slot(study_day.day, self._topics[index], minutes, completes)
                self._work(index, minutes)
                if not self._unfinished:
                    return

    def re_estimate(self, topic: str, remaining_minutes: int, *, started: bool) -> None:
        """Take in what is left of a task by now: 0 when it is finished."""
        index = self._place[topic]
        before = self._remaining_minutes[index]
        if (before, self._started[index]) == (remaining_minutes, started):
            return
        self._remaining_minutes[index], self._started[index] = remaining_minutes, started
        if bool(before) != bool(remaining_minutes):
            self._pass_on(index, 1 if remaining_minutes else -1)
        self._make_ready(index)

    def _choose(self, free_minutes: int, *, day_under_way: bool) -> int:
        """Pick the best ready task, or a better filler for the last minutes of a day."""
        best = self._ready.first(self._is_waiting)
        would_be_sliver = (
            day_under_way
            and free_minutes < SLIVER_MINUTES
            and not self._started[best]
            and free_minutes < self._remaining_minutes[best]
        )
        if not would_be_sliver:
            return best
        filler = self._fillers.find(self._stage[best], free_minutes, self._is_filler)
        return best if filler is None else filler

    def _work(self, index: int, minutes: int) -> None:
        self._remaining_minutes[index] -= minutes
        if not self._remaining_minutes[index]:
            self._pass_on(index, -1)
        elif not self._started[index]:
            self._started[index] = True
            self._fillers.add(self._stage[index], index, None)

    def _pass_on(self, index: int, change: int) -> None:
        """Count one unfinished task fewer, or one more, for whatever waits for it."""
        self._unfinished += change
        for dependent in self._helps_to[index]:
            self._helps_left[dependent] += change
            if self._is_ready(dependent):
                self._push(dependent)
        for dependent in self._needed_by[index]:
            self._needs_left[dependent] += change
            self._make_ready(dependent)

    def _push(self, index: int) -> None:
        self._ready.add((self._stage[index], self._helps_left[index]), index)

    def _make_ready(self, index: int) -> None:
        if not self._is_ready(index):
            return
        self._push(index)
        size = None if self._started[index] else self._remaining_minutes[index]
        self._fillers.add(self._stage[index], index, size)

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


class _Ready:
    """Ready tasks, each in the heap of its rank: its stage and how many helpers it lacks.

    A task whose helpers are finished one by one enters a heap for each. These are small,
    and what is stale in one costs nothing before its rank comes first.
    """

    def __init__(self) -> None:
        self._by_rank: dict[_Rank, list[int]] = {}
        self._ranks: list[_Rank] = []

    def add(self, rank: _Rank, index: int) -> None:
        waiting = self._by_rank.get(rank)
        if waiting is None:
            self._by_rank[rank] = [index]
            heappush(self._ranks, rank)
        else:
            heappush(waiting, index)

    def first(self, is_valid: Callable[[int, int], bool]) -> int:
        """Find the first task of the first rank that has one; there must be one."""
        while True:
            rank = self._ranks[0]
            waiting = self._by_rank[rank]
            while waiting and not is_valid(waiting[0], rank[1]):
                heappop(waiting)
            if waiting:
                return waiting[0]
            del self._by_rank[heappop(self._ranks)]


class _Fillers:
    """Ready tasks that may take a day's last minutes: under way, or short enough to end.

    They wait in one heap for each size in minutes; size None holds those under way.
    """

    def __init__(self) -> None:
        self._by_size: dict[int | None, list[tuple[int, int]]] = {}

    def add(self, stage: int, index: int, size: int | None) -> None:
        if size is None or size < SLIVER_MINUTES:
            heappush(self._by_size.setdefault(size, []), (stage, index))

    def find(self, stage: int, free_minutes: int, is_valid: _Validity) -> int | None:
        """Find the largest task of a stage that ends in time, else one that is under way."""
        for size in (*range(free_minutes, 0, -1), None):
            waiting = self._by_size.get(size, [])
            while waiting and not is_valid(waiting[0][1], size):
                heappop(waiting)
            if waiting and waiting[0][0] == stage:
                return waiting[0][1]
        return None
