"""`steps`: the steps of a topic, with their states."""

from __future__ import annotations

from typing import Annotated

from mlroadmap.cli.arguments import JsonOption, TopicArgument
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.nearness import by_day
from mlroadmap.cli.opening import open_context
from mlroadmap.cli.output import say, show, show_document
from mlroadmap.cli.parameters import Commands, option
from mlroadmap.core.roadmap.lookup import find_topic
from mlroadmap.core.schedule.session_steps import step_states


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap steps numpy")(steps)


def steps(
    context: AppContext,
    name: TopicArgument,
    answers: Annotated[
        bool, option("--answers", help="Show the answers to the checks, too.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show the steps of a topic, with the state, place and check of each."""
    app = open_context(context)
    topic = find_topic(app.roadmap, name, by_day(app))
    content = app.content_of(topic.id)
    if as_json:
        from mlroadmap.views.documents.roadmap import steps_document

        show_document(steps_document(app.study_state, topic, content))
    elif content.steps:
        from mlroadmap.views.steps import steps_view

        states = step_states(content.steps, app.study_state.progress.topics[topic.id])
        show(steps_view(app.study_state, topic, states, answers=answers), app.options.color)
    else:
        say(
            f"{topic.title} has no steps. For its resources and outcome:",
            f"mlroadmap show {topic.id}",
        )
