"""`done`: a topic is completed."""

from __future__ import annotations

from typing import Annotated

import typer

from mlroadmap.cli.arguments import NoteOption, OnOption, TopicsArgument
from mlroadmap.cli.effect import minutes_of_day, past_day, show_effect
from mlroadmap.cli.output import say
from mlroadmap.cli.preface import show_running
from mlroadmap.cli.workspace import Workspace, taking_turns
from mlroadmap.core.dates import format_day
from mlroadmap.core.events import TopicsDone
from mlroadmap.core.lookup import find_topic
from mlroadmap.core.model import Topic
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
    with taking_turns(context) as workspace:
        before = workspace.planned()
        named = list(dict.fromkeys(find_topic(workspace.roadmap, name).id for name in topics))
        fresh = tuple(name for name in named if not before.progress.topics[name].is_done)
        day = past_day(workspace, on)
        minutes = minutes_of_day(workspace, time, day) if time is not None else None
        if minutes and len(named) > 1:
            raise UsageError(
                "--time is for one topic.", "Log them singly: mlroadmap done TOPIC --time 1h."
            )
        action = TopicsDone(fresh, minutes, clean(note))
        after = workspace.recorded(action, day) if fresh else workspace
    for topic_id in named:
        if topic_id not in fresh:
            _say_already_done(workspace, topic_id)
    if fresh:
        titles = ", ".join(workspace.roadmap.topics[topic].title for topic in fresh)
        say(f"✓ {titles}: done on {format_day(day)}.")
        for topic_id in fresh:
            _mention_unmet_needs(after, workspace.roadmap.topics[topic_id])
        show_effect(before, after)
        show_running(after)


def _say_already_done(workspace: Workspace, topic_id: str) -> None:
    topic, progress = workspace.outlook.topic(topic_id)
    on = f" on {format_day(progress.done_on)}" if progress.done_on else ""
    say(f"{topic.title} was done already{on}; nothing changed.")


def _mention_unmet_needs(workspace: Workspace, topic: Topic) -> None:
    unmet = workspace.outlook.unmet_needs(topic.id)
    if unmet:
        titles = ", ".join(workspace.roadmap.topics[need].title for need in unmet)
        say(f"Out of order: {topic.title} builds on {titles}, still to be done.")
