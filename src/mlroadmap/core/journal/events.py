"""What the log holds: events, and what each kind of event says.

An `Event` is one line of the log. Its payload becomes an action, a value of one of
the classes below; core/payloads.py knows how payloads are spelled.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from mlroadmap.core.calendar.availability import NO_WEEK, Week
from mlroadmap.core.calendar.settings import PlanSettings


class Event(Struct, frozen=True):
    """One line of the log.

    `number` counts this device's events from 1, `clock` is the logical clock that
    orders events of all devices, `at` the aware UTC instant of writing, `zone` the name
    of the learner's time zone, `day` the learner's day that the event is about.
    """

    id: str
    device: str
    number: int
    clock: int
    at: datetime
    zone: str
    day: date
    kind: str
    payload: Mapping[str, Any]

    @property
    def order(self) -> tuple[int, str, int]:
        """The key that puts events in one order on every device."""
        return (self.clock, self.device, self.number)


class BaselineDates(Struct, frozen=True):
    """The days on which a plan, when it was made, meant to start and finish a topic."""

    start: date
    finish: date


class PlanMade(Struct, frozen=True):
    """A plan was made: the settings and the baseline that slips are measured against."""

    settings: PlanSettings
    roadmap_sha256: str
    baseline: Mapping[str, BaselineDates]


class TopicsDone(Struct, frozen=True):
    """Topics were completed; `minutes`, when said, is the time spent on the only topic."""

    topics: tuple[str, ...]
    minutes: int | None = None
    note: str = ""


class TimeLogged(Struct, frozen=True):
    """Minutes were really spent on a topic."""

    topic: str
    minutes: int
    note: str = ""


class DaysMissed(Struct, frozen=True):
    """Nothing was studied on these days beyond what was logged."""

    days: tuple[date, ...]


class EstimateChanged(Struct, frozen=True):
    """The learner's own word on what a topic still takes."""

    topic: str
    minutes: int


class TopicsKnown(Struct, frozen=True):
    """Topics are known already: nothing of them is planned or counted."""

    topics: tuple[str, ...]


class TopicsSkipped(Struct, frozen=True):
    """Topics are left out: nothing of them is planned or counted."""

    topics: tuple[str, ...]


class TopicsReopened(Struct, frozen=True):
    """Topics that were done, known or skipped are to be studied after all."""

    topics: tuple[str, ...]


class DaysChanged(Struct, frozen=True):
    """The days from `first` to `last`, both included, have other hours than usual.

    Without a last day, all days from the first on. `week_minutes` holds Monday to Sunday;
    all zeros are days off, None takes back what was changed before. `caught_up_minutes` of
    the hours make up for days of the same week that were missed.
    """

    first: date
    last: date | None
    week_minutes: Week | None
    caught_up_minutes: int = 0

    @property
    def is_a_day_off(self) -> bool:
        """Whether this takes a single day off."""
        return self.first == self.last and self.week_minutes == NO_WEEK


class HolidaysChanged(Struct, frozen=True):
    """Public holidays of a region, named by day, are days off, or have the usual hours."""

    region: str
    names: Mapping[date, str]
    are_off: bool = True

    @property
    def changes(self) -> tuple[DaysChanged, ...]:
        """What this says of each day."""
        week = NO_WEEK if self.are_off else None
        return tuple(DaysChanged(day, day, week) for day in self.names)


class TimerStarted(Struct, frozen=True):
    """The learner sat down to study a topic."""

    topic: str


class TimerStopped(Struct, frozen=True):
    """The learner stopped; `minutes` of the running timer count, none when discarded."""

    topic: str
    minutes: int
    note: str = ""


class Percentiles(Struct, frozen=True):
    """The days by which so many per cent of a forecast's runs had finished."""

    p10: date
    p50: date
    p80: date
    p90: date
    p95: date


class ForecastMade(Struct, frozen=True):
    """The finish, and the end of each unfinished stage by its id, were forecast.

    It is kept for the forecast's score and changes nothing else.
    """

    finish: Percentiles
    stages: Mapping[str, Percentiles]


class Undone(Struct, frozen=True):
    """An earlier event does not count."""

    target: str


class Redone(Struct, frozen=True):
    """An event that was undone counts again."""

    target: str


Action = (
    PlanMade
    | TopicsDone
    | TimeLogged
    | DaysMissed
    | EstimateChanged
    | TopicsKnown
    | TopicsSkipped
    | TopicsReopened
    | DaysChanged
    | HolidaysChanged
    | TimerStarted
    | TimerStopped
    | ForecastMade
    | Undone
    | Redone
)
