"""Which events count: undo and redo applied, payloads read, one step per command."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from mlroadmap.core.journal.codec import read_action
from mlroadmap.core.journal.events import (
    Action,
    DaysChanged,
    Event,
    ForecastMade,
    HolidaysChanged,
    PlanMade,
    Redone,
    TimeLogged,
    TimerStopped,
    TopicsDone,
    Undone,
)


class Step(Struct, frozen=True):
    """An event that did something, what it says, and whether it counts now."""

    event: Event
    action: Action
    counts: bool


class History(Struct, frozen=True):
    """All steps in the log's order; undo, redo and forecasts themselves are not steps.

    `to_undo` is the step that undo takes back, `to_redo` the one that redo brings back.
    `forecasts` are those made so far, each with its day; of the log as it stands one was
    made on each of the `forecast_days`.
    """

    steps: tuple[Step, ...]
    to_undo: Step | None
    to_redo: Step | None
    forecasts: tuple[tuple[date, ForecastMade], ...] = ()
    forecast_days: frozenset[date] = frozenset()

    @property
    def counting(self) -> tuple[Step, ...]:
        """The steps that count."""
        return tuple(step for step in self.steps if step.counts)

    @property
    def first_plan_day(self) -> date | None:
        """The day of the first plan that counts."""
        plans = (s.event.day for s in self.counting if isinstance(s.action, PlanMade))
        return min(plans, default=None)

    @property
    def changed_days(self) -> tuple[DaysChanged, ...]:
        """The changes of days that were said and not taken back, in the order of the days."""
        said = [change for step in self.counting for change in _changes_in(step.action)]
        covered = _Covered()
        standing: list[DaysChanged] = []
        for change in reversed(said):
            if change not in covered:
                covered.add(change)
                standing += [change] if change.week_minutes is not None else []
        standing.reverse()
        return tuple(sorted(standing, key=lambda change: change.first))

    def holidays_off(self, region: str | None = None) -> Mapping[date, str]:
        """Name the public holidays that are days off, those of one region or of all."""
        off = {change.first for change in self.changed_days if change.is_a_day_off}
        return {
            day: name
            for step in self.counting
            if isinstance(said := step.action, HolidaysChanged)
            and (region is None or region.lower() == said.region.lower())
            for day, name in said.names.items()
            if day in off
        }

    def minutes_logged_on(self, day: date) -> int:
        """Add up the time that was said to be spent on a day."""
        return sum(
            step.action.minutes or 0
            for step in self.counting
            if step.event.day == day
            and isinstance(step.action, TimeLogged | TimerStopped | TopicsDone)
        )


def read_history(events: Iterable[Event]) -> History:
    """Read events, in their order, into steps. Events of unknown kinds are left out.

    A command after an undo ends the chance to redo, as in an editor. An undo of
    something already undone (two devices at once) changes nothing.
    """
    done: dict[str, tuple[Event, Action]] = {}
    undo_stack: dict[str, None] = {}
    redo_stack: dict[str, None] = {}
    forecasts: list[tuple[date, ForecastMade]] = []
    since_change = 0
    for event in events:
        match action := read_action(event.kind, event.payload):
            case None:
                continue
            case ForecastMade():
                forecasts.append((event.day, action))
                continue
            case Undone(target):
                _move(target, undo_stack, redo_stack)
            case Redone(target):
                _move(target, redo_stack, undo_stack)
            case _:
                done[event.id] = (event, action)
                undo_stack[event.id] = None
                redo_stack.clear()
        since_change = len(forecasts)
    steps = {
        identity: Step(event, action, identity in undo_stack)
        for identity, (event, action) in done.items()
    }
    return History(
        steps=tuple(steps.values()),
        to_undo=steps[next(reversed(undo_stack))] if undo_stack else None,
        to_redo=steps[next(reversed(redo_stack))] if redo_stack else None,
        forecasts=tuple(forecasts),
        forecast_days=frozenset(day for day, _ in forecasts[since_change:]),
    )


def _changes_in(action: Action) -> tuple[DaysChanged, ...]:
    match action:
        case DaysChanged():
            return (action,)
        case HolidaysChanged():
            return action.changes
        case _:
            return ()


class _Covered:
    """What is covered by changes, added from the last one said to the first.

    Nothing is left of a change for good after another from the same day on, and nothing
    of days within those of another. Of the ranges that others lie within only the widest
    are kept, so that the later one ends, the later it begins; the latest come first.
    """

    def __init__(self) -> None:
        self._for_good: set[date] = set()
        self._ranges: list[tuple[date, date]] = []

    def __contains__(self, change: DaysChanged) -> bool:
        if change.last is None:
            return change.first in self._for_good
        # Of the ranges that end no earlier, the last in the list begins first.
        place = bisect_right(self._ranges, -change.last.toordinal(), key=_latest_end_first)
        return place > 0 and self._ranges[place - 1][0] <= change.first

    def add(self, change: DaysChanged) -> None:
        """Cover what a change covers, which is not covered yet."""
        if change.last is None:
            self._for_good.add(change.first)
            return
        start = bisect_left(self._ranges, -change.last.toordinal(), key=_latest_end_first)
        end = start
        while end < len(self._ranges) and self._ranges[end][0] >= change.first:
            end += 1
        self._ranges[start:end] = [(change.first, change.last)]


def _latest_end_first(days: tuple[date, date]) -> int:
    return -days[1].toordinal()


def _move(target: str, source: dict[str, None], destination: dict[str, None]) -> None:
    if target in source:
        del source[target]
        destination[target] = None
