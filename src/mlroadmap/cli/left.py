"""`left`: the learner's own word on what a topic still takes."""

from __future__ import annotations

from typing import Annotated

import typer

from mlroadmap.cli.arguments import TopicArgument
from mlroadmap.cli.change_summary import show_effect
from mlroadmap.cli.context import locked
from mlroadmap.cli.output import say
from mlroadmap.core.calendar.durations import MINUTES_PER_HOUR, format_duration, parse_duration
from mlroadmap.core.journal.actions import EstimateChanged
from mlroadmap.core.roadmap.lookup import find_topic
from mlroadmap.errors import UsageError

_LIMIT_MINUTES = 10_000 * MINUTES_PER_HOUR


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap left numpy 3h")(left)


def left(
    context: typer.Context,
    topic: TopicArgument,
    time: Annotated[str, typer.Argument(metavar="DURATION", help="What it still takes: 3h.")],
) -> None:
    """Say how much is really left of a topic, whatever was estimated or assumed."""
    with locked(context) as app:
        before = app.planned()
        named = find_topic(app.roadmap, topic)
        minutes = parse_duration(time, limit_minutes=_LIMIT_MINUTES)
        standing = before.progress.topics[named.id]
        if standing.is_settled:
            raise UsageError(
                f"{named.title} is {standing.state}.",
                f"Take that back first: mlroadmap reopen {named.id}.",
            )
        after = app.recorded(EstimateChanged(named.id, minutes))
    say(f"{named.title}: {format_duration(minutes)} left.")
    show_effect(before, after)
