"""The documents of `forecast` and `whatif`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mlroadmap.core.forecast import Forecast
from mlroadmap.core.outlook import Outlook
from mlroadmap.core.scenario import Scenario
from mlroadmap.views.documents.parts import Document, day_or_none, document


def forecast_document(outlook: Outlook, drawn: Forecast | None) -> Document:
    """Give the finish as percentiles; they are null when there is nothing to forecast."""
    return document(
        today=day_or_none(outlook.today),
        finish=day_or_none(outlook.plan.finish),
        promised_finish=day_or_none(outlook.promised_finish),
        **_percentiles(drawn),
        finished_topics=drawn.topics if drawn else None,
        rests_on_prior=drawn.rests_on_prior if drawn else None,
    )


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
        **_percentiles(scenario.drawn),
    }


def _percentiles(drawn: Forecast | None) -> Document:
    return {
        f"p{percent}": day_or_none(drawn.percentile(percent) if drawn else None)
        for percent in (10, 50, 80, 90, 95)
    }
