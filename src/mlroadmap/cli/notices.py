"""What is said before the answer: what has changed meanwhile, and which timer runs."""

from __future__ import annotations

from datetime import date

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.output import say, write
from mlroadmap.core.progress.progress import Timer
from mlroadmap.core.progress.timer import elapsed_minutes
from mlroadmap.views.units import date_in_table, duration


def show_preface(app: AppContext) -> None:
    """Say what a learner who asks how things stand should know first."""
    app.mention_changed_roadmap()
    if app.study_state.progress.timer is not None:
        show_running(app)
        write("\n")


def show_running(app: AppContext) -> None:
    """Say which timer runs, if one does."""
    timer = app.study_state.progress.timer
    if timer is not None:
        say(describe_running(app, timer))


def describe_running(app: AppContext, timer: Timer) -> str:
    """Say on what a timer runs, since when by the learner's wall clock, and how long."""
    app.output_cache.forget()
    since = app.wall(timer.since)
    minutes = elapsed_minutes(timer, app.now)
    long = f", {duration(minutes)} so far" if minutes > 0 else ""
    title = app.roadmap.topics[timer.topic].title
    on = _on(since.date(), app.now.date())
    return f"The timer for {title} has been running since {since:%H:%M}{on}{long}."


def _on(day: date, today: date) -> str:
    """Say on which day that is not today."""
    days_ago = (today - day).days
    if days_ago in {0, 1}:
        return " yesterday" if days_ago else ""
    return f" on {date_in_table(day, today)}"
