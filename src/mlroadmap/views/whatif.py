"""Scenarios side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from mlroadmap.core.forecast.scenario import Scenario
from mlroadmap.core.schedule.study_state import StudyState, have_same_plan
from mlroadmap.views.odds import rough_day
from mlroadmap.views.theme import QUIET, STRONG, listing
from mlroadmap.views.units import date_in_table, duration
from mlroadmap.views.words import shift


def whatif_view(scenarios: Sequence[Scenario], supposed: str) -> RenderableType:
    """Show the planned finish and the forecast of each, against things as they are first.

    `supposed` says what the others have in common beside their hours.
    """
    table = listing("A week", "As planned", "Even odds", "8 in 10", right=(0,), whole=(1, 2, 3))
    present = scenarios[0].study_state
    for scenario in _different(scenarios):
        table.add_row(
            Text(duration(scenario.weekly_minutes)),
            _finish(scenario, present),
            *_percentiles(scenario),
            end_section=scenario.is_present,
        )
    common = [Text(f"All rows but the first: {supposed}.")] if supposed else []
    return Group(table, Text(), *common, Text("Nothing was stored.", style=QUIET))


def _different(scenarios: Sequence[Scenario]) -> Iterator[Scenario]:
    """Leave out hours that the learner has already, unless nothing else is compared."""
    present = scenarios[0]
    for scenario in scenarios:
        is_alone = len(scenarios) == 2
        if scenario.is_present or is_alone or not _are_alike(scenario, present):
            yield scenario


def _are_alike(scenario: Scenario, present: Scenario) -> bool:
    """Whether two have the same plan."""
    one, other = scenario.study_state, present.study_state
    if one is None or other is None:
        return one is other
    return have_same_plan(one, other)


def _finish(scenario: Scenario, present: StudyState | None) -> Text:
    if scenario.study_state is None:
        return Text("never")
    finish = scenario.study_state.finish
    text = Text(date_in_table(finish, scenario.study_state.today), style=STRONG)
    if scenario.is_present or present is None:
        return text.append("\nas it is now", style=QUIET)
    moved = shift(present.finish, finish) or "no change"
    return text.append(f"\n{moved}", style=QUIET)


def _percentiles(scenario: Scenario) -> list[Text]:
    if scenario.drawn is None or scenario.study_state is None:
        return []
    drawn, today = scenario.drawn, scenario.study_state.today
    return [Text(rough_day(day, today)) for day in (drawn.p50, drawn.p80)]
