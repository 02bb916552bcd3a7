"""The minutes of days that differ from the usual week, kept as ranges.

Who takes ranges off that overlap changes the same days again and again. A change costs what
it covers in ranges, and not in days, so that two thousand of them cost no more than one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from operator import itemgetter

from msgspec import Struct

from mlroadmap.core.calendar.availability import Week

# Ordinals of a first and a last day; None stands for the usual hours.
_Range = tuple[int, int, Week | None]

_first, _last = itemgetter(0), itemgetter(1)


class DayRanges(Struct):
    """Ranges of days with a week each, apart from one another and in order."""

    _ranges: list[_Range] = []

    def __iter__(self) -> Iterator[_Range]:
        """Yield the ranges."""
        return iter(self._ranges)

    def put(self, first: int, last: int, week: Week | None) -> None:
        """Let days have the minutes of a week, whatever they had."""
        if last < first:
            return
        start, end = self._touched(first, last)
        kept: list[_Range] = [(first, last, week)]
        if start < end:
            before, after = self._ranges[start], self._ranges[end - 1]
            if before[0] < first:
                kept.insert(0, (before[0], first - 1, before[2]))
            if after[1] > last:
                kept.append((last + 1, after[1], after[2]))
        self._ranges[start:end] = kept

    def at(self, day: int) -> _Range | None:
        """Find the range that has a day."""
        start, end = self._touched(day, day)
        return self._ranges[start] if start < end else None

    def gaps(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of a range of days that no range has."""
        start, end = self._touched(first, last)
        for begun, ended, _ in self._ranges[start:end]:
            if first < begun:
                yield first, begun - 1
            first = ended + 1
        if first <= last:
            yield first, last

    def _touched(self, first: int, last: int) -> tuple[int, int]:
        start = bisect_left(self._ranges, first, key=_last)
        return start, bisect_right(self._ranges, last, lo=start, key=_first)


class DayHours(Mapping[date, int]):
    """The minutes of single days, while ranges of them are changed.

    Days with `corrections` keep these: what is changed of them later makes no difference.
    """

    def __init__(self, ranges: DayRanges, corrections: DayRanges) -> None:
        self._ranges = ranges
        self._corrected = corrections
        for correction in corrections:
            ranges.put(*correction)

    def change(self, first: date, last: date, week: Week | None) -> None:
        """Give days the minutes of a week of their own; None takes such changes back."""
        for begun, ended in self._corrected.gaps(first.toordinal(), last.toordinal()):
            self._ranges.put(begun, ended, week)

    def __getitem__(self, day: date) -> int:
        """Give the minutes of a day that differs."""
        found = self._ranges.at(day.toordinal())
        if found is None or found[2] is None:
            raise KeyError(day)
        return found[2][day.weekday()]

    def __iter__(self) -> Iterator[date]:
        """Yield the days that differ, in order."""
        for first, last, week in self._ranges:
            if week is not None:
                yield from map(date.fromordinal, range(first, last + 1))

    def __len__(self) -> int:
        """Count the days that differ."""
        return sum(last + 1 - first for first, last, week in self._ranges if week is not None)

    def __bool__(self) -> bool:
        """Whether any day differs, for which not all have to be counted."""
        return any(week is not None for _, _, week in self._ranges)

    def as_dict(self) -> dict[date, int]:
        """Give the minutes of all days that differ."""
        return {
            day: week[day.weekday()]
            for first, last, week in self._ranges
            if week is not None
            for day in map(date.fromordinal, range(first, last + 1))
        }
