"""What is said before the answer: what has changed meanwhile, and which timer runs."""

from __future__ import annotations

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.output import say, write
from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.progress.progress import Timer
from mlroadmap.core.progress.timer import elapsed_minutes


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
    day = "" if since.date() == app.now.date() else f"{format_day(since.date())}, "
    minutes = elapsed_minutes(timer, app.now)
    long = f", {format_duration(minutes)} so far" if minutes > 0 else ""
    title = app.roadmap.topics[timer.topic].title
    return f"The timer runs on {title} since {day}{since:%H:%M}{long}."
