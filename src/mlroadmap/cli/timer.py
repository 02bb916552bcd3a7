"""`start` and `stop`: a timer that lives in the log, so that no closed terminal stops it."""

from __future__ import annotations

from shlex import quote
from typing import Annotated

from mlroadmap.cli.arguments import NoteOption
from mlroadmap.cli.change_summary import (
    minutes_of_day,
    refuse_overfull,
    say_logged,
    show_effect,
)
from mlroadmap.cli.completion import complete_topic
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.nearness import by_day
from mlroadmap.cli.notices import describe_running, show_running
from mlroadmap.cli.opening import locked
from mlroadmap.cli.output import say, warn
from mlroadmap.cli.parameters import Commands, argument, option
from mlroadmap.cli.prompts import NOTHING, ask_duration, can_ask
from mlroadmap.core.journal.actions import TimerStarted, TimerStopped
from mlroadmap.core.progress.progress import Timer
from mlroadmap.core.progress.timer import Doubt, doubt_about, elapsed_minutes
from mlroadmap.core.roadmap.lookup import find_topic
from mlroadmap.core.text import clean
from mlroadmap.errors import UsageError

_REASONS: dict[Doubt, str] = {
    "backwards": "The clock has been set back since.",
    "overnight": "It ran overnight.",
    "long": "That is long for one sitting.",
}

_QUESTION = "How long did you really study? Enter alone discards it"


def register(app: Commands) -> None:
    """Add the commands to the application."""
    app.command(epilog="Example: mlroadmap start numpy")(start)
    app.command(epilog="Example: mlroadmap stop --note 'chapter 3'")(stop)


def start(
    context: AppContext,
    topic: Annotated[
        str | None,
        argument(
            metavar="TOPIC",
            help="An id, its beginning, or words of the title; without it, today's.",
            completes=complete_topic,
        ),
    ] = None,
) -> None:
    """Start a timer for a topic, by default today's, or show the running one."""
    with locked(context) as before:
        running = before.planned().progress.timer
        wanted = _wanted(before, topic)
        if running is None:
            after = before.recorded(TimerStarted(wanted or _due(before)))
        elif wanted in {None, running.topic}:
            after = before
        else:
            raise UsageError(
                describe_running(before, running),
                "Stop it before you start another: mlroadmap stop.",
            )
    show_running(after)
    if after is not before:
        say("To end it and log its time:", "mlroadmap stop")


def stop(
    context: AppContext,
    time: Annotated[
        str | None,
        option(metavar="DURATION", help="How long it really was: 45m, 1h30m."),
    ] = None,
    discard: Annotated[bool, option("--discard", help="Stop it and log nothing.")] = False,
    note: NoteOption = "",
) -> None:
    """Stop the timer and log its time on the day it was started."""
    if discard and time is not None:
        raise UsageError(
            "--time and --discard exclude each other.",
            "Give one of the two:\nmlroadmap stop --discard\n"
            f"mlroadmap stop --time {quote(time)}",
        )
    doubted = None
    if time is None and not discard and can_ask():
        doubted = _doubted(context.anew())
        time = ask_duration(_QUESTION) if doubted else None
        discard = time == NOTHING
    with locked(context) as before:
        before.planned()
        timer = _running(before)
        if doubted not in {None, timer}:
            raise UsageError(
                "Another timer has been started meanwhile.", "To see it: mlroadmap start"
            )
        minutes = 0 if discard else _minutes(before, timer, time)
        stopped = TimerStopped(timer.topic, minutes, clean(note))
        after = before.recorded(stopped, day=timer.day)
    if minutes:
        say_logged(after, timer.topic, minutes, timer.day)
        show_effect(before.study_state, after)
    else:
        reason = (
            "the timer is discarded" if discard else "the timer ran for under half a minute"
        )
        say(f"{after.roadmap.topics[timer.topic].title}: {reason}; nothing is logged.")


def _wanted(app: AppContext, topic: str | None) -> str | None:
    return find_topic(app.roadmap, topic, by_day(app)).id if topic is not None else None


def _due(app: AppContext) -> str:
    """Choose the topic that is planned for today, or else for the next study day."""
    plan = app.study_state.plan
    for session in (*plan.today_sessions, *plan.upcoming_sessions):
        return session.topic
    raise UsageError("Nothing is left to study.", "Name a topic: mlroadmap start TOPIC.")


def _running(app: AppContext) -> Timer:
    timer = app.study_state.progress.timer
    if timer is None:
        raise UsageError("No timer is running.", "Start one: mlroadmap start")
    return timer


def _minutes(app: AppContext, timer: Timer, time: str | None) -> int:
    """Give the minutes to log. Raises UsageError when the timer's own cannot be believed."""
    if time is not None:
        return minutes_of_day(app, time, timer.day)
    doubt = _doubt(app, timer)
    if doubt:
        raise UsageError(
            f"{describe_running(app, timer)} {_REASONS[doubt]}",
            "Give the real time: mlroadmap stop --time 1h30m, or stop it with --discard.",
        )
    minutes = elapsed_minutes(timer, app.now)
    refuse_overfull(app, timer.day, minutes)
    return minutes


def _doubt(app: AppContext, timer: Timer) -> Doubt | None:
    return doubt_about(timer, app.now, today=app.today, day_begins=app.day_begins)


def _doubted(app: AppContext) -> Timer | None:
    """Tell what is wrong with the timer; None when it can be believed, or none runs."""
    timer = app.planned().progress.timer
    doubt = _doubt(app, timer) if timer else None
    if timer is None or doubt is None:
        return None
    warn(f"{describe_running(app, timer)} {_REASONS[doubt]}")
    return timer
