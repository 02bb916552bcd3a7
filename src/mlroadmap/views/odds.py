"""Chances and days that are not known to the day, in words."""

from __future__ import annotations

from datetime import date

from mlroadmap.core.calendar.dates import format_month
from mlroadmap.core.text import unbroken
from mlroadmap.views.units import date_in_words

_A_YEAR = 365


def odds(share: float) -> str:
    """Write a chance in tenths: `3 in 10`, `even odds`. None is impossible or sure."""
    if 0.45 <= share < 0.55:
        return "even odds"
    tenths = round(10 * share)
    if tenths == 0:
        return "less than 1 in 10"
    return "more than 9 in 10" if tenths == 10 else f"{tenths} in 10"


def rough_day(day: date, today: date) -> str:
    """Write a day within a year, and beyond it the month: nothing is known to the day there."""
    if (day - today).days <= _A_YEAR:
        return date_in_words(day, today)
    return unbroken(format_month(day))
