"""A stretch of the calendar as a line of characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct
from rich.text import Text

from mlroadmap.core.calendar.dates import format_calendar_day, format_month
from mlroadmap.views.theme import ACCENT, QUIET

# A label needs so many characters of the line.
_LABEL_WIDTH = 12
_STEP_DAYS = (1, 7, 14)
_STEP_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


class Timeline(Struct, frozen=True):
    """The days from `first` to a later `last` on `width` characters."""

    first: date
    last: date
    width: int

    def cell(self, day: date) -> int:
        """Give the character a day falls on; days beyond the ends fall on the ends."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(min(1.0, max(0.0, share)) * (self.width - 1))

    def marker(self, day: date, symbol: str, label: str) -> Text:
        """Point at a day, with a label on the side that has room for it."""
        cell = self.cell(day)
        symbol = symbol if day >= self.first else "◁"
        if cell + len(symbol) + 1 + len(label) <= self.width:
            return Text(f"{' ' * cell}{symbol} {label}")
        return Text(f"{' ' * (cell - len(label) - 1)}{label} {symbol}")

    def band(self, days: Sequence[date], shades: str) -> Text:
        """Draw a line that has the first shade up to the first of the days, and so on."""
        ends = [*map(self.cell, days), self.width]
        text = Text().append("─" * ends[0], style=QUIET)
        for shade, (start, end) in zip(shades, pairwise(ends), strict=True):
            text.append(shade * (end - start), style=ACCENT)
        return text

    def labels(self, days: Sequence[tuple[date, str]]) -> Text:
        """Write a label under each day, in order, moved aside where there is no room."""
        starts, end = list[int](), self.width
        for day, label in reversed(days):
            starts.append(min(self.cell(day), end - len(label)))
            end = starts[-1] - 1
        line = ""
        for start, (_, label) in zip(reversed(starts), days, strict=True):
            line = line.ljust(max(start, len(line) + 1 if line else 0)) + label
        return Text(line)

    def axis(self) -> tuple[Text, Text]:
        """Draw the line of the calendar with ticks, and the ticks' labels under it."""
        line, names = ["─"] * self.width, "today"
        line[0] = "├"
        for day, name in self._ticks():
            cell = self.cell(day)
            line[cell] = "┬"
            if len(names) < cell <= self.width - len(name):
                names = names.ljust(cell) + name
        return Text("".join(line), style=QUIET), Text(names, style=QUIET)

    def _ticks(self) -> Iterator[tuple[date, str]]:
        room = max(1, self.width // _LABEL_WIDTH)
        days = (self.last - self.first).days
        for step in _STEP_DAYS:
            if days <= step * room:
                return _every_days(self.first, self.last, step)
        months = next(
            (step for step in _STEP_MONTHS if days <= 30 * step * room), _STEP_MONTHS[-1]
        )
        return _every_months(self.first, self.last, months)


def _every_days(first: date, last: date, step: int) -> Iterator[tuple[date, str]]:
    for days in range(step, (last - first).days + 1, step):
        day = first + timedelta(days=days)
        yield day, format_calendar_day(day, day)[4:]


def _every_months(first: date, last: date, step: int) -> Iterator[tuple[date, str]]:
    """Yield the first days of months that the step divides, from the year 0 on."""
    start, end = 12 * first.year + first.month, 12 * last.year + last.month
    for month in range(start - start % -step, end, step):
        day = date(month // 12, month % 12 + 1, 1)
        yield day, str(day.year) if step % 12 == 0 else format_month(day)
