"""What the log holds beside entries: what the program noted, and which entries count.

One class for each kind of event, as in core/journal/actions.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from msgspec import Struct, field

from mlroadmap.core.roadmap.shape import TopicShape


class RoadmapChanged(Struct, frozen=True):
    """The roadmap has another shape from here on; `topics` are in the file's order.

    A shape that the log holds already is named by its `shape_id` alone.
    """

    kind: ClassVar[str] = "roadmap"

    shape_id: str = field(name="shape")
    topics: tuple[TopicShape, ...] | None = None


class Percentiles(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The days by which so many per cent of a forecast's runs had finished."""

    p10: date
    p50: date
    p80: date
    p90: date
    p95: date

    def __post_init__(self) -> None:
        """Raise ValueError for days out of order."""
        days = [self.p10, self.p50, self.p80, self.p90, self.p95]
        if days != sorted(days):
            raise ValueError("the days of a forecast are not in order")


class ForecastMade(Struct, frozen=True):
    """The finish, and the end of each unfinished stage by its id, were forecast.

    It is kept for the forecast's score and changes nothing else.
    """

    kind: ClassVar[str] = "forecast"

    finish: Percentiles
    stages: Mapping[str, Percentiles]


class PlanExported(Struct, frozen=True):
    """The plan was exported; its days and topics are named after `identity` for good."""

    kind: ClassVar[str] = "export"

    identity: str


class Undone(Struct, frozen=True):
    """An earlier event does not count."""

    kind: ClassVar[str] = "undo"

    target: str


class Redone(Struct, frozen=True):
    """An event that was undone counts again."""

    kind: ClassVar[str] = "redo"

    target: str
