"""`why`: what put a topic or a day where it is, and what would move it earlier."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.completion import complete_topic
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.nearness import by_day
from mlroadmap.cli.opening import open_context
from mlroadmap.cli.output import show, show_document
from mlroadmap.cli.parameters import Commands, argument
from mlroadmap.core.calendar.dates import parse_day
from mlroadmap.core.calendar.durations import typed_duration
from mlroadmap.core.progress.topic_progress import remainder_minutes
from mlroadmap.core.roadmap.lookup import find_topic
from mlroadmap.core.schedule.why import reasons
from mlroadmap.core.schedule.why_day import day_reasons
from mlroadmap.errors import UsageError
from mlroadmap.views.units import date_in_table


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap why numpy")(why)


def why(
    context: AppContext,
    what: Annotated[
        str,
        argument(metavar="TOPIC|DATE", help="A topic, or a day.", completes=complete_topic),
    ],
    as_json: JsonOption = False,
) -> None:
    """Explain why a topic is scheduled when it is, and what would move it earlier."""
    app = open_context(context)
    app.planned()
    day = _day(app, what)
    if day:
        _explain_day(app, day, as_json=as_json)
    else:
        _explain_topic(app, what, as_json=as_json)


def _day(app: AppContext, what: str) -> date | None:
    """Read a day, unless a topic has that very name."""
    if what.lower() in app.roadmap.topics:
        return None
    try:
        return parse_day(what, today=app.today, direction="future")
    except UsageError:
        return None


def _explain_day(app: AppContext, day: date, *, as_json: bool) -> None:
    found = day_reasons(app.study_state, day)
    if as_json:
        from mlroadmap.views.documents.why import day_reasons_document

        show_document(day_reasons_document(found))
    else:
        from mlroadmap.views.why import day_reasons_view

        show(day_reasons_view(app.study_state, found), app.options.color)


def _explain_topic(app: AppContext, name: str, *, as_json: bool) -> None:
    study_state = app.study_state
    topic, progress = study_state.topic(find_topic(app.roadmap, name, by_day(app)).id)
    if progress.is_settled:
        on = f" since {date_in_table(progress.done_on, app.today)}" if progress.done_on else ""
        raise UsageError(
            f"{topic.title} is {progress.state}{on}, so it is not in the plan.",
            f"Put it back with: mlroadmap reopen {topic.id}",
        )
    if not progress.remaining_minutes:
        rest = typed_duration(remainder_minutes(progress.effort_minutes))
        raise UsageError(
            f"The time of {topic.title} is up, so it is not in the plan.",
            "Say whether it is done, or how much of it is left:\n"
            f"mlroadmap done {topic.id}\nmlroadmap left {topic.id} {rest}",
        )
    found = reasons(study_state, topic.id)
    if as_json:
        from mlroadmap.views.documents.why import topic_reasons_document

        show_document(topic_reasons_document(found))
    else:
        from mlroadmap.views.why import topic_reasons_view

        show(topic_reasons_view(study_state, found), app.options.color)
