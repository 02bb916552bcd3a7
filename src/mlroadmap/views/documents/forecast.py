"""The document of `forecast`."""

from __future__ import annotations

from mlroadmap.core.forecast import Forecast
from mlroadmap.core.outlook import Outlook
from mlroadmap.views.documents.parts import Document, day_or_none, document


def forecast_document(outlook: Outlook, drawn: Forecast | None) -> Document:
    """Give the finish as percentiles; they are null when there is nothing to forecast."""
    return document(
        today=day_or_none(outlook.today),
        finish=day_or_none(outlook.plan.finish),
        promised_finish=day_or_none(outlook.promised_finish),
        p50=day_or_none(drawn.p50 if drawn else None),
        p80=day_or_none(drawn.p80 if drawn else None),
        p95=day_or_none(drawn.p95 if drawn else None),
        finished_topics=drawn.topics if drawn else None,
        rests_on_prior=drawn.rests_on_prior if drawn else None,
    )
