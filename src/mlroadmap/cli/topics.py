"""`topics` and `show`: the roadmap itself."""

from __future__ import annotations

from typing import Annotated

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.completion import complete_topic_or_habit
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.nearness import by_day
from mlroadmap.cli.opening import open_context
from mlroadmap.cli.output import show, show_document
from mlroadmap.cli.parameters import Commands, argument
from mlroadmap.core.journal.history import Entry, topics_in
from mlroadmap.core.roadmap.habit_lookup import find_habit
from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.lookup import find_place
from mlroadmap.core.roadmap.model import Section, Stage, Topic


def register(app: Commands) -> None:
    """Add the commands to the application."""
    app.command(epilog="Example: mlroadmap topics")(topics)
    app.command("show", epilog="Example: mlroadmap show numpy")(show_place)


def topics(context: AppContext, as_json: JsonOption = False) -> None:
    """Show the roadmap as a tree with the state of each topic."""
    app = open_context(context)
    if as_json:
        from mlroadmap.views.documents.roadmap import topics_document

        show_document(topics_document(app.study_state))
    else:
        from mlroadmap.views.roadmap import topics_view

        show(topics_view(app.study_state), app.options.color)


def show_place(
    context: AppContext,
    name: Annotated[
        str,
        argument(
            metavar="NAME",
            help="A topic, a section, a stage or a habit, by id, number or words of the title.",
            completes=complete_topic_or_habit,
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    """Show one topic, section, stage or habit in full."""
    app = open_context(context)
    habit = find_habit(app.roadmap, name)
    if habit:
        _show_habit(app, habit, as_json=as_json)
        return
    place = find_place(app.roadmap, name, by_day(app))
    if as_json:
        from mlroadmap.views.documents.roadmap import place_document, topic_document

        show_document(
            topic_document(app.study_state, place, app.content_of(place.id))
            if isinstance(place, Topic)
            else place_document(app.study_state, place)
        )
    else:
        _show(app, place)


def _show_habit(app: AppContext, habit: Habit, *, as_json: bool) -> None:
    if as_json:
        from mlroadmap.views.documents.roadmap import habit_document

        show_document(habit_document(app.study_state, habit))
    else:
        from mlroadmap.views.habits import habit_view

        show(habit_view(app.study_state, habit), app.options.color)


def _show(app: AppContext, place: Topic | Section | Stage) -> None:
    from mlroadmap.views.roadmap import section_view, stage_view, topic_view

    study_state = app.study_state
    match place:
        case Topic():
            content = app.content_of(place.id)
            view = topic_view(study_state, place, content, _entries_on(app, place))
        case Section():
            view = section_view(study_state, place)
        case Stage():
            view = stage_view(study_state, place)
    show(view, app.options.color)


def _entries_on(app: AppContext, topic: Topic) -> list[Entry]:
    names = {topic.id, *topic.aliases}
    return [
        entry for entry in app.history.counting if names.intersection(topics_in(entry.action))
    ]
