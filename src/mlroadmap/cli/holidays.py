"""`off --holidays`: the public holidays of a region are days off, in one step."""

from __future__ import annotations

from datetime import date, timedelta

from mlroadmap.cli.change_summary import show_effect
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.opening import locked
from mlroadmap.cli.output import say, show
from mlroadmap.cli.public_holidays import public_holidays
from mlroadmap.core.calendar.dates import format_day, parse_days
from mlroadmap.core.journal.actions import HolidaysChanged
from mlroadmap.errors import UsageError


def change_holidays(
    context: AppContext, region: str, dates: str | None, year: int | None, *, remove: bool
) -> None:
    """Take a region's public holidays off, or give those taken off the usual hours again.

    Those of a year or a range of days; by default the next 12 months are taken off, and all
    are given back. Raises UsageError.
    """
    with locked(context) as before:
        before.planned()
        first, last = _range(dates, year, before.today, remove=remove)
        choose = _to_remove if remove else _to_take
        change = choose(before, region, first, last)
        if change.names:
            before.supposing(change).planned()
        after = before.recorded(change) if change.names else before
    if change.names:
        _tell(before, after, change)
    else:
        state = "none of them is off" if remove else "they are off already"
        say(f"Public holidays of {change.region}: {state}; nothing changed.")


def _range(
    dates: str | None, year: int | None, today: date, *, remove: bool
) -> tuple[date, date]:
    """Say which days are meant, from today on."""
    from dateutil.relativedelta import relativedelta

    if dates is not None and year is not None:
        raise UsageError("--year and days say the same thing twice.", "Leave one of them out.")
    if dates is not None:
        days = parse_days(dates, today=today, direction="future")
        first, last = days[0], days[-1]
    elif year is not None:
        first, last = date(year, 1, 1), date(year, 12, 31)
    elif remove:
        first, last = today, date.max
    else:
        first, last = today, today + relativedelta(years=1) - timedelta(days=1)
    if last < today:
        raise UsageError(
            f"{format_day(last)} is in the past.", "Choose a year or days to come."
        )
    return max(first, today), last


def _to_take(app: AppContext, region: str, first: date, last: date) -> HolidaysChanged:
    """Choose the holidays that are no days off yet. Raises UsageError when there are none."""
    region, names = public_holidays(region, first, last)
    if not names:
        raise UsageError(
            f"No public holidays of {region} are known from {format_day(first)} "
            f"to {format_day(last)}.",
            "Choose a nearer year or more days.",
        )
    off = app.study_state.progress.offered.exceptions
    fresh = {day: name for day, name in names.items() if off.get(day) != 0}
    return HolidaysChanged(region, fresh, are_off=True)


def _to_remove(app: AppContext, region: str, first: date, last: date) -> HolidaysChanged:
    """Choose the holidays that are days off. The package is not needed for that."""
    off = app.history.holidays_off(region)
    names = {day: name for day, name in off.items() if first <= day <= last}
    return HolidaysChanged(region.upper(), names, are_off=False)


def _tell(before: AppContext, after: AppContext, change: HolidaysChanged) -> None:
    from mlroadmap.views.day_changes import describe_holidays
    from mlroadmap.views.days import days_view

    say(f"{describe_holidays(change, after.today)}.")
    if change.are_off:
        show(days_view(change.changes, change.names, after.today), after.options.color)
    show_effect(before.study_state, after)
