"""Which events count: corrections, undo and redo applied, one entry per command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.core.journal.actions import (
    DaysChanged,
    EntryEdited,
    HolidaysChanged,
    PlanMade,
    TimeLogged,
    TimerStopped,
    TopicsDone,
)
from mlroadmap.core.journal.corrections import corrected, corrected_day
from mlroadmap.core.journal.day_changes import in_force
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.kinds import EntryAction
from mlroadmap.core.journal.notes import (
    ForecastMade,
    PlanExported,
    Redone,
    RoadmapChanged,
    Undone,
)
from mlroadmap.core.journal.unread import Unintelligible, Unknown
from mlroadmap.core.roadmap.shape import RoadmapShape

LEAST_ID_LENGTH = 4


class Entry(Struct, frozen=True):
    """What a learner entered with one command, as it stands now.

    `action` and `day` have the corrections that count applied; `event` is what was
    entered at first. An entry that was undone does not count.
    """

    event: Event
    action: EntryAction
    day: date
    counts: bool = True
    is_edited: bool = False


class ShapeChange(Struct, frozen=True):
    """From a day on, the roadmap had a shape."""

    day: date
    shape: RoadmapShape


class History(Struct, frozen=True, dict=True):
    """All entries in the log's order, and what the program recorded beside them.

    `to_undo` is the entry that undo takes back, `to_redo` the one that redo brings back.
    `timeline` holds the entries that count and the changes of the roadmap's shape, in the
    log's order. `forecasts` are those made so far, each with its day; of the log as it
    stands one was made on each of the `forecast_days`. `exports` are the events of first
    exports.
    """

    entries: tuple[Entry, ...]
    to_undo: Entry | None
    to_redo: Entry | None
    timeline: tuple[Entry | ShapeChange, ...] = ()
    forecasts: tuple[tuple[date, ForecastMade], ...] = ()
    forecast_days: frozenset[date] = frozenset()
    exports: tuple[Event, ...] = ()

    @cached_property
    def counting(self) -> tuple[Entry, ...]:
        """The entries that count."""
        return tuple(entry for entry in self.entries if entry.counts)

    @property
    def last_plan(self) -> PlanMade | None:
        """The last plan that counts."""
        plans = (e.action for e in reversed(self.counting) if isinstance(e.action, PlanMade))
        return next(plans, None)

    @property
    def first_plan_day(self) -> date | None:
        """The day of the first plan that counts."""
        plans = (entry.day for entry in self.counting if isinstance(entry.action, PlanMade))
        return min(plans, default=None)

    @cached_property
    def shapes(self) -> tuple[RoadmapShape, ...]:
        """The shapes that the roadmap had, in the log's order."""
        return tuple(each.shape for each in self.timeline if isinstance(each, ShapeChange))

    def title(self, name: str, present: RoadmapShape) -> str:
        """Give the present title of the topic that an entry names, or else its last one."""
        topic_id = present.present_ids.get(name, name)
        for shape in (present, *reversed(self.shapes)):
            if topic_id in shape.by_id:
                return shape.by_id[topic_id].title
        return name

    def short_ids(self) -> Mapping[str, str]:
        """Give each entry's id as short as it can be told apart, at least 4 characters."""
        names = sorted(entry.event.id for entry in self.entries)
        shared = [commonprefix_length(one, other) for one, other in pairwise(names)]
        longest = map(max, zip([0, *shared], [*shared, 0], strict=True)) if names else ()
        return {
            name: name[: max(LEAST_ID_LENGTH, length + 1)]
            for name, length in zip(names, longest, strict=True)
        }

    @property
    def changed_days(self) -> tuple[DaysChanged, ...]:
        """The changes of hours that are in force, in the order of the days."""
        return in_force(
            [change for entry in self.counting for change in changes_in(entry.action)],
            apart=self._holidays,
        )

    def holidays_off(self, region: str | None = None) -> Mapping[date, str]:
        """Name the public holidays that are days off, those of one region or of all."""
        off = {change.first for change in self.changed_days if change.is_a_day_off}
        return {
            day: name
            for entry in self.counting
            if isinstance(holidays := entry.action, HolidaysChanged)
            and (region is None or region.lower() == holidays.region.lower())
            for day, name in holidays.names.items()
            if day in off
        }

    def minutes_logged_on(self, day: date, *, apart_from: Entry | None = None) -> int:
        """Add up the time that was logged on a day, perhaps apart from an entry."""
        return sum(
            entry.action.minutes or 0
            for entry in self.counting
            if entry.day == day
            and (apart_from is None or entry.event.id != apart_from.event.id)
            and isinstance(entry.action, TimeLogged | TimerStopped | TopicsDone)
        )

    @cached_property
    def _holidays(self) -> frozenset[date]:
        return frozenset(
            day
            for entry in self.counting
            if isinstance(entry.action, HolidaysChanged)
            for day in entry.action.names
        )


