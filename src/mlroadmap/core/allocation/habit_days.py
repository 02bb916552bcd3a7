"""Rule R10: on which days habits come, and what they take of their topics there.

A habit is a topic taken a little at a time, beside others. What it takes on a day is work
on its topic that is done earlier than the order has it: the sum of all work stays what it
is, every day stays as full, and so the finish stays where it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile

from msgspec import Struct, field

from mlroadmap.core.allocation.agenda import Agenda, Slot, StudiedOn, Task
from mlroadmap.core.calendar.availability import NO_WEEK, StudyDay, Week
from mlroadmap.core.roadmap.recurrence import FIRST_MONDAY, Weeks

WEEK_SHARE = 5
# A day that is too short for a habit hands it on to one of these many after it.
DAYS_WAITED = 6


class HabitTask(Struct, frozen=True):
    """A habit of a topic that comes for `minutes` on the days that `weeks` name.

    It begins when all topics of `after` are finished, on the day `since` at the earliest,
    and ends when all of `until` are, after the day `last`, or after `times_left` more
    times. It was taken `before` last.
    """

    habit: str
    topic: str
    minutes: int
    weeks: Weeks
    after: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    since: date | None = None
    last: date | None = None
    times_left: int | None = None
    before: date | None = None


class HabitPlan(Struct, frozen=True):
    """Habits in the order in which they come first, and the hours that they are taken out of.

    `week_of` gives the hours of the week that begins on a Monday, as they were meant to be;
    `taken` are minutes that habits took of past days, or of today.
    """

    tasks: tuple[HabitTask, ...] = ()
    week_of: Callable[[date], Week] = lambda _: NO_WEEK
    taken: Mapping[date, int] = field(default_factory=dict)


def allocate_with_habits(
    tasks: Sequence[Task],
    days: Iterable[StudyDay],
    studied_on: StudiedOn | None,
    habits: HabitPlan,
) -> Iterator[Slot]:
    """Pour tasks into days as an agenda does, habits first on each day."""
    agenda = Agenda(tasks)
    if not habits.tasks:
        yield from agenda.allocate(days, studied_on)
        return
    habit_days = _HabitDays(habits, agenda)
    for slot in agenda.allocate(habit_days.rest_of(days), studied_on):
        if habit_days.slots:
            yield from habit_days.taken_now()
        habit_days.is_stale |= slot.completes
        yield slot
    yield from habit_days.taken_now()


class _HabitDays:
    """Takes the minutes of habits out of days while an agenda works on these, one by one.

    `slots` are what was taken. Habits are running from when they have begun until they have
    ended, which is looked into when a topic has been finished since. None of them comes
    before the day `due`; days are ordinals here.
    """

    def __init__(self, plan: HabitPlan, agenda: Agenda) -> None:
        self.is_stale = True
        self._plan = plan
        self._agenda = agenda
        self._offered = _OfferedWeeks(plan.week_of)
        self._waiting = [_Ahead(task, self._offered) for task in plan.tasks]
        self._running: list[_Ahead] = []
        self.slots: list[Slot] = []
        self._due = 0
        self._taken: Counter[int] = Counter()
        for day, minutes in plan.taken.items():
            self._taken[_week_of(day.toordinal())] += minutes
        self._week = 0
        self._week_minutes = 0

    def taken_now(self) -> Iterator[Slot]:
        """Yield what was taken since this was last asked."""
        taken, self.slots = self.slots, []
        return iter(taken)

    def rest_of(self, days: Iterable[StudyDay]) -> Iterator[StudyDay]:
        """Yield what habits leave of days, given in order, as far as there is any.

        A day is asked for when all work on the one before it is done.
        """
        for study_day in days:
            ordinal = study_day.day.toordinal()
            if self.is_stale:
                self._begin_and_end()
            minutes = self._take(study_day, ordinal) if self._due <= ordinal else 0
            if not minutes:
                yield study_day
            elif self._agenda.is_finished:
                return
            elif minutes < study_day.free_minutes:
                free, whole = (
                    study_day.free_minutes - minutes,
                    study_day.whole_minutes - minutes,
                )
                yield StudyDay(study_day.day, free, whole)

    def _take(self, study_day: StudyDay, ordinal: int) -> int:
        """Take what comes on a day, as far as the day and the week have room for it."""
        free_minutes, due = study_day.free_minutes, _END
        self._agenda.turn_to(study_day.day)
        for ahead in self._running:
            if ahead.due <= ordinal:
                if ahead.comes_on(ordinal):
                    free_minutes -= self._take_for(ahead, study_day.day, ordinal, free_minutes)
                ahead.look_from(ordinal + 1)
            due = min(due, ahead.due)
        self._due = due
        return study_day.free_minutes - free_minutes

    def _take_for(self, ahead: _Ahead, day: date, ordinal: int, free_minutes: int) -> int:
        """Take what a habit is to have of a day, and give its minutes."""
        minutes = self._minutes_of(ahead, ordinal, free_minutes)
        if minutes:
            topic = ahead.task.topic
            completes = minutes == self._agenda.left(topic)
            ahead.times += 1
            self._week_minutes -= minutes
            self._agenda.work(topic, minutes)
            self.slots.append(Slot(day, topic, minutes, completes, ahead.task.habit))
            self.is_stale |= completes
        return minutes

    def _minutes_of(self, ahead: _Ahead, day: int, free_minutes: int) -> int:
        """Give the minutes that a habit takes on a day, 0 when there is no room for it."""
        left_minutes = self._agenda.left(ahead.task.topic)
        minutes = min(ahead.task.minutes, left_minutes)
        # What waits for the topic waits for all that it needs, too: a habit alone does not
        # finish a topic before them.
        if minutes == left_minutes and not self._agenda.is_ready(ahead.task.topic):
            return 0
        self._turn_to_week_of(day)
        if minutes > min(free_minutes, self._week_minutes):
            return 0
        first = [*takewhile(lambda other: other is not ahead, self._running)]
        spare_minutes = self._week_minutes - minutes
        # Most weeks have room for all; looking at their days takes long.
        if sum(each.most_in_week for each in first) <= spare_minutes:
            return minutes
        return minutes if self._kept_for(first, day) <= spare_minutes else 0

    def _kept_for(self, first: Iterable[_Ahead], day: int) -> int:
        """Give what is kept of the rest of a week for the habits that come first."""
        kept, room = 0, self._week_minutes
        sunday = 7 * _week_of(day)
        for each in first:
            needed = min(each.task.minutes, self._agenda.left(each.task.topic))
            for _ in range(each.times_between(day + 1, sunday)):
                kept += needed if kept + needed <= room else 0
        return kept

    def _turn_to_week_of(self, day: int) -> None:
        week = _week_of(day)
        if week != self._week:
            self._week = week
            taken = self._taken.get(week, 0)
            self._week_minutes = max(0, sum(self._offered[week]) // WEEK_SHARE - taken)

    def _begin_and_end(self) -> None:
        self.is_stale = False
        begun = [ahead for ahead in self._waiting if ahead.has_begun(self._agenda)]
        if begun:
            self._waiting = [ahead for ahead in self._waiting if ahead not in begun]
            # Of two on the same day, the roadmap's first comes first.
            place = self._plan.tasks.index
            self._running = sorted(
                [*self._running, *begun], key=lambda ahead: place(ahead.task)
            )
        self._running = [each for each in self._running if not each.has_ended(self._agenda)]
        self._due = 0


def _week_of(day: int) -> int:
    """Give the number of a week; the first one began with the first day that there is."""
    return (day + 6) // 7


class _OfferedWeeks(dict[int, Week]):
    """The hours of weeks by their number, each asked for once."""

    def __init__(self, week_of: Callable[[date], Week]) -> None:
        super().__init__()
        self._week_of = week_of

    def __missing__(self, number: int) -> Week:
        monday = 7 * number - 6
        week = self._week_of(date.fromordinal(monday)) if monday < _END else NO_WEEK
        self[number] = week
        return week

    def minutes_on(self, day: int) -> int:
        """Give the minutes of a day."""
        return self[_week_of(day)][(day - 1) % 7]


class _Ahead:
    """A habit that has not ended; it came so many `times` in this plan.

    It comes on the day `due`, an ordinal as all days here, or is looked at again after it.
    """

    def __init__(self, task: HabitTask, offered: _OfferedWeeks) -> None:
        self.task = task
        self.times = 0
        self.due = 0
        self._offered = offered
        self._waits_for = list(task.after)
        self._ends_with = list(task.until)
        self._named = _NamedDays(task.weeks)
        self._before = task.before.toordinal() if task.before else 0
        # One may be handed on from the week before.
        self.most_in_week = task.minutes * (1 + max(map(len, task.weeks)))
        self._since = task.since.toordinal() if task.since else 0
        self._last = task.last.toordinal() if task.last else _END
        # A day named, the next one, and the day between on which the habit may come, or 0.
        self._at, self._next, self._place = 0, 0, 0

    def has_begun(self, agenda: Agenda) -> bool:
        """Whether all that it waits for is finished."""
        return _all_finished(self._waits_for, agenda)

    def has_ended(self, agenda: Agenda) -> bool:
        """Whether its topic, or all that it goes on until, is finished."""
        is_over = bool(self.task.until) and _all_finished(self._ends_with, agenda)
        return is_over or not agenda.left(self.task.topic)

    def comes_on(self, day: int) -> bool:
        """Whether a day is the one on which the habit comes for the last day named."""
        if self._place != day:
            self.look_from(day)
        if self._place != day or not self._since <= day <= self._last:
            return False
        return self.task.times_left is None or self.times < self.task.times_left

    def times_between(self, first: int, last: int) -> int:
        """Give how often the habit may come on the days from one to another, a week at most."""
        first, last = max(first, self._since), min(last, self._last)
        times, (at, following) = 0, self._named.around(first)
        while at <= last:
            times += first <= self._place_between(at, following) <= last
            at, following = self._named.around(following)
        left = self.task.times_left
        return times if left is None else min(times, left - self.times)

    def look_from(self, day: int) -> None:
        """Find the first day, from a day on, on which the habit may come."""
        if not self._at <= day < self._next:
            self._look_at(day)
        if self._place < day:
            self._look_at(self._next)
        self.due = self._place or self._next

    def _look_at(self, day: int) -> None:
        """Look at the last day named up to a day."""
        self._at, self._next = self._named.around(day)
        self._place = self._place_between(self._at, self._next)

    def _place_between(self, named: int, following: int) -> int:
        """Find the first day that is long enough, or 0 if the next one is named first."""
        if named > self._before:
            for day in range(named, min(named + DAYS_WAITED + 1, following)):
                if self._offered.minutes_on(day) >= self.task.minutes:
                    return day
        return 0


def _all_finished(topics: list[str], agenda: Agenda) -> bool:
    """Whether nothing is left of topics; those that are finished are taken off the list."""
    while topics and not agenda.left(topics[-1]):
        topics.pop()
    return not topics


class _NamedDays:
    """The days that a rule names, as ordinals; they recur after so many weeks."""

    def __init__(self, weeks: Weeks) -> None:
        self._length = 7 * len(weeks)
        named = [7 * place + day for place, week in enumerate(weeks) for day in week]
        # Of the round before and the one after, too.
        self._named = [named[-1] - self._length, *named, named[0] + self._length]

    def around(self, day: int) -> tuple[int, int]:
        """Give the last day named up to a day, and the first one after it."""
        place = (day - _FIRST) % self._length
        start = day - place
        after = bisect_right(self._named, place)
        return start + self._named[after - 1], start + self._named[after]


_FIRST = FIRST_MONDAY.toordinal()
_END = date.max.toordinal() + 1
