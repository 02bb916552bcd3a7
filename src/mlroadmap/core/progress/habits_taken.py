"""Which habits were taken on which days, as the log says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct, field

from mlroadmap.core.journal.actions import TopicsDone
from mlroadmap.core.journal.history import Entry, ShapeChange


class HabitsTaken(Struct, frozen=True):
    """The last day on which each habit was taken, how often it was, and each day's minutes."""

    last: Mapping[str, date] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)
    minutes: Mapping[date, int] = field(default_factory=dict)


def read_habits(timeline: Iterable[Entry | ShapeChange], today: date) -> HabitsTaken:
    """Add up the entries that count; those dated after `today` count as made today."""
    last: dict[str, date] = {}
    times: Counter[str] = Counter()
    minutes: Counter[date] = Counter()
    for each in timeline:
        if not isinstance(each, Entry) or not isinstance(each.action, TopicsDone):
            continue
        day, given = min(each.day, today), each.action.minutes
        for done in each.action.steps:
            if done.habit:
                last[done.habit] = max(day, last.get(done.habit, day))
                times[done.habit] += 1
                minutes[day] += done.planned_minutes if given is None else given
    return HabitsTaken(last, times, minutes)
