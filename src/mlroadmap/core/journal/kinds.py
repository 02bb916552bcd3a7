"""All kinds of events that this version knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from mlroadmap.core.journal.actions import (
    CardChanged,
    CardReviewed,
    DaysChanged,
    DaysMissed,
    DaysStudied,
    EntryEdited,
    EstimateChanged,
    HolidaysChanged,
    PlanMade,
    TimeLogged,
    TimerStarted,
    TimerStopped,
    TopicsDone,
    TopicsKnown,
    TopicsReopened,
    TopicsSkipped,
)
from mlroadmap.core.journal.notes import (
    ForecastMade,
    PlanExported,
    Redone,
    RoadmapChanged,
    Undone,
)

# What a learner enters: all else in the log is about entries, or kept by the program.
EntryAction = (
    PlanMade
    | TopicsDone
    | TimeLogged
    | DaysMissed
    | DaysStudied
    | EstimateChanged
    | TopicsKnown
    | TopicsSkipped
    | TopicsReopened
    | DaysChanged
    | HolidaysChanged
    | CardReviewed
    | CardChanged
    | TimerStarted
    | TimerStopped
    | EntryEdited
)

Action = EntryAction | RoadmapChanged | ForecastMade | PlanExported | Undone | Redone

KINDS: Mapping[str, type[Action]] = {cls.kind: cls for cls in get_args(Action)}
