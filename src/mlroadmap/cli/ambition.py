"""Hours that are more than a learner is likely to keep: confirmed, or at least mentioned."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.opening import open_context
from mlroadmap.cli.output import warn
from mlroadmap.core.calendar.settings import (
    MOST_SENSIBLE_MINUTES,
    PlanOptions,
    PlanSettings,
    choose_week,
)
from mlroadmap.errors import ExitCode
from mlroadmap.views.units import duration


def confirm_hours(app: AppContext, weekly_minutes: int) -> None:
    """Ask about hours above 40 a week or above the learner's fullest week, or warn of them.

    Exits when the answer is no.
    """
    reason = " and ".join(filter(None, [_excess(weekly_minutes), _news(app, weekly_minutes)]))
    if not reason:
        return
    from mlroadmap.cli.prompts import ask, can_ask

    hours = duration(weekly_minutes)
    if not can_ask():
        warn(f"{hours} a week is {reason}.")
    elif ask(f"{hours} a week is {reason}. Plan it all the same?") != "yes":
        raise SystemExit(ExitCode.INTERRUPTED)


def confirm_typed_hours(context: AppContext, wishes: PlanOptions) -> None:
    """Ask about hours that were typed if they are above 40 a week, or warn of them.

    Exits when the answer is no.
    """
    weekly_minutes = sum(choose_week(None, wishes))
    if _excess(weekly_minutes):
        confirm_hours(open_context(context), weekly_minutes)


def mention_news(before: AppContext, settings: PlanSettings) -> None:
    """Warn of typed hours that are more than before, and than the learner ever studied."""
    stored = before.settings
    if stored is None or settings.weekly_minutes <= stored.weekly_minutes:
        return
    reason = not _excess(settings.weekly_minutes) and _news(before, settings.weekly_minutes)
    if reason:
        warn(f"{duration(settings.weekly_minutes)} a week is {reason}.")


def _excess(weekly_minutes: int) -> str:
    """Say that so many hours a week are more than is sensible; empty when they are not."""
    if weekly_minutes <= MOST_SENSIBLE_MINUTES:
        return ""
    return f"more than {duration(MOST_SENSIBLE_MINUTES)}"


def _news(app: AppContext, weekly_minutes: int) -> str:
    """Say that the learner never studied so much in a week; empty where that is not so."""
    fullest = _fullest_week(app)
    if not 0 < fullest < weekly_minutes:
        return ""
    return f"more than you ever studied in a week ({duration(fullest)})"


def _fullest_week(app: AppContext) -> int:
    """Give the most minutes studied in a calendar week that is over, 0 before there is one."""
    weeks: dict[date, int] = defaultdict(int)
    for day, studies in app.study_state.progress.studied.items():
        monday = day - timedelta(days=day.weekday())
        weeks[monday] += sum(study.minutes for study in studies)
    this_week = app.today - timedelta(days=app.today.weekday())
    return max((minutes for monday, minutes in weeks.items() if monday < this_week), default=0)
