"""The heat map: a small calendar for each month, its days shaded by the time studied."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from mlroadmap.core.calendar.dates import WEEKDAYS, format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.progress.progress import Study
from mlroadmap.core.text import count
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.page.markup import Element, element, hidden
from mlroadmap.exporters.page.scale import month_name

SHADES = 4
# Months drawn at once, and months drawn at all; of older ones only the sums are listed.
MONTHS_SHOWN, MONTHS_DRAWN = 3, 12
_MONDAY_FIRST = Calendar(0)

Days = Mapping[date, tuple[Study, ...]]


def heat_map(export_input: ExportInput) -> Iterator[Element]:
    """Show the months from the first day of study to today."""
    days = export_input.study_state.progress.studied
    yield element("p", _summary(days))
    yield _legend()
    first = min([export_input.began, export_input.today, *days])
    most = max((_minutes(entries) for entries in days.values()), default=0)
    months = list(_months(first, export_input.today))
    drawn = [_month(days, month, export_input.today, most) for month in months[-MONTHS_DRAWN:]]
    yield element("div", *drawn[-MONTHS_SHOWN:], class_="months")
    if len(months) > MONTHS_SHOWN:
        yield element(
            "details",
            element("summary", "Earlier months"),
            element("div", *drawn[:-MONTHS_SHOWN], class_="months"),
            *_sums(days, months[:-MONTHS_DRAWN]),
            class_="earlier",
        )


def _sums(days: Days, months: Sequence[date]) -> Iterator[Element]:
    """List what was studied in months that are not drawn, the last one first."""
    minutes: dict[date, int] = {}
    for day, entries in days.items():
        month = day.replace(day=1)
        minutes[month] = minutes.get(month, 0) + _minutes(entries)
    lines = [
        element("li", f"{month_name(month)}: {format_duration(minutes.get(month, 0))}")
        for month in reversed(months)
    ]
    if lines:
        yield element("ul", *lines, class_="sums")


def _summary(days: Days) -> str:
    entries = [entry for day in days.values() for entry in day]
    logged = sum(entry.minutes for entry in entries if not entry.is_assumed)
    assumed = sum(entry.minutes for entry in entries if entry.is_assumed)
    studied = f"{format_duration(logged)} logged, {format_duration(assumed)} assumed as planned"
    return f"{count(len(days), 'day')} of study: {studied}."


def _legend() -> Element:
    shades = [
        element("span", class_=f"cell shade-{shade}", aria_hidden="true")
        for shade in range(1, SHADES + 1)
    ]
    assumed = element("span", class_="cell shade-2 assumed", aria_hidden="true")
    return element(
        "p", "Less ", *shades, " more; ", assumed, " assumed.", class_="legend quiet"
    )


def _months(first: date, last: date) -> Iterator[date]:
    for number in range(12 * first.year + first.month - 1, 12 * last.year + last.month):
        yield date(number // 12, number % 12 + 1, 1)


def _minutes(entries: Iterable[Study]) -> int:
    return sum(entry.minutes for entry in entries)


def _month(days: Days, month: date, today: date, most: int) -> Element:
    heads = [
        element("th", element("abbr", name[0].upper(), title=name.capitalize()), scope="col")
        for name in WEEKDAYS
    ]
    weeks = _MONDAY_FIRST.monthdatescalendar(month.year, month.month)
    rows = [
        element(
            "tr",
            *(
                _cell(day, days.get(day, ()), most, is_today=day == today)
                if day.month == month.month
                else element("td")
                for day in week
            ),
        )
        for week in weeks
    ]
    return element(
        "table",
        element("caption", month_name(month)),
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
        class_="month",
    )


def _cell(day: date, entries: Sequence[Study], most: int, *, is_today: bool) -> Element:
    kinds = ["cell", *(["now"] if is_today else [])]
    minutes = _minutes(entries)
    if not minutes:
        return element("td", str(day.day), class_=" ".join(kinds))
    is_assumed = all(entry.is_assumed for entry in entries)
    shade = -(-SHADES * minutes // most)
    kinds += [f"shade-{shade}", *(["assumed"] if is_assumed else [])]
    said = f"{format_duration(minutes)}{' assumed' if is_assumed else ''}"
    title = f"{format_day(day)}: {said}"
    return element("td", str(day.day), hidden(f": {said}"), class_=" ".join(kinds), title=title)
