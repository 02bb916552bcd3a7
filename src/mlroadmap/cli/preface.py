"""What is said before the answer: what has changed meanwhile, and which timer runs."""

from __future__ import annotations

from mlroadmap.cli import memo
from mlroadmap.cli.clock import wall_clock
from mlroadmap.cli.output import say, write
from mlroadmap.cli.workspace import Workspace
from mlroadmap.core.dates import format_day
from mlroadmap.core.durations import format_duration
from mlroadmap.core.progress import Timer
from mlroadmap.core.timer import elapsed_minutes


def show_preface(workspace: Workspace) -> None:
    """Say what a learner who asks how things stand should know first."""
    workspace.mention_changed_roadmap()
    workspace.mention_gap()
    if workspace.outlook.progress.timer is not None:
        show_running(workspace)
        write("\n")


def show_running(workspace: Workspace) -> None:
    """Say which timer runs, if one does."""
    timer = workspace.outlook.progress.timer
    if timer is not None:
        say(describe_running(workspace, timer))


def describe_running(workspace: Workspace, timer: Timer) -> str:
    """Say on what a timer runs, since when by the learner's wall clock, and how long."""
    memo.forget()
    since = wall_clock(timer.since)
    day = "" if since.date() == workspace.now.date() else f"{format_day(since.date())}, "
    minutes = elapsed_minutes(timer, workspace.now)
    long = f", {format_duration(minutes)} so far" if minutes > 0 else ""
    title = workspace.roadmap.topics[timer.topic].title
    return f"The timer runs on {title} since {day}{since:%H:%M}{long}."
