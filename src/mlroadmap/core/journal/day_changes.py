"""Which changes of the learner's hours are in force, where later ones cover earlier ones."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from operator import itemgetter

from msgspec.structs import replace

from mlroadmap.core.journal.actions import LONGEST_RANGE_YEARS, DaysChanged

_A_DAY = timedelta(days=1)


def in_force(
    changes: Sequence[DaysChanged], apart: Collection[date] = ()
) -> tuple[DaysChanged, ...]:
    """Give what is left of each change after those that follow it, in the order of the days.

    `changes` are in the order in which they were made. Neighbouring ranges with the same
    hours become one, except for the days `apart`, such as holidays, which have names.
    """
    covered = _Covered()
    permanent: dict[date, DaysChanged] = {}
    parts: list[DaysChanged] = []
    for change in reversed(changes):
        if change.last is None:
            permanent.setdefault(change.first, change)
            continue
        for first, last in covered.add(change.first, change.last):
            if change.week_minutes is not None:
                parts.append(replace(change, first=first, last=last))
    parts.sort(key=lambda part: part.first)
    standing = [change for change in permanent.values() if change.week_minutes is not None]
    return tuple(sorted([*_joined(parts, apart), *standing], key=lambda each: each.first))


def replaced_by(change: DaysChanged, before: Sequence[DaysChanged]) -> tuple[DaysChanged, ...]:
    """Give the parts of the changes in force before that a change puts others in place of.

    Changes for good stay in force beside changes of single days.
    """
    if change.last is None:
        return tuple(old for old in before if old.last is None and old.first == change.first)
    return tuple(
        replace(old, first=max(old.first, change.first), last=min(old.last, change.last))
        for old in before
        if old.last is not None
        and old.first <= change.last
        and change.first <= old.last
        and old.week_minutes != change.week_minutes
    )


def _joined(parts: Sequence[DaysChanged], apart: Collection[date]) -> Iterator[DaysChanged]:
    """Join ranges that touch and have the same hours."""
    run: DaysChanged | None = None
    for part in parts:
        if run and run.last and _continues(run, run.last, part, apart):
            run = replace(run, last=part.last)
            continue
        if run:
            yield run
        run = part
    if run:
        yield run


def _continues(
    run: DaysChanged, last: date, part: DaysChanged, apart: Collection[date]
) -> bool:
    return (
        part.first == last + _A_DAY
        and (part.last or last).year - run.first.year <= LONGEST_RANGE_YEARS
        and part.week_minutes == run.week_minutes
        and not part.caught_up_minutes
        and not run.caught_up_minutes
        and part.first not in apart
        and last not in apart
    )


class _Covered:
    """Days that later changes cover: ranges that neither overlap nor touch, in order."""

    def __init__(self) -> None:
        self._ranges: list[tuple[date, date]] = []

    def add(self, first: date, last: date) -> list[tuple[date, date]]:
        """Cover a range, both ends included, and give the parts of it that were free."""
        start = bisect_left(self._ranges, first - _A_DAY, key=itemgetter(1))
        end = bisect_right(self._ranges, last + _A_DAY, key=itemgetter(0))
        touched = self._ranges[start:end]
        free, day = [], first
        for covered_first, covered_last in touched:
            if day < covered_first:
                free.append((day, min(last, covered_first - _A_DAY)))
            day = max(day, covered_last + _A_DAY)
        if day <= last:
            free.append((day, last))
        if first <= last:
            ends = [first, last, *(day for each in touched for day in each)]
            self._ranges[start:end] = [(min(ends), max(ends))]
        return free
