"""The document of `whatif`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mlroadmap.core.scenario import Scenario
from mlroadmap.views.documents.forecast import percentiles_of
from mlroadmap.views.documents.parts import Document, day_or_none, document


def whatif_document(scenarios: Sequence[Scenario], today: date) -> Document:
    """Give scenarios side by side, things as they are first."""
    return document(today=day_or_none(today), scenarios=[_scenario(each) for each in scenarios])


def _scenario(scenario: Scenario) -> Document:
    outlook = scenario.outlook
    return {
        "present": scenario.is_present,
        "weekly_minutes": scenario.weekly_minutes,
        "remaining_minutes": outlook.progress.remaining_minutes if outlook else None,
        "finish": day_or_none(outlook.plan.finish if outlook else None),
        **percentiles_of(scenario.drawn.percentiles if scenario.drawn else None),
    }
