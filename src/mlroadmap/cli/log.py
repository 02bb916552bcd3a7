"""`log`: time was spent on a topic."""

from __future__ import annotations

from typing import Annotated

from mlroadmap.cli.arguments import NoteOption, OnOption
from mlroadmap.cli.change_summary import minutes_of_day, past_day, say_logged, show_effect
from mlroadmap.cli.completion import complete_topic_or_habit
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.nearness import by_day
from mlroadmap.cli.opening import locked
from mlroadmap.cli.parameters import Commands, argument
from mlroadmap.cli.topic_and_time import topic_and_time
from mlroadmap.core.journal.actions import TimeLogged
from mlroadmap.core.roadmap.habit_lookup import find_habit
from mlroadmap.core.roadmap.lookup import find_topic
from mlroadmap.core.text import clean


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap log numpy 45m --on yesterday")(log)


def log(
    context: AppContext,
    words: Annotated[
        list[str],
        argument(
            metavar="TOPIC DURATION",
            help="What, and how long: 90m, 1.5h, 1h 30m or 1:30.",
            completes=complete_topic_or_habit,
        ),
    ],
    on: OnOption = None,
    note: NoteOption = "",
) -> None:
    """Log time spent on a topic that is not done yet, or on a habit."""
    with locked(context) as app:
        before = app.planned()
        topic, time = topic_and_time(app, "log", words)
        habit = find_habit(app.roadmap, topic)
        if habit:
            from mlroadmap.cli.done_habit import recorded_habits

            after = recorded_habits(app, [habit], time, on, note)
        else:
            named = find_topic(app.roadmap, topic, by_day(app))
            day = past_day(app, on)
            minutes = minutes_of_day(app, time, day)
            after = app.recorded(TimeLogged(named.id, minutes, clean(note)), day=day)
    if habit:
        from mlroadmap.cli.done_habit import report_habits

        report_habits(before, after, [habit])
        return
    say_logged(after, named.id, minutes, day)
    show_effect(before, after)
