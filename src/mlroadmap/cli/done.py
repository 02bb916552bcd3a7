"""`done`: a topic is completed."""

from __future__ import annotations

from typing import Annotated

import typer

from mlroadmap.cli.arguments import NoteOption, OnOption, TopicsArgument
from mlroadmap.cli.effect import past_day, show_effect
from mlroadmap.cli.output import say
from mlroadmap.cli.workspace import Workspace, open_workspace
from mlroadmap.core.dates import format_day
from mlroadmap.core.durations import parse_duration
from mlroadmap.core.events import TopicsDone
from mlroadmap.core.lookup import find_topic
from mlroadmap.core.model import Topic
from mlroadmap.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap done numpy --time 1h30m --on yesterday")(done)


def done(
    context: typer.Context,
    topics: TopicsArgument,
    time: Annotated[
        str, typer.Option(metavar="DURATION", help="Time spent on it that day: 90m, 1h30m.")
    ] = "",
    on: OnOption = "",
    note: NoteOption = "",
) -> None:
    """Log that topics are completed; the rest of the plan follows."""
    workspace = open_workspace(context)
    before = workspace.planned()
    named = list(dict.fromkeys(find_topic(workspace.roadmap, name).id for name in topics))
    day = past_day(workspace, on)
    minutes = _minutes(time, named)
    fresh = [topic for topic in named if not before.progress.topics[topic].is_done]
    for topic in named:
        if topic not in fresh:
            _say_already_done(workspace, topic)
    if not fresh:
        return
    after = workspace.recorded(TopicsDone(tuple(fresh), minutes, note), day)
    titles = ", ".join(workspace.roadmap.topics[topic].title for topic in fresh)
    say(f"✓ {titles}: done on {format_day(day)}.")
    for topic in fresh:
        _mention_unmet_needs(after, workspace.roadmap.topics[topic])
    show_effect(before, after)


def _minutes(time: str, topics: list[str]) -> int | None:
    if not time:
        return None
    if len(topics) > 1:
        raise UsageError(
            "--time is for one topic.", "Log them one by one: mlroadmap done TOPIC --time 1h."
        )
    return parse_duration(time)


def _say_already_done(workspace: Workspace, topic_id: str) -> None:
    topic, progress = workspace.outlook.topic(topic_id)
    on = f" on {format_day(progress.done_on)}" if progress.done_on else ""
    say(f"{topic.title} was done already{on}; nothing changed.")


def _mention_unmet_needs(workspace: Workspace, topic: Topic) -> None:
    unmet = workspace.outlook.unmet_needs(topic.id)
    if unmet:
        titles = ", ".join(workspace.roadmap.topics[need].title for need in unmet)
        say(f"Out of order: {topic.title} builds on {titles}, still to be done.")
