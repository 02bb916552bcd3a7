"""`done`: a topic is completed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from mlroadmap.cli.arguments import NoteOption, OnOption, TopicsArgument
from mlroadmap.cli.change_summary import minutes_of_day, past_day, show_effect
from mlroadmap.cli.context import AppContext, locked
from mlroadmap.cli.notices import show_running
from mlroadmap.cli.output import say
from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.journal.actions import EntryEdited, TopicsDone
from mlroadmap.core.roadmap.lookup import find_topic
from mlroadmap.core.roadmap.model import Topic
from mlroadmap.core.text import clean
from mlroadmap.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap done numpy --time 1h30m --on yesterday")(done)


def done(
    context: typer.Context,
    topics: TopicsArgument,
    time: Annotated[
        str | None, typer.Option(metavar="DURATION", help="Time spent on it: 90m, 1h30m.")
    ] = None,
    on: OnOption = None,
    note: NoteOption = "",
) -> None:
    """Log that topics are completed; the rest of the plan follows."""
    with locked(context) as app:
        before = app.planned()
        named = list(dict.fromkeys(find_topic(app.roadmap, name).id for name in topics))
        fresh = tuple(name for name in named if not before.progress.topics[name].is_done)
        if time is not None and len(named) > 1:
            raise UsageError(
                "--time is for one topic.", "Log them singly: mlroadmap done TOPIC --time 1h."
            )
        is_correction = not fresh and len(named) == 1 and bool(time or on or note)
        day = past_day(app, on)
        if is_correction:
            after = _corrected(app, named[0], time, day if on else None, note)
        elif fresh:
            minutes = minutes_of_day(app, time, day) if time is not None else None
            after = app.recorded(TopicsDone(fresh, minutes, clean(note)), day)
        else:
            after = app
    if is_correction and after is not app:
        say(f"Corrected: {_when_done(after, named[0])}.")
    else:
        _report(after, named, fresh, day)
    if after is not app:
        show_effect(before, after)
        show_running(after)


def _corrected(
    app: AppContext, topic_id: str, time: str | None, day: date | None, note: str
) -> AppContext:
    """Correct the entry that a topic was done with, if it was entered alone."""
    names = {topic_id, *app.roadmap.topics[topic_id].aliases}
    for entry in reversed(app.history.counting):
        match entry.action:
            case TopicsDone(topics) if names.intersection(topics):
                if len(topics) > 1:
                    return app
                spent = None
                if time is not None:
                    spent = minutes_of_day(app, time, day or entry.day, apart_from=entry)
                edit = EntryEdited(entry.event.id, None, spent, day, clean(note) or None)
                return app.recorded(edit)
            case _:
                pass
    return app


def _report(app: AppContext, named: Sequence[str], fresh: Sequence[str], day: date) -> None:
    for topic_id in named:
        if topic_id not in fresh:
            say(
                f"{_when_done(app, topic_id)} already. To correct that, find its entry with "
                "mlroadmap history, and use mlroadmap edit ID."
            )
    if fresh:
        say(f"✓ {', '.join(map(app.title, fresh))}: done on {format_day(day)}.")
        for topic_id in fresh:
            _mention_unmet_needs(app, app.roadmap.topics[topic_id])


def _when_done(app: AppContext, topic_id: str) -> str:
    topic, progress = app.study_state.topic(topic_id)
    on = f" on {format_day(progress.done_on)}" if progress.done_on else ""
    return f"{topic.title} was done{on}"


def _mention_unmet_needs(app: AppContext, topic: Topic) -> None:
    unmet = app.study_state.unmet_needs(topic.id)
    if unmet:
        titles = ", ".join(app.roadmap.topics[need].title for need in unmet)
        say(f"Out of order: {topic.title} builds on {titles}, still to be done.")
