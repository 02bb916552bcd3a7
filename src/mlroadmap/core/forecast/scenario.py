"""What would be, if the learner had other hours, days off or fewer topics."""

from __future__ import annotations

from msgspec import Struct

from mlroadmap.core.forecast.simulate import Forecast
from mlroadmap.core.schedule.study_state import StudyState


class Scenario(Struct, frozen=True):
    """A supposed plan with its forecast; `study_state` is None when the plan has no end.

    `is_present` is true of things as they are.
    """

    weekly_minutes: int
    study_state: StudyState | None
    drawn: Forecast | None
    is_present: bool = False
