"""`today` and `week`: planned and studied minutes, and what was not done."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.deck import show_due
from mlroadmap.cli.notices import show_preface
from mlroadmap.cli.opening import open_context
from mlroadmap.cli.output import show, show_document
from mlroadmap.cli.parameters import Commands, argument
from mlroadmap.cli.remembered import study_days
from mlroadmap.core.calendar.dates import parse_day
from mlroadmap.core.schedule.week import review_today, review_week

_OFFSET = re.compile(r"[+-][0-9]{1,5}")


def register(app: Commands) -> None:
    """Add the commands to the application."""
    app.command(epilog="Example: mlroadmap today")(today)
    app.command(epilog="Example: mlroadmap week +1", takes_offsets=True)(week)


def today(context: AppContext, as_json: JsonOption = False) -> None:
    """Show today's plan and what you have logged."""
    app = open_context(context)
    study_state = app.planned()
    day, its_week = review_today(study_state), review_week(study_state, study_state.today)
    if as_json:
        from mlroadmap.views.documents.week import today_document

        show_document(today_document(study_state, day, its_week))
    else:
        from mlroadmap.views.week import day_view

        show_preface(app)
        show_due(app)
        show(day_view(study_state, day, its_week), app.options.color)


def week(
    context: AppContext,
    which: Annotated[
        str | None,
        argument(metavar="WEEK", help="+1, -1 or a day in it; by default this week."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show a week day by day: the plan, what you logged and what was not done."""
    app = open_context(context)
    study_state = app.planned()
    review = review_week(study_state, _day_in_week(which, app.today))
    if as_json:
        from mlroadmap.views.documents.week import week_document

        show_document(week_document(study_state, review))
    else:
        from mlroadmap.views.remembered import study_days_line
        from mlroadmap.views.week import week_view

        show_preface(app)
        if review.is_present:
            show_due(app)
        show(week_view(study_state, review), app.options.color)
        if review.is_present:
            show(study_days_line(*study_days(app)), app.options.color)


def _day_in_week(text: str | None, today: date) -> date:
    """Find a day in the week that is meant. Raises UsageError."""
    if text is None:
        return today
    if _OFFSET.fullmatch(text):
        text += "w"
    return parse_day(text, today=today, direction="future")
