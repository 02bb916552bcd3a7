"""`missed` and `studied`: whole past days on which nothing was logged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from mlroadmap.cli.change_summary import refuse_future, show_effect
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.opening import locked
from mlroadmap.cli.output import say
from mlroadmap.cli.parameters import Commands, argument, option
from mlroadmap.cli.uncounted_habits import mention_uncounted
from mlroadmap.core.calendar.dates import parse_days
from mlroadmap.core.journal.actions import DaysMissed, DaysStudied
from mlroadmap.views.units import span_of_days

DatesArgument = Annotated[
    list[str], argument(metavar="DATE...", help="Days or ranges: yesterday, mon..wed.")
]


def register(app: Commands) -> None:
    """Add the commands to the application."""
    app.command(epilog="Example: mlroadmap missed mon..wed")(missed)
    app.command(epilog="Example: mlroadmap studied mon..wed")(studied)


def missed(
    context: AppContext,
    dates: DatesArgument,
    remove: Annotated[
        bool, option("--remove", help="Those days were not missed after all.")
    ] = False,
) -> None:
    """Mark days on which you did not study; their work is rescheduled."""
    with locked(context) as app:
        before = app.planned()
        already = before.progress.missed
        days = [day for day in _past_days(app, dates) if (day in already) == remove]
        after = app.recorded(DaysMissed(tuple(days), is_taken_back=remove)) if days else app
    if days:
        say(f"{'Not missed' if remove else 'Missed'}: {listed(days, app.today)}.")
        show_effect(before, after)
    elif remove:
        say("None of those days is marked as missed.")
    else:
        say("Those days are already marked as missed, or are before the plan starts.")


def studied(context: AppContext, dates: DatesArgument) -> None:
    """Mark days without entries as studied as they were planned."""
    with locked(context) as app:
        before = app.planned()
        days = _past_days(app, dates)
        after = app.recorded(DaysStudied(tuple(days))) if days else app
    if days:
        say(f"Studied as planned: {listed(days, app.today)}.")
        mention_uncounted(after, days)
        show_effect(before, after)
    else:
        say("Those days are before the plan starts.")


def listed(days: Sequence[date], today: date) -> str:
    """Name days in a few words."""
    span = span_of_days(days, today)
    return span if len(days) == 1 else f"{span}, {len(days)} days"


def _past_days(app: AppContext, texts: list[str]) -> list[date]:
    """Read days since the first plan. Raises UsageError for days to come."""
    read = [parse_days(text, today=app.today, direction="past") for text in texts]
    for some, text in zip(read, texts, strict=True):
        refuse_future(app, some[-1], text)
    days = sorted({day for some in read for day in some})
    first = app.history.first_plan_day
    return [day for day in days if first and day >= first]
