"""What commands that log something have in common: the day, and what the log changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.output import say
from mlroadmap.core.calendar.dates import (
    format_day,
    format_past_day,
    parse_day,
)
from mlroadmap.core.calendar.durations import MINUTES_PER_DAY, format_duration, parse_duration
from mlroadmap.core.journal.actions import StepsDone, TopicsDone
from mlroadmap.core.journal.history import Entry
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import unbroken
from mlroadmap.errors import UsageError
from mlroadmap.views.change_summary import effect
from mlroadmap.views.units import duration

T = TypeVar("T")


def past_day(app: AppContext, text: str | None) -> date:
    """Read the day on which something happened; today when nothing was typed.

    Raises UsageError for a day to come.
    """
    if text is None:
        return app.today
    day = parse_day(text, today=app.today, direction="past")
    refuse_future(app, day, text)
    return day


def refuse_future(app: AppContext, day: date, text: str) -> None:
    """Raise UsageError for a day to come, which was typed as `text`."""
    if day > app.today:
        raise UsageError(
            f"{format_day(day)} is in the future; today is {format_day(app.today)}.",
            "Give today or an earlier day.",
            name=text,
            examples=["today"],
        )


def minutes_of_day(
    app: AppContext, text: str, day: date, *, apart_from: Entry | None = None
) -> int:
    """Read time spent on a day. Raises UsageError when the day has no room for it."""
    minutes = parse_duration(text)
    refuse_overfull(app, day, minutes, apart_from=apart_from)
    return minutes


def refuse_overfull(
    app: AppContext, day: date, minutes: int, *, apart_from: Entry | None = None
) -> None:
    """Raise UsageError for minutes that would make a day longer than 24 hours.

    The time of the entry `apart_from`, which is being replaced, does not count. A day that
    has more already has the time of topics that were studied before (cli/early.py).
    """
    logged = app.history.minutes_logged_on(day, apart_from=apart_from)
    if logged <= MINUTES_PER_DAY < logged + minutes:
        raise UsageError(
            f"{format_day(day)} already has {format_duration(logged)} logged.",
            "See mlroadmap history; correct an entry with mlroadmap edit ID.",
        )


def refuse_settled(app: AppContext, topic_id: str, words: str) -> None:
    """Raise UsageError for a topic, named in some words, that is done or not counted."""
    progress = app.study_state.progress.topics[topic_id]
    if progress.is_settled:
        raise UsageError(
            f"{words} is {progress.state}.",
            f"Put it back in the plan first: mlroadmap reopen {topic_id}",
        )


def one_after_another(
    app: AppContext,
    wanted: Sequence[T],
    day: date,
    entered: Callable[[AppContext, T], StepsDone],
) -> tuple[StepsDone, ...]:
    """Give what is entered for each in one entry, as the learner stood after those before."""
    found: list[StepsDone] = []
    for each in wanted:
        if found:
            app = app.supposing(TopicsDone((), steps=(found[-1],)), day)
        found.append(entered(app, each))
    return tuple(found)


def say_logged(after: AppContext, topic_id: str, minutes: int, day: date) -> None:
    """Say what was logged, and what is left of the topic."""
    topic, progress = after.study_state.topic(topic_id)
    over = ", over its estimate" if progress.is_over_estimate else ""
    when = unbroken(format_past_day(day, after.today))
    left = "" if progress.is_settled else f", {duration(progress.remaining_minutes)} left{over}"
    say(f"{topic.title}: {duration(minutes)} logged on {when}{left}.")


def show_effect(before: StudyState, after: AppContext) -> None:
    """Say what became of the finish, and what is next."""
    for line in effect(before, after.study_state):
        say(line)
