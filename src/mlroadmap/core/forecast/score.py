"""How often the ranges held that were forecast: the forecast's score of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from mlroadmap.core.journal.notes import ForecastMade, Percentiles
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Roadmap, Topic


class Tally(Struct, frozen=True):
    """Of so many forecasts, how many were of the day or a later one, and how many held it.

    `within` counts the ranges from P10 to P90 that held the day.
    """

    forecasts: int = 0
    by_p50: int = 0
    by_p80: int = 0
    by_p95: int = 0
    within: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Count both."""
        return Tally(
            self.forecasts + other.forecasts,
            self.by_p50 + other.by_p50,
            self.by_p80 + other.by_p80,
            self.by_p95 + other.by_p95,
            self.within + other.within,
        )

    @classmethod
    def of(cls, day: date, forecast: Percentiles) -> Tally:
        """Compare one forecast with the day of which it was one."""
        return cls(
            forecasts=1,
            by_p50=day <= forecast.p50,
            by_p80=day <= forecast.p80,
            by_p95=day <= forecast.p95,
            within=forecast.p10 <= day <= forecast.p90,
        )


class Reached(Struct, frozen=True):
    """A milestone behind the learner: a stage's end, or the finish (an empty `stage`)."""

    stage: str
    day: date
    tally: Tally


class Score(Struct, frozen=True):
    """How the forecasts of milestones compare with what happened.

    `open_milestones` were forecast and have not been reached.
    """

    reached: tuple[Reached, ...]
    open_milestones: int
    forecasts: int

    @property
    def total(self) -> Tally:
        """All milestones together, a forecast counting once for each."""
        return sum((milestone.tally for milestone in self.reached), Tally())


def score_of(
    forecasts: Iterable[tuple[date, ForecastMade]], roadmap: Roadmap, progress: Progress
) -> Score:
    """Compare forecasts, each with the day it was made on, with what has happened since.

    What was over by the day of its forecast, because the rest of it was left out or the
    day of completion was told later, was not foretold and is passed over.
    """
    made = list(forecasts)
    reached, still_open = [], 0
    for stage, topics in _milestones(roadmap):
        foretold = [(day, said) for day, each in made if (said := _of_stage(each, stage))]
        end = _end_of(topics, progress)
        if foretold and end is None:
            still_open += 1
        tallies = [Tally.of(end, said) for day, said in foretold if end and day <= end]
        if tallies and end:
            reached.append(Reached(stage, end, sum(tallies, Tally())))
    return Score(tuple(reached), still_open, len(made))


def _milestones(roadmap: Roadmap) -> Iterator[tuple[str, list[Topic]]]:
    for stage in roadmap.stages:
        yield stage.id, list(stage.topics)
    yield "", list(roadmap.topics.values())


def _of_stage(made: ForecastMade, stage: str) -> Percentiles | None:
    return made.stages.get(stage) if stage else made.finish


def _end_of(topics: Iterable[Topic], progress: Progress) -> date | None:
    """Give the day of the last completion, None while anything remains to be studied."""
    states = [progress.topics[topic.id] for topic in topics]
    if not all(state.is_settled for state in states):
        return None
    return max((state.done_on for state in states if state.done_on), default=date.min)
