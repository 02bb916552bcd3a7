"""Which document has which shape, and the JSON Schema of each (draft 2020-12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.json import schema

from mlroadmap.views.schemas.forecasts import (
    ForecastDocument,
    OrdersDocument,
    ReviewsDocument,
    ScoreDocument,
    WhatIfDocument,
)
from mlroadmap.views.schemas.planning import (
    NextDocument,
    PlanDocument,
    ReviewDocument,
    StatusDocument,
    TodayDocument,
    WeekDocument,
    WhyDayDocument,
    WhyTopicDocument,
)
from mlroadmap.views.schemas.roadmaps import (
    CheckDocument,
    ExportDocument,
    FormatsDocument,
    ImportDocument,
    ImportProgressDocument,
    RoadmapsDocument,
    ShowDocument,
    StepsDocument,
    TopicsDocument,
)
from mlroadmap.views.schemas.system import (
    DaysDocument,
    DoctorDocument,
    ErrorDocument,
    HistoryDocument,
    PathsDocument,
)

# `plan` is what `export json` writes too.
DOCUMENTS: Mapping[str, type] = {
    "check": CheckDocument,
    "days": DaysDocument,
    "doctor": DoctorDocument,
    "error": ErrorDocument,
    "export": ExportDocument,
    "forecast": ForecastDocument,
    "forecast-score": ScoreDocument,
    "formats": FormatsDocument,
    "history": HistoryDocument,
    "import": ImportDocument,
    "import-progress": ImportProgressDocument,
    "next": NextDocument,
    "paths": PathsDocument,
    "plan": PlanDocument,
    "review": ReviewDocument,
    "roadmaps": RoadmapsDocument,
    "show": ShowDocument,
    "status": StatusDocument,
    "steps": StepsDocument,
    "today": TodayDocument,
    "topics": TopicsDocument,
    "week": WeekDocument,
    "whatif": WhatIfDocument,
    "whatif-first": OrdersDocument,
    "whatif-review": ReviewsDocument,
    "why-day": WhyDayDocument,
    "why-topic": WhyTopicDocument,
}

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def document_schema(name: str) -> dict[str, Any]:
    """Make the JSON Schema of a document."""
    return {"$schema": _DIALECT, **schema(DOCUMENTS[name])}
