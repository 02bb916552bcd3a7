"""What commands that log something have in common: the day, and what the log changed."""

from __future__ import annotations

from datetime import date

from mlroadmap.cli.output import say
from mlroadmap.cli.workspace import Workspace
from mlroadmap.core.dates import format_day, parse_day
from mlroadmap.core.durations import MINUTES_PER_DAY, format_duration, parse_duration
from mlroadmap.core.outlook import Outlook
from mlroadmap.errors import UsageError
from mlroadmap.views.effect import effect


def past_day(workspace: Workspace, text: str | None) -> date:
    """Read the day on which something happened; today when nothing was typed.

    Raises UsageError for a day to come.
    """
    if text is None:
        return workspace.today
    day = parse_day(text, today=workspace.today, direction="past")
    refuse_future(workspace, day)
    return day


def refuse_future(workspace: Workspace, day: date) -> None:
    """Raise UsageError for a day to come."""
    if day > workspace.today:
        raise UsageError(
            f"{format_day(day)} is in the future; today is {format_day(workspace.today)}.",
            "Give today or an earlier day.",
        )


def minutes_of_day(workspace: Workspace, text: str, day: date) -> int:
    """Read time spent on a day. Raises UsageError when the day has no room for it."""
    minutes = parse_duration(text)
    refuse_overfull(workspace, day, minutes)
    return minutes


def refuse_overfull(workspace: Workspace, day: date, minutes: int) -> None:
    """Raise UsageError for minutes that would make a day longer than 24 hours."""
    logged = workspace.history.minutes_logged_on(day)
    if logged + minutes > MINUTES_PER_DAY:
        raise UsageError(
            f"{format_day(day)} has {format_duration(logged)} logged already, and 24 hours.",
            "See mlroadmap history; mlroadmap undo takes the last command back.",
        )


def say_logged(after: Workspace, topic_id: str, minutes: int, day: date) -> None:
    """Say what was logged, and what is left of the topic."""
    topic, progress = after.outlook.topic(topic_id)
    over = ", over its estimate" if progress.is_over_estimate else ""
    say(
        f"{topic.title}: {format_duration(minutes)} logged on {format_day(day)}, "
        f"{format_duration(progress.remaining_minutes)} left{over}."
    )


def show_effect(before: Outlook, after: Workspace) -> None:
    """Say what became of the finish, and what is next."""
    for line in effect(before, after.outlook):
        say(line)
