"""How likely a date to finish by is kept, and the hours that keep it likely enough."""

from __future__ import annotations

from datetime import date

from mlroadmap.cli.context import AppContext
from mlroadmap.core.calendar.availability import Week
from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.forecast.gathering import gather
from mlroadmap.core.forecast.hours_needed import hours_question, week_that_keeps
from mlroadmap.core.forecast.milestones import forecast_of
from mlroadmap.errors import InfeasibleError


def chance_of_date(app: AppContext) -> float | None:
    """Say how likely the plan's date is kept; None without a date, or with nothing left."""
    study_state = app.study_state
    if study_state.finish_by is None:
        return None
    weekly_minutes = sum(study_state.week_minutes)
    evidence = gather(
        study_state.roadmap, study_state.progress, study_state.today, weekly_minutes
    )
    drawn = forecast_of(study_state, evidence, app.chance())
    return drawn.chance_by(study_state.finish_by) if drawn else None


def sure_week(app: AppContext, percent: int) -> Week:
    """Find the fewest hours that keep the plan's date with so many per cent.

    Raises InfeasibleError when even whole days are too few.
    """
    study_state = app.study_state
    wanted = study_state.finish_by or date.max
    week = week_that_keeps(hours_question(study_state), wanted, percent, app.chance)
    if week is None:
        raise InfeasibleError(
            f"No hours keep {format_day(wanted)} with a chance of {percent}%.",
            "Name a later date, or a smaller chance with --sure.",
        )
    return week
