"""`next`: what to study today. Also what runs when no command is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from shlex import quote
from typing import Annotated

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.deck import cards_today, show_due
from mlroadmap.cli.notices import show_preface
from mlroadmap.cli.open_days import answer_open_days
from mlroadmap.cli.opening import open_context
from mlroadmap.cli.output import say, show, show_document, write
from mlroadmap.cli.parameters import Commands, option
from mlroadmap.core.calendar.durations import parse_duration
from mlroadmap.core.roadmap.steps import CoveredStep
from mlroadmap.core.schedule.plan import Session
from mlroadmap.core.text import with_spaces
from mlroadmap.errors import UsageError
from mlroadmap.views.units import duration


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command("next", epilog="Example: mlroadmap next --for 20m")(next_)


def next_(
    context: AppContext,
    short: Annotated[
        bool, option("--short", help="One line, for a prompt or a status bar.")
    ] = False,
    available: Annotated[
        str | None,
        option(
            "--for", metavar="DURATION", help="Only the steps that fit into this time: 20m."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what to study today, where to learn it and what comes next."""
    if available is not None and (short or as_json):
        raise UsageError(
            "--for shows steps, so --short and --json are not for it.",
            f"Leave them out:\nmlroadmap next --for {quote(available)}",
        )
    app = open_context(context)
    study_state = app.planned()
    if as_json:
        from mlroadmap.views.documents.summary import next_document
        from mlroadmap.views.session_steps import covered_of

        documents = {
            key: [covered_of(app.roadmap, each) for each in steps]
            for key, steps in _steps(app).items()
        }
        show_document(next_document(study_state, documents, len(cards_today(app))))
    elif short:
        from mlroadmap.views.words import short_line

        write(f"{with_spaces(short_line(study_state))}\n")
    elif available is not None:
        _show_what_fits(app, parse_duration(available))
    else:
        from mlroadmap.cli.uncounted_habits import mention_silent_days
        from mlroadmap.views.today import Details, next_view

        app = answer_open_days(app)
        show_preface(app)
        show_due(app)
        details = Details(_steps(app), _last_notes(app))
        show(next_view(app.planned(), details), app.options.color)
        mention_silent_days(app)


def _steps(app: AppContext) -> Mapping[Session, tuple[CoveredStep, ...]]:
    """Give the steps of the sessions that are shown."""
    from mlroadmap.core.schedule.session_steps import steps_of_sessions

    sessions = _shown(app)
    found = steps_of_sessions(app.study_state, sessions, app.contents_of(sessions))
    return {each.session: each.steps for each in found}


def _shown(app: AppContext) -> Sequence[Session]:
    plan = app.study_state.plan
    return plan.today_sessions or plan.upcoming_sessions


def _last_notes(app: AppContext) -> Mapping[str, str]:
    """Give the last note on each topic that is shown."""
    notes, topics = app.last_notes, app.roadmap.topics
    return {
        name: next((notes[each] for each in (name, *topics[name].aliases) if each in notes), "")
        for name in {session.topic for session in _shown(app)}
    }


def _show_what_fits(app: AppContext, minutes: int) -> None:
    from mlroadmap.core.schedule.session_steps import StepPlan, fitting

    show_due(app)
    topics = dict.fromkeys(session.topic for session in _shown(app))
    plans = {
        topic: StepPlan.of(app.steps_of(topic), app.study_state.progress.topics[topic])
        for topic in topics
    }
    found = fitting(plans, minutes)
    if not found:
        when = "today's" if app.study_state.plan.today_sessions else "the next day's"
        say(f"No step of {when} topics fits into {duration(minutes)}.")
        return
    from mlroadmap.views.session_steps import fitting_view

    show(fitting_view(app.study_state, found, minutes), app.options.color)
