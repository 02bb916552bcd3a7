"""Habits: topics that are also taken a little at a time, such as two problems a week."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from mlroadmap.core.roadmap.recurrence import Recurrence


class Habit(Struct, frozen=True):
    """A topic taken a little at a time, by a rule, beside other topics.

    It begins once `starts_after`, a topic, section or stage, is finished. It ends when
    nothing is left of its topic, when `until`, another such place, is finished, after the
    day `until_day`, or after so many `times`, whichever comes first.
    """

    id: str
    title: str
    topic: str
    rule: Recurrence
    minutes: int
    starts_after: str
    until: str = ""
    until_day: date | None = None
    times: int | None = None
