"""Rule R10: on which days habits come, and what they take of their topics there.

A habit is a topic taken a little at a time, beside others. What it takes on a day is work
on its topic that is done earlier than the order has it: the sum of all work stays what it
is, every day stays as full, and so the finish stays where it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile

from msgspec import Struct, field

from mlroadmap.core.allocation.agenda import Agenda, Slot, StudiedOn, Task
from mlroadmap.core.allocation.habit_dates import (
    END,
    HabitAhead,
    HabitTask,
    OfferedWeeks,
    week_number,
)
from mlroadmap.core.calendar.availability import NO_WEEK, StudyDay, Week

WEEK_SHARE = 5


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
        self._offered = OfferedWeeks(plan.week_of)
        self._waiting = [HabitAhead(task, self._offered) for task in plan.tasks]
        self._running: list[HabitAhead] = []
        self.slots: list[Slot] = []
        self._due = 0
        self._taken: Counter[int] = Counter()
        for day, minutes in plan.taken.items():
            self._taken[week_number(day.toordinal())] += minutes
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
        free_minutes, due = study_day.free_minutes, END
        self._agenda.turn_to(study_day.day)
        for ahead in self._running:
            if ahead.due <= ordinal:
                if ahead.comes_on(ordinal):
                    free_minutes -= self._take_for(ahead, study_day.day, ordinal, free_minutes)
                ahead.look_from(ordinal + 1)
            due = min(due, ahead.due)
        self._due = due
        return study_day.free_minutes - free_minutes

    def _take_for(self, ahead: HabitAhead, day: date, ordinal: int, free_minutes: int) -> int:
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

    def _minutes_of(self, ahead: HabitAhead, day: int, free_minutes: int) -> int:
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
        spare_minutes = self._week_minutes - minutes
        # Most weeks have room for all; looking at their days takes long.
        if ahead.most_before <= spare_minutes:
            return minutes
        first = takewhile(lambda other: other is not ahead, self._running)
        return minutes if self._kept_for(first, day) <= spare_minutes else 0

    def _kept_for(self, first: Iterable[HabitAhead], day: int) -> int:
        """Give what is kept of the rest of a week for the habits that come first."""
        kept, room = 0, self._week_minutes
        sunday = 7 * week_number(day)
        for each in first:
            needed = min(each.task.minutes, self._agenda.left(each.task.topic))
            for _ in range(each.times_between(day + 1, sunday)):
                kept += needed if kept + needed <= room else 0
        return kept

    def _turn_to_week_of(self, day: int) -> None:
        week = week_number(day)
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
        most = 0
        for each in self._running:
            each.most_before = most
            most += each.most_in_week
        self._due = 0
