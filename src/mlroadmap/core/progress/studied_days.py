"""What was studied on each day, entered under the names of the log and read under others.

Topics are renamed and merged: what was entered stays as it was entered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from mlroadmap.core.progress.present_names import PresentId
from mlroadmap.core.progress.progress import Study


class StudiedDays(Struct):
    """Minutes by day, name and whether they are assumed."""

    _days: dict[date, dict[tuple[str, bool], int]] = {}

    def enter(self, day: date, name: str, minutes: int, *, is_assumed: bool) -> None:
        """Add minutes to a day."""
        entries = self._days.setdefault(day, {})
        key = (name, is_assumed)
        entries[key] = entries.get(key, 0) + minutes

    def minutes_on(self, day: date, present_id: PresentId) -> Mapping[str, int]:
        """Add up what was studied of each topic on a day."""
        minutes: Counter[str] = Counter()
        for (name, _), spent in self._days.get(day, {}).items():
            minutes[present_id(name) or name] += spent
        return minutes

    def days_of(self, present_id: PresentId) -> Mapping[str, tuple[date, ...]]:
        """Give the days, in order, on which each topic that is still there was studied."""
        days: dict[str, list[date]] = {}
        for day, entries in sorted(self._days.items()):
            for topic_id in {present_id(name) for name, _ in entries}:
                if topic_id is not None:
                    days.setdefault(topic_id, []).append(day)
        return {topic_id: tuple(each) for topic_id, each in days.items()}

    def studies(self, present_id: PresentId) -> Mapping[date, tuple[Study, ...]]:
        """Give each day's study by the topics' present names."""
        return {day: tuple(_studies(each, present_id)) for day, each in self._days.items()}


def _studies(entries: Mapping[tuple[str, bool], int], present_id: PresentId) -> Iterator[Study]:
    """Yield a day's study in an order that does not depend on the order of reporting."""
    present: Counter[tuple[str, bool]] = Counter()
    for (name, is_assumed), minutes in entries.items():
        present[present_id(name) or name, is_assumed] += minutes
    for (topic, is_assumed), minutes in sorted(present.items()):
        yield Study(topic, minutes, is_assumed=is_assumed)
