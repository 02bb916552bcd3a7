"""What the log says of single topics."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct

from mlroadmap.core.progress.pace import TimedTopic
from mlroadmap.core.roadmap.model import Effort
from mlroadmap.core.roadmap.shape import Group

NO_GROUP: Group = (0, "study")


class FinishedTopic(Struct, frozen=True):
    """A topic that is done: its estimate, the minutes it took (0: unknown), the day.

    `studied` has the minutes of each day of its study. Where steps of it were done one by
    one, its effort is `spread` over these days; else all of it was done on the last.
    """

    effort: Effort
    logged_minutes: int
    finished_on: date
    group: Group = NO_GROUP
    studied: Mapping[date, int] = MappingProxyType({})
    is_spread: bool = False


class Work(Struct, frozen=True):
    """A topic that is left: its whole estimate, the group of work, and its id."""

    effort: Effort
    group: Group = NO_GROUP
    topic: str = ""


class OpenTopic(Struct, frozen=True):
    """A topic that is begun, the minutes logged on it, and what its finished steps took.

    `done_share` of it are steps that are done; the logged minutes are those after them.
    `studied` has the minutes of each day of its study.
    """

    work: Work
    logged_minutes: int = 0
    steps: TimedTopic | None = None
    done_share: float = 0.0
    studied: Mapping[date, int] = MappingProxyType({})
