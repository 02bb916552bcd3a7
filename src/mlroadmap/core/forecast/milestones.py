"""The forecasts of a plan: of its finish, and of the end of each stage on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import ceil
from typing import NamedTuple

from msgspec.structs import astuple, replace

from mlroadmap.core.forecast.evidence import Evidence
from mlroadmap.core.forecast.gathering import remaining_work
from mlroadmap.core.forecast.kept_hours import days_of
from mlroadmap.core.forecast.simulate import Chance, Forecast, Simulation, forecast
from mlroadmap.core.forecast.work_ahead import WorkAhead
from mlroadmap.core.journal.notes import ForecastMade, Percentiles
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.study_state import StudyState

# All stages share so many runs: a roadmap of a thousand stages costs no more than one of ten.
STAGE_RUNS = 5000
MOST_RUNS_OF_STAGE, LEAST_RUNS_OF_STAGE = 500, 20
_PERCENTS = (10, 50, 80, 90, 95)


def forecast_of(study_state: StudyState, evidence: Evidence, rng: Chance) -> Forecast | None:
    """Forecast the finish of what remains.

    The evidence may come from another study_state, such as the one that is really the
    learner's. None when nothing remains, or when there is no capacity from today on.
    """
    works = remaining_work(study_state.roadmap, study_state.progress)
    availability = study_state.progress.availability
    drawn = forecast(evidence, [*works.values()], availability, study_state.today, rng)
    if drawn is None:
        return None
    earliest = max((_earliest(study_state.roadmap, topic) for topic in works), default=date.min)
    if drawn.days[0] >= earliest:
        return drawn
    return replace(drawn, days=tuple(max(day, earliest) for day in drawn.days))


def milestones_of(
    study_state: StudyState, evidence: Evidence, finish: Forecast, rng: Chance
) -> ForecastMade:
    """Forecast the end of each unfinished stage too.

    It takes the topics that the plan completes up to the stage's last session. All stages
    have the same draws, so that none overtakes what it contains, and one walk through the
    calendar finds all their days.
    """
    planned = (each.topic for each in study_state.plan.sessions if each.completes)
    completed = [*study_state.progress.awaiting, *planned]
    ends = _last_topics_of_stages(study_state.roadmap, completed)
    runs = min(MOST_RUNS_OF_STAGE, max(LEAST_RUNS_OF_STAGE, STAGE_RUNS // max(1, len(ends))))
    simulation = Simulation(evidence, rng, runs)
    works = remaining_work(study_state.roadmap, study_state.progress)
    work, demands = WorkAhead(evidence), list[_Demand]()
    earliest = date.min
    for topic in completed[:-1]:
        work.add(works[topic])
        earliest = max(earliest, _earliest(study_state.roadmap, topic))
        if stage := ends.get(topic):
            drawn = simulation.demands(work)
            demands += [
                _Demand(drawn[ceil(percent / 100 * runs) - 1], stage, percent, earliest)
                for percent in _PERCENTS
            ]
    days = _days(demands, study_state, evidence, finish)
    days[ends[completed[-1]]] = finish.percentiles
    in_order = (stage.id for stage in study_state.roadmap.stages if stage.id in days)
    return ForecastMade(finish.percentiles, {stage: days[stage] for stage in in_order})


class _Demand(NamedTuple):
    """The capacity that a stage's end takes at most with so many per cent.

    Whatever the capacity, it is not before the `earliest` day of the stage's topics.
    """

    minutes: float
    stage: str
    percent: int
    earliest: date


def _earliest(roadmap: Roadmap, topic: str) -> date:
    """Give the day before which a topic does not end."""
    return roadmap.topics[topic].after or date.min


def _last_topics_of_stages(roadmap: Roadmap, completed: Iterable[str]) -> Mapping[str, str]:
    """Give the topic that completes each unfinished stage in the plan, with the stage."""
    stage_of = {topic.id: stage.id for stage in roadmap.stages for topic in stage.topics}
    last = {stage_of[topic]: topic for topic in completed}
    return {topic: stage for stage, topic in last.items()}


def _days(
    demands: Sequence[_Demand], study_state: StudyState, evidence: Evidence, finish: Forecast
) -> dict[str, Percentiles]:
    """Find the days of all demands; no stage ends after the whole, which has more runs."""
    ordered = sorted(demands)
    availability, today = study_state.progress.availability, study_state.today
    days = days_of((each.minutes for each in ordered), evidence, availability, today)
    found: dict[str, dict[int, date]] = {each.stage: {} for each in demands}
    for demand, day in zip(ordered, days, strict=False):
        found[demand.stage][demand.percent] = max(day, demand.earliest)
    return {
        stage: Percentiles(
            *map(min, (by_percent[each] for each in _PERCENTS), astuple(finish.percentiles))
        )
        for stage, by_percent in found.items()
        if by_percent
    }
