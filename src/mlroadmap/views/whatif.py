"""Scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.forecast.scenario import Scenario
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.views.odds import rough_day
from mlroadmap.views.theme import QUIET, STRONG, listing
from mlroadmap.views.words import shift


def whatif_view(scenarios: Sequence[Scenario]) -> RenderableType:
    """Show the planned finish and the forecast of each, against things as they are first."""
    table = listing("A week", "As planned", "Even odds", "8 in 10", right=(0,))
    present = scenarios[0].study_state
    for scenario in scenarios:
        table.add_row(
            Text(format_duration(scenario.weekly_minutes)),
            _finish(scenario, present),
            *_percentiles(scenario),
            end_section=scenario.is_present,
        )
    return Group(table, Text(), Text("Nothing was stored.", style=QUIET))


def _finish(scenario: Scenario, present: StudyState | None) -> Text:
    if scenario.study_state is None:
        return Text("no end in sight")
    finish = scenario.study_state.plan.finish
    text = Text(format_day(finish), style=STRONG)
    if scenario.is_present or present is None:
        return text.append("\nas it is", style=QUIET)
    moved = shift(present.plan.finish, finish) or "the same"
    return text.append(f"\n{moved}", style=QUIET)


def _percentiles(scenario: Scenario) -> list[Text]:
    if scenario.drawn is None or scenario.study_state is None:
        return []
    drawn, today = scenario.drawn, scenario.study_state.today
    return [Text(rough_day(day, today)) for day in (drawn.p50, drawn.p80)]
