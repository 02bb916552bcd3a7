"""Logs that say one thing over and over: what the time to add them up might grow with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Literal

from mlroadmap.core.calendar.availability import NO_WEEK
from mlroadmap.core.calendar.settings import PlanSettings
from mlroadmap.core.journal.actions import (
    DaysChanged,
    DaysMissed,
    PlanMade,
    TimeLogged,
    TopicsDone,
)
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.journal.notes import Undone
from mlroadmap.storage.roadmap_file import builtin_roadmap_path, load_roadmap

START = date(2027, 1, 4)
TEN_YEARS = 3_653
RANGE_DAYS = 3_000

Said = tuple[date, Action]


def on(number: int) -> date:
    return START + timedelta(days=number)


def plan(start: date = START, unlogged: Literal["assumed", "missed"] = "assumed") -> Said:
    return start, PlanMade.of(PlanSettings((60,) * 7, start, unlogged), {})


def off(first: date, last: date) -> DaysChanged:
    return DaysChanged(first, last, NO_WEEK)


def a_day_each(entries: int) -> Iterator[Said]:
    yield plan(unlogged="missed")
    yield from ((on(number), TimeLogged("numpy", 1)) for number in range(entries))


def any_day(entries: int) -> Iterator[Said]:
    rng = Random(entries)  # noqa: S311 - a benchmark has no secrets
    topics = list(load_roadmap(builtin_roadmap_path()).roadmap.topics)
    yield plan()
    for _ in range(entries):
        yield on(rng.randrange(TEN_YEARS)), TimeLogged(rng.choice(topics), 1)


def weekly(topics: int) -> Iterator[Said]:
    """Log ten years of weeks, whatever the number of topics."""
    yield plan()
    for number in range(TEN_YEARS // 7):
        yield on(7 * number), TimeLogged(f"t{number % topics}", 1)


def on_done_topics(entries: int) -> Iterator[Said]:
    topics = list(load_roadmap(builtin_roadmap_path()).roadmap.topics)
    yield plan(unlogged="missed")
    yield from ((START, TopicsDone((topic,), 50)) for topic in topics)
    yield from ((START, TimeLogged(topics[0], 1)) for _ in range(entries))


def days_off(entries: int) -> Iterator[Said]:
    yield plan()
    yield from ((START, off(on(2 * number), on(2 * number))) for number in range(entries))


def days_off_each_day(entries: int) -> Iterator[Said]:
    yield plan()
    for number in range(0, 2 * entries, 2):
        yield on(number), off(on(number + 2), on(number + 2))


def ranges_off(entries: int) -> Iterator[Said]:
    yield plan()
    for first in range(0, RANGE_DAYS * entries, RANGE_DAYS):
        yield START, off(on(first), on(first + RANGE_DAYS - 1))


def missed_and_off(entries: int) -> Iterator[Said]:
    yield plan()
    yield on(entries), DaysMissed(tuple(map(on, range(entries))))
    for number in range(entries, 3 * entries, 2):
        yield on(entries), off(on(number), on(number))


def hours_for_good(entries: int) -> Iterator[Said]:
    yield plan()
    for number in range(entries):
        yield START, DaysChanged(on(number), None, (number % 60 + 1,) * 7)


def plans(entries: int) -> Iterator[Said]:
    yield from (plan(on(number)) for number in range(entries))


def undone(entries: int) -> Iterator[Said]:
    yield plan()
    for number in range(2, entries + 2, 2):
        yield START, TimeLogged("numpy", 1)
        yield START, Undone(identity(number))


def identity(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-000000000000"


LONG = (1_000, 10_000, 100_000)

LOGS: dict[str, tuple[Callable[[int], Iterator[Said]], tuple[int, ...]]] = {
    "a day each": (a_day_each, LONG),
    "any day": (any_day, LONG),
    "on done topics": (on_done_topics, LONG),
    "days off": (days_off, LONG),
    "days off, daily": (days_off_each_day, LONG),
    "ranges off": (ranges_off, (30, 100, 300)),
    "missed and off": (missed_and_off, LONG),
    "hours for good": (hours_for_good, LONG),
    "plans": (plans, LONG),
    "undone": (undone, LONG),
}


def events_of(said: Iterator[Said]) -> list[Event]:
    """Write down what was said, as one device does."""
    at = datetime.now(UTC)
    events: list[Event] = []
    for number, (day, action) in enumerate(said, 1):
        event = Event(identity(number), "bench", number, number, at, "UTC", day, action)
        events.append(event)
    return events
