"""Rule R10: on which days habits come, and what they take of their topics there.

A habit is a topic taken a little at a time, beside others. What it takes on a day is work
on its topic that is done earlier than the order has it: the sum of all work stays what it
is, every day stays as full, and so the finish stays where it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import takewhile

from msgspec import Struct, field

from mlroadmap.core.allocation.agenda import Agenda, Slot, StudiedOn, Task
from mlroadmap.core.calendar.availability import StudyDay
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

    `minutes_on` gives the hours of a day as they were meant to be; `taken` are minutes that
    habits took of past days, or of today.
    """

    tasks: tuple[HabitTask, ...] = ()
    minutes_on: Callable[[date], int] = lambda _: 0
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
    ended, which is looked into when a topic has been finished since.
    """

    def __init__(self, plan: HabitPlan, agenda: Agenda) -> None:
        self.is_stale = True
        self._plan = plan
        self._agenda = agenda
        self._waiting = [_Ahead(task, plan.minutes_on) for task in plan.tasks]
        self._running: list[_Ahead] = []
        self.slots: list[Slot] = []
        self._monday = date.min
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
            minutes = self._take(study_day)
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

    def _take(self, study_day: StudyDay) -> int:
        """Take what comes on a day, as far as the day and the week have room for it."""
        day, taken_minutes = study_day.day, 0
        ordinal = day.toordinal()
        if self.is_stale:
            self._begin_and_end()
        for ahead in self._running:
            if ahead.due > ordinal or not ahead.comes_on(day):
                continue
            self._agenda.turn_to(day)
            minutes = self._minutes_of(ahead, day, study_day.free_minutes - taken_minutes)
            if minutes:
                topic, habit = ahead.task.topic, ahead.task.habit
                completes = minutes == self._agenda.left(topic)
                ahead.times += 1
                taken_minutes += minutes
                self._week_minutes -= minutes
                self._agenda.work(topic, minutes)
                self.slots.append(Slot(day, topic, minutes, completes, habit))
                self.is_stale |= completes
        return taken_minutes

    def _minutes_of(self, ahead: _Ahead, day: date, free_minutes: int) -> int:
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

    def _kept_for(self, first: Iterable[_Ahead], day: date) -> int:
        """Give what is kept of the rest of a week for the habits that come first."""
        kept, room = 0, self._week_minutes
        sunday = day.toordinal() + 6 - day.weekday()
        for each in first:
            needed = min(each.task.minutes, self._agenda.left(each.task.topic))
            for _ in range(each.times_between(day.toordinal() + 1, sunday)):
                kept += needed if kept + needed <= room else 0
        return kept

    def _turn_to_week_of(self, day: date) -> None:
        monday = day - timedelta(days=day.weekday())
        if monday != self._monday:
            self._monday = monday
            week = [monday + timedelta(days=number) for number in range(7)]
            offered = sum(map(self._plan.minutes_on, week))
            taken = sum(self._plan.taken.get(each, 0) for each in week)
            self._week_minutes = max(0, offered // WEEK_SHARE - taken)

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


class _Ahead:
    """A habit that has not ended; it came so many `times` in this plan.

    It comes on the day `due`, an ordinal as all days here, or is looked at again after it.
    """

    def __init__(self, task: HabitTask, minutes_on: Callable[[date], int]) -> None:
        self.task = task
        self.times = 0
        self.due = 0
        self._comes = False
        self._minutes_on = minutes_on
        self._waits_for = list(task.after)
        self._ends_with = list(task.until)
        self._named = _NamedDays(task.weeks)
        self._before = task.before.toordinal() if task.before else 0
        # One may be handed on from the week before.
        self.most_in_week = task.minutes * (1 + max(map(len, task.weeks)))

    def has_begun(self, agenda: Agenda) -> bool:
        """Whether all that it waits for is finished."""
        return _all_finished(self._waits_for, agenda)

    def has_ended(self, agenda: Agenda) -> bool:
        """Whether its topic, or all that it goes on until, is finished."""
        is_over = bool(self.task.until) and _all_finished(self._ends_with, agenda)
        return is_over or not agenda.left(self.task.topic)

    def comes_on(self, day: date) -> bool:
        """Whether a day is the one on which the habit comes for the last day named."""
        ordinal = day.toordinal()
        if self.due < ordinal:
            self._look_from(ordinal)
        if self.due != ordinal or not self._comes:
            return False
        task = self.task
        is_late = task.last is not None and day > task.last
        is_early = task.since is not None and day < task.since
        is_used_up = task.times_left is not None and self.times >= task.times_left
        return not (is_late or is_early or is_used_up)

    def times_between(self, first: int, last: int) -> int:
        """Give how often the habit may come on the days from one to another, a week at most."""
        task = self.task
        if task.last is not None:
            last = min(last, task.last.toordinal())
        if task.since is not None:
            first = max(first, task.since.toordinal())
        times, named = 0, self._named.last(first)
        while named <= last:
            times += first <= self._place_of(named) <= last
            named = self._named.after(named)
        return times if task.times_left is None else min(times, task.times_left - self.times)

    def _look_from(self, day: int) -> None:
        """Find the first day, from a day on, on which the habit may come."""
        named = self._named.last(day)
        place = self._place_of(named) if day - named <= DAYS_WAITED else 0
        if place < day:
            named = self._named.after(max(named, day - 1))
            place = self._place_of(named)
        self.due, self._comes = place or named, place > 0

    def _place_of(self, named: int) -> int:
        """Find the first day that is long enough, or 0 if the next one is named first."""
        if named > self._before:
            for day in range(named, min(named + DAYS_WAITED + 1, self._named.after(named))):
                if self._minutes_on(date.fromordinal(day)) >= self.task.minutes:
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

    def last(self, day: int) -> int:
        """Give the last day named up to a day."""
        start, place = self._round_of(day)
        return start + self._named[bisect_right(self._named, place) - 1]

    def after(self, day: int) -> int:
        """Give the first day named after a day."""
        start, place = self._round_of(day)
        return start + self._named[bisect_right(self._named, place)]

    def _round_of(self, day: int) -> tuple[int, int]:
        place = (day - _FIRST) % self._length
        return day - place, place


_FIRST = FIRST_MONDAY.toordinal()
