"""What would be, if the learner had other hours, days off or fewer topics."""

from __future__ import annotations

from msgspec import Struct

from mlroadmap.core.forecast import Forecast
from mlroadmap.core.outlook import Outlook


class Scenario(Struct, frozen=True):
    """A supposed plan with its forecast; `outlook` is None when the plan has no end.

    `is_present` is true of things as they are.
    """

    weekly_minutes: int
    outlook: Outlook | None
    drawn: Forecast | None
    is_present: bool = False
