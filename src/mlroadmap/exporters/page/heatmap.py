"""The heat map: a small calendar for each month, its days shaded by the time studied."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterator, Mapping
from datetime import date

from mlroadmap.core.dates import WEEKDAYS, format_day
from mlroadmap.core.durations import format_duration
from mlroadmap.core.text import count
from mlroadmap.exporters.material import Material
from mlroadmap.exporters.page.markup import Element, element, hidden
from mlroadmap.exporters.page.scale import month_name
from mlroadmap.exporters.studied import Studied, studied_days

SHADES = 4
_MONDAY_FIRST = Calendar(0)

Days = Mapping[date, tuple[Studied, ...]]


def heat_map(material: Material) -> Iterator[Element]:
    """Show the months from the first day of study to today."""
    days = studied_days(material)
    yield element("p", _summary(days))
    yield _legend()
    first = min([material.began, material.today, *days])
    months = [_month(days, material.today, month) for month in _months(first, material.today)]
    yield element("div", *months, class_="months")


def _summary(days: Days) -> str:
    entries = [entry for day in days.values() for entry in day]
    logged = sum(entry.minutes for entry in entries if not entry.presumed)
    presumed = sum(entry.minutes for entry in entries if entry.presumed)
    studied = (
        f"{format_duration(logged)} logged, {format_duration(presumed)} presumed as planned"
    )
    return f"{count(len(days), 'day')} of study: {studied}."


def _legend() -> Element:
    shades = [
        element("span", class_=f"cell shade-{shade}", aria_hidden="true")
        for shade in range(1, SHADES + 1)
    ]
    presumed = element("span", class_="cell shade-2 presumed", aria_hidden="true")
    return element(
        "p", "Less ", *shades, " more; ", presumed, " presumed.", class_="legend quiet"
    )


def _months(first: date, last: date) -> Iterator[date]:
    for number in range(12 * first.year + first.month - 1, 12 * last.year + last.month):
        yield date(number // 12, number % 12 + 1, 1)


def _month(days: Days, today: date, month: date) -> Element:
    heads = [
        element("th", element("abbr", name[0].upper(), title=name.capitalize()), scope="col")
        for name in WEEKDAYS
    ]
    weeks = _MONDAY_FIRST.monthdatescalendar(month.year, month.month)
    rows = [
        element("tr", *(_cell(days, today, day, day.month == month.month) for day in week))
        for week in weeks
    ]
    return element(
        "table",
        element("caption", month_name(month)),
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
        class_="month",
    )


def _cell(days: Days, today: date, day: date, is_inside: bool) -> Element:
    if not is_inside:
        return element("td")
    entries, kinds = days.get(day, ()), ["cell"]
    minutes = sum(entry.minutes for entry in entries)
    if day == today:
        kinds.append("now")
    if not minutes:
        return element("td", str(day.day), class_=" ".join(kinds))
    is_presumed = all(entry.presumed for entry in entries)
    kinds += [f"shade-{_shade(minutes, days)}", *(["presumed"] if is_presumed else [])]
    said = f"{format_duration(minutes)}{' presumed' if is_presumed else ''}"
    title = f"{format_day(day)}: {said}"
    return element("td", str(day.day), hidden(f": {said}"), class_=" ".join(kinds), title=title)


def _shade(minutes: int, days: Days) -> int:
    most = max(sum(entry.minutes for entry in entries) for entries in days.values())
    return -(-SHADES * minutes // most)
