"""Rule R10: when a habit is to come, by its own rule and the hours of the days.

Days are ordinals here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date

from msgspec import Struct

from mlroadmap.core.allocation.agenda import Agenda
from mlroadmap.core.calendar.availability import NO_WEEK, Week
from mlroadmap.core.roadmap.recurrence import FIRST_MONDAY, Weeks

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


def week_number(day: int) -> int:
    """Give the number of a week; the first one began with the first day that there is."""
    return (day + 6) // 7


class OfferedWeeks(dict[int, Week]):
    """The hours of weeks by their number, each asked for once."""

    def __init__(self, week_of: Callable[[date], Week]) -> None:
        super().__init__()
        self._week_of = week_of

    def __missing__(self, number: int) -> Week:
        monday = 7 * number - 6
        week = self._week_of(date.fromordinal(monday)) if monday < END else NO_WEEK
        self[number] = week
        return week

    def minutes_on(self, day: int) -> int:
        """Give the minutes of a day."""
        return self[week_number(day)][(day - 1) % 7]


class HabitAhead:
    """A habit that has not ended; it came so many `times` in this plan.

    It comes on the day `due`, an ordinal as all days here, or is looked at again after it.
    It takes `most_in_week` minutes of a week, and those that come first `most_before`.
    """

    def __init__(self, task: HabitTask, offered: OfferedWeeks) -> None:
        self.task = task
        self.times = 0
        self.due = 0
        self._offered = offered
        self._waits_for = list(task.after)
        self._ends_with = list(task.until)
        self._named = NamedDays(task.weeks)
        self._before = task.before.toordinal() if task.before else 0
        # One may be handed on from the week before.
        self.most_in_week = task.minutes * (1 + max(map(len, task.weeks)))
        self.most_before = 0
        self._since = task.since.toordinal() if task.since else 0
        self._last = task.last.toordinal() if task.last else END
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


class NamedDays:
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
END = date.max.toordinal() + 1
