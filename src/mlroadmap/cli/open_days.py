"""The question about past study days of which nothing is known (rule R9a)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.opening import locked
from mlroadmap.cli.output import warn
from mlroadmap.cli.prompts import can_ask, choose
from mlroadmap.cli.uncounted_habits import mention_uncounted
from mlroadmap.core.journal.actions import DaysMissed, DaysStudied
from mlroadmap.core.text import count
from mlroadmap.views.units import span_of_days


def mention_open_days(app: AppContext) -> None:
    """Say in one line which days are in question, and the commands that answer."""
    days = app.study_state.progress.open_question
    if days:
        span = _span(days)
        warn(
            f"{_described(days, app.today)}.",
            f"If you studied as planned:  mlroadmap studied {span}",
            f"If you did not study:       mlroadmap missed {span}",
        )


def answer_open_days(app: AppContext) -> AppContext:
    """Ask at a terminal whether the days in question were studied; later is an answer too.

    Gives the context after the answer.
    """
    days = app.study_state.progress.open_question
    if not days or not can_ask():
        mention_open_days(app)
        return app
    app.output_cache.forget()
    question = f"{_described(days, app.today)}. Did you study as planned?"
    answer = choose(question, ("yes", "no", "later"))
    if answer == "later":
        return app
    with locked(app, is_shown=True) as found:
        after = found.recorded(DaysStudied(days) if answer == "yes" else DaysMissed(days))
    if answer == "yes":
        mention_uncounted(after, days)
    return after


def _described(days: Sequence[date], today: date) -> str:
    return f"{count(len(days), 'study day')} without an entry, {span_of_days(days, today)}"


def _span(days: Sequence[date]) -> str:
    return f"{days[0]}..{days[-1]}" if len(days) > 1 else str(days[0])
