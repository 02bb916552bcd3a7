"""`left`: the learner's own word on what a topic still takes."""

from __future__ import annotations

from typing import Annotated

from mlroadmap.cli.change_summary import refuse_settled, show_effect
from mlroadmap.cli.completion import complete_topic
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.nearness import by_day
from mlroadmap.cli.opening import locked
from mlroadmap.cli.output import say
from mlroadmap.cli.parameters import Commands, argument
from mlroadmap.cli.topic_and_time import topic_and_time
from mlroadmap.core.calendar.durations import (
    MINUTES_PER_HOUR,
    is_zero,
    parse_duration,
)
from mlroadmap.core.journal.actions import EstimateChanged
from mlroadmap.core.roadmap.lookup import find_topic
from mlroadmap.errors import UsageError
from mlroadmap.views.units import duration

_LIMIT_MINUTES = 10_000 * MINUTES_PER_HOUR


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap left numpy 3h")(left)


def left(
    context: AppContext,
    words: Annotated[
        list[str],
        argument(
            metavar="TOPIC DURATION",
            help="A topic, and the time it still needs: 3h.",
            completes=complete_topic,
        ),
    ],
) -> None:
    """Correct how much time a topic still needs."""
    with locked(context) as app:
        before = app.planned()
        topic, time = topic_and_time(app, "left", words)
        named = find_topic(app.roadmap, topic, by_day(app))
        if is_zero(time):
            raise UsageError(
                f"With no time left, {named.title} is done.",
                f"mlroadmap done {named.id}",
            )
        minutes = parse_duration(time, limit_minutes=_LIMIT_MINUTES)
        refuse_settled(app, named.id, named.title)
        after = app.recorded(EstimateChanged(named.id, minutes))
    say(f"{named.title}: {duration(minutes)} left.")
    show_effect(before, after)
