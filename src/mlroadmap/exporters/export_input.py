"""What every exporter is given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from mlroadmap.core.journal.events import Event
from mlroadmap.core.journal.history import History, read_history
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.study_state import StudyState

if TYPE_CHECKING:
    from mlroadmap.core.forecast.simulate import Forecast


class ExportInput(Struct, frozen=True, dict=True):
    """A learner's plan as it stands, the log behind it, and the instant of the export.

    `events` are the log's, in order, with a plan among them. `stamp` is aware.
    `roadmap_sha256` is of the roadmap's file. `drawn` is the forecast, None without one.
    """

    study_state: StudyState
    events: tuple[Event, ...]
    stamp: datetime
    roadmap_sha256: str = ""
    drawn: Forecast | None = None

    @property
    def roadmap(self) -> Roadmap:
        """The roadmap that the plan is for."""
        return self.study_state.roadmap

    @property
    def today(self) -> date:
        """The learner's day."""
        return self.study_state.today

    @cached_property
    def history(self) -> History:
        """What was said, with undo and redo applied."""
        return read_history(self.events)

    @cached_property
    def first_plan(self) -> Event:
        """The event that made the first plan, whether it still counts or not."""
        return next(event for event in self.events if event.kind == "plan")

    @property
    def began(self) -> date:
        """The day of the first plan that counts."""
        return self.history.first_plan_day or self.today

    @property
    def revision(self) -> int:
        """A number that grows with all that can change the plan: things said, days gone by."""
        return len(self.events) + max(0, (self.today - self.first_plan.day).days)


Exporter = Callable[[ExportInput], str]