def read_history(events: Iterable[Event]) -> History:
    """Read events, in their order, into entries.

    An undo of something already undone (two devices at once) changes nothing.
    """
    reading = _Reading()
    for event in events:
        reading.take(event)
    return reading.history()


def topics_in(action: EntryAction) -> tuple[str, ...]:
    """Give the topics that an action names, by the ids that it names them with."""
    topic: str | None = getattr(action, "topic", None)
    topics: tuple[str, ...] = getattr(action, "topics", ())
    of_steps = tuple(each.topic for each in getattr(action, "steps", ()))
    return topics + of_steps if topic is None else (topic,)


def last_notes(entries: Iterable[Entry]) -> Mapping[str, str]:
    """Give the last note on each topic that entries name."""
    notes: dict[str, str] = {}
    for entry in entries:
        if note := getattr(entry.action, "note", ""):
            notes |= dict.fromkeys(topics_in(entry.action), note)
    return notes


def changes_in(action: EntryAction) -> tuple[DaysChanged, ...]:
    """Give the changes of days in an action."""
    match action:
        case DaysChanged():
            return (action,)
        case HolidaysChanged():
            return action.changes
        case _:
            return ()


def commonprefix_length(one: str, other: str) -> int:
    """Count the characters that two texts share at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


class _Reading:
    """The events read so far.

    The stacks hold the ids of entries: those that count, and those undone, the latest
    decision last.
    """

    def __init__(self) -> None:
        self._entered: dict[str, tuple[Event, EntryAction]] = {}
        self._counting: dict[str, None] = {}
        self._undone: dict[str, None] = {}
        self._shapes: dict[str, RoadmapShape] = {}
        self._timeline: list[str | ShapeChange] = []
        self._forecasts: list[tuple[date, ForecastMade]] = []
        self._exports: list[Event] = []
        self._forecasts_before_entry = 0

    def take(self, event: Event) -> None:
        action = event.action
        if isinstance(action, EntryAction):
            self._entered[event.id] = (event, action)
            self._counting[event.id] = None
            self._timeline.append(event.id)
            self._forecasts_before_entry = len(self._forecasts)
            return
        match action:
            case ForecastMade() as forecast:
                self._forecasts.append((event.day, forecast))
            case PlanExported():
                self._exports.append(event)
            case RoadmapChanged() as change:
                self._take_shape(event.day, change)
            case Undone(target):
                _move(target, self._counting, self._undone)
                self._forecasts_before_entry = len(self._forecasts)
            case Redone(target):
                _move(target, self._undone, self._counting)
                self._forecasts_before_entry = len(self._forecasts)
            case Unknown() | Unintelligible():
                pass
            case _:
                assert_never(action)

    def _take_shape(self, day: date, change: RoadmapChanged) -> None:
        """Take a shape that is spelled out, or one that was before; others are unknown."""
        if change.topics is not None:
            self._shapes[change.shape_id] = RoadmapShape(change.topics)
        if change.shape_id in self._shapes:
            self._timeline.append(ShapeChange(day, self._shapes[change.shape_id]))

    def history(self) -> History:
        entries = dict(self._entries())
        last_undone = next(reversed(self._undone), None)
        last_counting = next(reversed(self._counting), None)
        return History(
            entries=tuple(entries.values()),
            to_undo=entries[last_counting] if last_counting else None,
            to_redo=entries[last_undone] if last_undone else None,
            timeline=tuple(self._effective(entries)),
            forecasts=tuple(self._forecasts),
            forecast_days=frozenset(
                day for day, _ in self._forecasts[self._forecasts_before_entry :]
            ),
            exports=tuple(self._exports),
        )

    def _entries(self) -> Iterator[tuple[str, Entry]]:
        edits: dict[str, list[EntryEdited]] = {}
        for name, (_, action) in self._entered.items():
            if isinstance(action, EntryEdited) and name in self._counting:
                edits.setdefault(action.target, []).append(action)
        for name, (event, action) in self._entered.items():
            entry = Entry(event, action, event.day, name in self._counting)
            yield name, _edited(entry, edits[name]) if name in edits else entry

    def _effective(self, entries: Mapping[str, Entry]) -> Iterator[Entry | ShapeChange]:
        for each in self._timeline:
            if isinstance(each, ShapeChange):
                yield each
            elif entries[each].counts:
                yield entries[each]


def _edited(entry: Entry, edits: Sequence[EntryEdited]) -> Entry:
    for edit in edits:
        day = corrected_day(entry.action, entry.day, edit)
        entry = replace(entry, action=corrected(entry.action, edit), day=day, is_edited=True)
    return entry


def _move(target: str, source: dict[str, None], destination: dict[str, None]) -> None:
    if target in source:
        del source[target]
        destination[target] = None
