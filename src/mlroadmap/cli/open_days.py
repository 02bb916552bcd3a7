"""The question about past study days of which nothing is known (rule R9a)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import typer

from mlroadmap.cli.context import AppContext, locked
from mlroadmap.cli.output import warn
from mlroadmap.cli.prompts import can_ask, choose
from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.journal.actions import DaysMissed, DaysStudied
from mlroadmap.core.text import count


def mention_open_days(app: AppContext) -> None:
    """Say in one line which days are in question, and the commands that answer."""
    days = app.study_state.progress.open_question
    if days:
        span = _span(days)
        warn(
            f"{_described(days)} study as planned? mlroadmap studied {span}; "
            f"not at all? mlroadmap missed {span}"
        )


def answer_open_days(context: typer.Context, app: AppContext) -> AppContext:
    """Ask at a terminal whether the days in question were studied; later is an answer too.

    Gives the context after the answer.
    """
    days = app.study_state.progress.open_question
    if not days or not can_ask():
        mention_open_days(app)
        return app
    app.output_cache.forget()
    question = f"{_described(days)} did you study as planned?"
    answer = choose(question, ("yes", "no", "later"))
    if answer == "later":
        return app
    with locked(context) as found:
        return found.recorded(DaysStudied(days) if answer == "yes" else DaysMissed(days))


def _described(days: Sequence[date]) -> str:
    if len(days) == 1:
        return f"Of {format_day(days[0])} nothing is known:"
    first, last = format_day(days[0]), format_day(days[-1])
    return f"Of {count(len(days), 'study day')} from {first} to {last} nothing is known:"


def _span(days: Sequence[date]) -> str:
    return f"{days[0]}..{days[-1]}" if len(days) > 1 else str(days[0])
