"""The document of `whatif`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mlroadmap.core.forecast.scenario import Scenario
from mlroadmap.views.documents.fields import Document, day_or_none, document
from mlroadmap.views.documents.forecast import percentiles_of


def whatif_document(scenarios: Sequence[Scenario], today: date) -> Document:
    """Give scenarios side by side, things as they are first."""
    return document(today=day_or_none(today), scenarios=[_scenario(each) for each in scenarios])


def _scenario(scenario: Scenario) -> Document:
    study_state = scenario.study_state
    return {
        "present": scenario.is_present,
        "weekly_minutes": scenario.weekly_minutes,
        "remaining_minutes": study_state.progress.remaining_minutes if study_state else None,
        "finish": day_or_none(study_state.plan.finish if study_state else None),
        **percentiles_of(scenario.drawn.percentiles if scenario.drawn else None),
    }
