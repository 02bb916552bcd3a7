"""How likely a week's hours keep a date, and the fewest hours that do so likely enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from math import ceil, inf

from msgspec import Struct

from mlroadmap.core.calendar.availability import Pattern, Week, spread_week
from mlroadmap.core.calendar.durations import MINUTES_PER_DAY
from mlroadmap.core.forecast.gathering import gather, remaining_work
from mlroadmap.core.forecast.kept_hours import capacity_until
from mlroadmap.core.forecast.simulate import Chance, Simulation
from mlroadmap.core.forecast.work_ahead import WorkAhead
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.study_state import StudyState

# Hours are suggested to half an hour: a forecast knows no better.
STEP_MINUTES = 30
SEARCH_RUNS = 300
# After so many guesses the range that is left is halved.
_MOST_GUESSES = 6


class HoursQuestion(Struct, frozen=True):
    """What remains, to be studied on `weekdays` with other hours from `since` on."""

    roadmap: Roadmap
    progress: Progress
    today: date
    since: date
    weekdays: tuple[int, ...]

    def load(self, week: Week, finish_by: date, percent: int, rng: Chance) -> float:
        """Give the part of a week's hours that has to do, to finish with so many per cent.

        Above 1, the hours are too few; 0 when nothing remains.
        """
        works = remaining_work(self.roadmap, self.progress)
        if not works:
            return 0.0
        evidence = gather(self.roadmap, self.progress, self.today, sum(week))
        demands = Simulation(evidence, rng, SEARCH_RUNS).demands(
            WorkAhead.of(evidence, works.values())
        )
        availability = self.progress.availability.with_pattern(Pattern(self.since, week))
        capacity = capacity_until(finish_by, evidence, availability, self.today)
        demand = demands[ceil(percent / 100 * SEARCH_RUNS) - 1]
        return demand / capacity if capacity else inf


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
    most = len(question.weekdays) * MINUTES_PER_DAY // STEP_MINUTES
    too_few, enough, guess = 0, most + 1, most // 10
    guesses = 0
    while enough - too_few > 1:
        guesses += 1
        if guesses > _MOST_GUESSES:
            guess = (too_few + enough) // 2
        steps = min(max(guess, too_few + 1), enough - 1)
        week = _week(steps, question.weekdays)
        load = question.load(week, finish_by, percent, chance())
        too_few, enough = (too_few, steps) if load <= 1 else (steps, enough)
        # What has to be done hardly changes with the hours.
        guess = ceil(min(load * steps, most))
    return _week(enough, question.weekdays) if enough <= most else None


def _week(steps: int, weekdays: Sequence[int]) -> Week:
    return spread_week(steps * STEP_MINUTES, weekdays)
