"""How an edit corrects an entry, and which parts of an entry can be corrected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.core.journal.actions import (
    EntryEdited,
    EstimateChanged,
    TimeLogged,
    TimerStarted,
    TimerStopped,
    TopicsDone,
    TopicsKnown,
    TopicsReopened,
    TopicsSkipped,
)

T = TypeVar("T", bound=Struct)

# The options of `edit` that fit a kind of entry, by the names of the fields of an edit.
_EDITABLE: Mapping[type, tuple[str, ...]] = {
    TopicsDone: ("topic", "minutes", "day", "note"),
    TimeLogged: ("topic", "minutes", "day", "note"),
    TimerStopped: ("topic", "minutes", "day", "note"),
    TimerStarted: ("topic",),
    EstimateChanged: ("topic", "minutes", "day"),
    TopicsKnown: ("topic", "day"),
    TopicsSkipped: ("topic", "day"),
    TopicsReopened: ("topic", "day"),
}


def editable(action: object) -> tuple[str, ...]:
    """Give the names of the fields of an entry that an edit corrects."""
    fields = _EDITABLE.get(type(action), ())
    if isinstance(action, TopicsDone) and action.steps:
        # What was done of a day's plan belongs to that day.
        return ("minutes", "note")
    return fields


def corrected(action: T, edit: EntryEdited) -> T:
    """Give an action as an edit corrects it; what does not fit it is passed over."""
    fields = {"topic", "minutes", "note"}.intersection(editable(action))
    given: dict[str, Any] = {name: getattr(edit, name) for name in fields}
    if isinstance(action, TopicsDone) and edit.day is not None and not action.steps:
        given["planned_minutes"] = ()
    if "topic" in given and "topics" in action.__struct_fields__ and edit.topic is not None:
        given["topics"] = (given.pop("topic"),)
    return replace(action, **{name: each for name, each in given.items() if each is not None})


def corrected_day(action: object, day: date, edit: EntryEdited) -> date:
    """Give the day of an action as an edit corrects it."""
    return day if edit.day is None or "day" not in editable(action) else edit.day
