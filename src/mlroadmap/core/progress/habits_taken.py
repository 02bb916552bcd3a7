"""Which habits were taken on which days, as the log says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from mlroadmap.core.journal.actions import TopicsDone
from mlroadmap.core.journal.history import Entry, ShapeChange


class HabitsTaken(Struct, frozen=True):
    """The days on which each habit was taken, in the log's order, and each day's minutes."""

    days: Mapping[str, Sequence[date]] = field(default_factory=dict)
    minutes: Mapping[date, int] = field(default_factory=dict)

    def last(self, habit_id: str) -> date | None:
        """Give the last day on which a habit was taken."""
        return max(self.days.get(habit_id, ()), default=None)

    def times(self, habit_id: str) -> int:
        """Give how often a habit was taken."""
        return len(self.days.get(habit_id, ()))


def read_habits(
    timeline: Iterable[Entry | ShapeChange], today: date, since: HabitsTaken | None = None
) -> HabitsTaken:
    """Add up the entries that count, to what was taken before the timeline begins.

    Those dated after `today` count as made today.
    """
    before = since or HabitsTaken()
    days = defaultdict(list, {habit: list(each) for habit, each in before.days.items()})
    minutes = Counter(before.minutes)
    for each in timeline:
        if not isinstance(each, Entry) or not isinstance(each.action, TopicsDone):
            continue
        day, given = min(each.day, today), each.action.minutes
        for done in each.action.steps:
            if done.habit:
                days[done.habit].append(day)
                minutes[day] += done.planned_minutes if given is None else given
    return HabitsTaken(days, minutes)
