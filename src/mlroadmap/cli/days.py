"""`off` and `hours`: days that differ from the usual week."""

from __future__ import annotations

from datetime import timedelta
from shlex import quote
from typing import Annotated

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.change_summary import show_effect
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.holidays import change_holidays
from mlroadmap.cli.opening import locked, open_context
from mlroadmap.cli.output import say, show, show_document
from mlroadmap.cli.parameters import Commands, argument, option
from mlroadmap.core.calendar.availability import (
    NO_WEEK,
    Week,
    parse_week,
    parse_weekdays,
    spread_week,
)
from mlroadmap.core.calendar.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    format_day,
    parse_day,
    parse_days,
)
from mlroadmap.core.calendar.durations import parse_weekly_hours
from mlroadmap.core.journal.actions import DaysChanged
from mlroadmap.core.journal.day_changes import replaced_by
from mlroadmap.errors import UsageError

RemoveOption = Annotated[bool, option("--remove", help="The usual hours again.")]
_EVERY_DAY = tuple(range(7))
# So long a break that is over is still listed.
_RECENT = timedelta(weeks=4)


def register(app: Commands) -> None:
    """Add the commands to the application."""
    app.command(epilog="Example: mlroadmap off 2026-12-24..2027-01-02")(off)
    app.command(epilog="Example: mlroadmap hours 15 --from mon --to +3w")(hours)


def off(
    context: AppContext,
    dates: Annotated[
        str | None, argument(metavar="DATES", help="fri, +3d or A..B, both ends off.")
    ] = None,
    holidays: Annotated[
        str | None,
        option(metavar="REGION", help="Public holidays, such as DE, DE-BY or US-CA."),
    ] = None,
    year: Annotated[
        int | None,
        option(
            metavar="YEAR",
            min=FIRST_YEAR,
            max=LAST_YEAR,
            help="Holidays of that year, not the next 12 months.",
        ),
    ] = None,
    remove: RemoveOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take days off, or list the days that differ from your usual week."""
    if holidays is not None:
        change_holidays(context, holidays, dates, year, remove=remove)
    elif year is not None:
        raise UsageError(
            "--year chooses public holidays.",
            f"Say of where:\nmlroadmap off --holidays DE --year {year}",
        )
    elif dates is None:
        _list(open_context(context), as_json=as_json)
    else:
        _take_off(context, dates, remove=remove)


def _take_off(context: AppContext, dates: str, *, remove: bool) -> None:
    with locked(context) as before:
        days = parse_days(dates, today=before.today, direction="future")
        change = DaysChanged(days[0], days[-1], None if remove else NO_WEEK)
        after = _recorded(before, change)
    _tell(before, after, change)


def hours(
    context: AppContext,
    weekly: Annotated[
        str | None, argument(metavar="HOURS", help="Hours a week, such as 15.")
    ] = None,
    days: Annotated[
        str | None, option(metavar="DAYS", help='mon-fri or "mon=2h sat=4h".')
    ] = None,
    first: Annotated[
        str | None, option("--from", metavar="DATE", help="The first such day.")
    ] = None,
    last: Annotated[
        str | None, option("--to", metavar="DATE", help="The last; without it, for good.")
    ] = None,
    remove: RemoveOption = False,
    as_json: JsonOption = False,
) -> None:
    """Change your weekly hours for a period, or list such changes."""
    if first is None:
        if weekly or days or last or remove:
            hours = _possible(weekly)
            raise UsageError(
                "From which day on?",
                f"For example:\nmlroadmap hours {hours} --from mon --to +3w\n"
                f"For all weeks:\nmlroadmap plan --hours {hours}",
            )
        _list(open_context(context), as_json=as_json)
        return
    week = None if remove else _week(weekly, days)
    with locked(context) as before:
        change = _change(before, first, last, week)
        after = _recorded(before, change)
    _tell(before, after, change)


def _possible(weekly: str | None) -> str:
    """Give hours as they were typed, or ten where they cannot be."""
    try:
        parse_weekly_hours(weekly or "")
    except UsageError:
        return "10"
    return quote(weekly or "")


def _change(app: AppContext, first: str, last: str | None, week: Week | None) -> DaysChanged:
    """Read from when to when. Raises UsageError."""
    if last is None:
        start = parse_day(first, today=app.today, direction="future")
        return DaysChanged(start, None, week)
    days = parse_days(f"{first}..{last}", today=app.today, direction="future")
    return DaysChanged(days[0], days[-1], week)


def _week(weekly: str | None, days: str | None) -> Week:
    if days is not None and "=" in days and weekly is None:
        return parse_week(days)
    if weekly is None:
        raise UsageError(
            "How many hours?", "For example: mlroadmap hours 15 --from mon --to +3w"
        )
    return spread_week(parse_weekly_hours(weekly), parse_weekdays(days) if days else _EVERY_DAY)


def _recorded(app: AppContext, change: DaysChanged) -> AppContext:
    """Store a change of days; only days off may be past. Raises UsageError."""
    app.planned()
    is_off = change.week_minutes in {None, NO_WEEK}
    if change.first < app.today and (change.last is None or not is_off):
        raise UsageError(
            f"{format_day(change.first)} is in the past.",
            "The hours of past days cannot change; to take them off: mlroadmap off DATES.",
        )
    # A plan that would have no end raises here, before anything is stored.
    app.supposing(change).planned()
    return app.recorded(change)


def _tell(before: AppContext, after: AppContext, change: DaysChanged) -> None:
    from mlroadmap.views.day_changes import describe_change

    say(f"{describe_change(change, after.today)}.")
    replaced = replaced_by(change, before.history.changed_days)
    if replaced:
        former = "; ".join(describe_change(each, after.today) for each in replaced)
        say(f"This replaces: {former}.")
    show_effect(before.study_state, after)


def _list(app: AppContext, *, as_json: bool) -> None:
    app.planned()
    changes = [
        change
        for change in app.history.changed_days
        if change.last is None or change.last >= app.today - _RECENT
    ]
    holidays = app.history.holidays_off()
    if as_json:
        from mlroadmap.views.documents.entry import days_document

        show_document(days_document(changes, holidays))
    else:
        from mlroadmap.views.days import days_view

        show(days_view(changes, holidays, app.today), app.options.color)
