"""How likely a week's hours keep a date, and the fewest hours that do so likely enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from mlroadmap.core.calendar.availability import Pattern, Week, spread_week
from mlroadmap.core.calendar.durations import MINUTES_PER_DAY
from mlroadmap.core.forecast.evidence import gather, remaining_work
from mlroadmap.core.forecast.simulate import Chance, Forecast, forecast
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.study_state import StudyState

# Hours are suggested to half an hour: a forecast knows no better.
STEP_MINUTES = 30
SEARCH_RUNS = 300


class HoursQuestion(Struct, frozen=True):
    """What remains, to be studied on `weekdays` with other hours from `since` on."""

    roadmap: Roadmap
    progress: Progress
    today: date
    since: date
    weekdays: tuple[int, ...]

    def forecast(self, week: Week, rng: Chance, runs: int = SEARCH_RUNS) -> Forecast | None:
        """Forecast the finish with a week's hours; None when nothing remains."""
        evidence = gather(self.roadmap, self.progress, self.today, sum(week))
        availability = self.progress.availability.with_pattern(Pattern(self.since, week))
        works = remaining_work(self.roadmap, self.progress)
        return forecast(evidence, [*works.values()], availability, self.today, rng, runs)


def hours_question(study_state: StudyState) -> HoursQuestion:
    """Ask about other hours on the weekdays that are planned now, from now on."""
    weekdays = [day for day, minutes in enumerate(study_state.week_minutes) if minutes]
    settings = study_state.progress.plan.settings if study_state.progress.plan else None
    return HoursQuestion(
        study_state.roadmap,
        study_state.progress,
        study_state.today,
        max(study_state.today, settings.start) if settings else study_state.today,
        tuple(weekdays or range(7)),
    )


def week_that_keeps(
    question: HoursQuestion, finish_by: date, percent: int, chance: Callable[[], Chance]
) -> Week | None:
    """Find the fewest hours that finish by a date with so many per cent, to half an hour.

    `chance` gives the same draws each time. None when even whole days are too few.
    """

    def keeps(steps: int) -> bool:
        drawn = question.forecast(_week(steps, question.weekdays), chance())
        return drawn is None or drawn.percentile(percent) <= finish_by

    too_few, enough = 0, len(question.weekdays) * MINUTES_PER_DAY // STEP_MINUTES
    if not keeps(enough):
        return None
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        too_few, enough = (too_few, middle) if keeps(middle) else (middle, enough)
    return _week(enough, question.weekdays)


def _week(steps: int, weekdays: Sequence[int]) -> Week:
    return spread_week(steps * STEP_MINUTES, weekdays)
