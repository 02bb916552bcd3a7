"""The forecasts of a plan: of its finish, and of the end of each stage on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import astuple, replace

from mlroadmap.core.forecast.calendar_stretch import slowness
from mlroadmap.core.forecast.evidence import Evidence, remaining_efforts
from mlroadmap.core.forecast.simulate import Chance, Forecast, forecast
from mlroadmap.core.journal.actions import ForecastMade, Percentiles
from mlroadmap.core.schedule.study_state import StudyState

STAGE_RUNS = 1000


def forecast_of(study_state: StudyState, evidence: Evidence, rng: Chance) -> Forecast | None:
    """Forecast the finish of what remains.

    The evidence may come from another study_state, such as the one that is really the
    learner's. None when nothing remains, or when there is no capacity from today on.
    """
    efforts = remaining_efforts(study_state.roadmap, study_state.progress)
    availability = study_state.progress.availability
    return forecast(evidence, [*efforts.values()], availability, study_state.today, rng)


def milestones_of(
    study_state: StudyState, evidence: Evidence, finish: Forecast, chance: Callable[[], Chance]
) -> ForecastMade:
    """Forecast the end of each unfinished stage too.

    It takes the topics that the plan completes up to the stage's last session. `chance`
    gives the same draws anew for each stage, so that no stage overtakes what it contains.
    """
    efforts = remaining_efforts(study_state.roadmap, study_state.progress)
    known = slowness(evidence)
    stages = {}
    for stage, topics in _work_until_end_of_stages(study_state):
        opened = tuple(topic for topic in evidence.open if topic.topic in topics)
        drawn = (
            finish
            if len(topics) == len(efforts)
            else forecast(
                replace(evidence, open=opened),
                [efforts[topic] for topic in topics],
                study_state.progress.availability,
                study_state.today,
                chance(),
                STAGE_RUNS,
                known,
            )
        )
        if drawn:
            stages[stage] = _not_after(drawn.percentiles, finish.percentiles)
    return ForecastMade(finish.percentiles, stages)


def _work_until_end_of_stages(study_state: StudyState) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each unfinished stage with the topics that are completed up to its end."""
    completed = [session.topic for session in study_state.plan.sessions if session.completes]
    for stage in study_state.roadmap.stages:
        own = {topic.id for topic in stage.topics}
        ends = [place for place, topic in enumerate(completed, 1) if topic in own]
        if ends:
            yield stage.id, tuple(completed[: ends[-1]])


def _not_after(stage: Percentiles, finish: Percentiles) -> Percentiles:
    """Keep a stage from ending after the whole, which is drawn in more runs."""
    return Percentiles(*map(min, astuple(stage), astuple(finish)))
