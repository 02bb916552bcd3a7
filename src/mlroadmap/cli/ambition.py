"""Hours that are more than a learner is likely to keep: confirmed, or at least mentioned."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import typer

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.output import warn
from mlroadmap.core.calendar.settings import MOST_SENSIBLE_MINUTES, PlanSettings
from mlroadmap.views.units import duration


def confirm_hours(app: AppContext, settings: PlanSettings) -> None:
    """Ask about hours above 40 a week or above the learner's fullest week, or warn of them.

    Raises Abort when the answer is no.
    """
    reason = _doubt(app, settings.weekly_minutes)
    if not reason:
        return
    from mlroadmap.cli.prompts import ask, can_ask

    hours = duration(settings.weekly_minutes)
    if not can_ask():
        warn(f"{hours} a week is {reason}.")
    elif ask(f"{hours} a week is {reason}. Plan it all the same?") != "yes":
        raise typer.Abort


def _doubt(app: AppContext, weekly_minutes: int) -> str:
    """Say why so many hours a week are doubtful; empty when they are not."""
    if weekly_minutes > MOST_SENSIBLE_MINUTES:
        return f"more than {duration(MOST_SENSIBLE_MINUTES)}"
    fullest = _fullest_week(app)
    if 0 < fullest < weekly_minutes:
        return f"more than you ever studied in a week ({duration(fullest)})"
    return ""


def _fullest_week(app: AppContext) -> int:
    """Give the most minutes studied in a calendar week that is over, 0 before there is one."""
    weeks: dict[date, int] = defaultdict(int)
    for day, studies in app.study_state.progress.studied.items():
        monday = day - timedelta(days=day.weekday())
        weeks[monday] += sum(study.minutes for study in studies)
    this_week = app.today - timedelta(days=app.today.weekday())
    return max((minutes for monday, minutes in weeks.items() if monday < this_week), default=0)
