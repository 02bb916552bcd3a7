"""Days as shares of a width, and the marks below them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS_WEEKS = (1, 2)
_STEPS_MONTHS = (1, 3, 6, 12, 24, 60, 120, 600, 2400)
_MOST_MARKS = 5
# Names of weeks are shorter than those of months.
_MOST_WEEKS = 7

# Names of marks after this share of the width would not fit.
LAST_LABEL = 0.86


class Scale(Struct, frozen=True):
    """The days from the first to the last, both included."""

    first: date
    last: date

    def start(self, day: date) -> float:
        """Give where a day begins: from 0 to 1 for the scale's own days."""
        return self._share((day - self.first).days)

    def end(self, day: date) -> float:
        """Give where a day ends: from 0 to 1 for the scale's own days."""
        return self._share((day - self.first).days + 1)

    def shows(self, first: date, last: date) -> bool:
        """Whether any day of a period is one of the scale's."""
        return first <= self.last and last >= self.first

    def marks(self) -> tuple[tuple[float, str], ...]:
        """Give where weeks, months or years begin, with their names: few enough for a phone."""
        weeks = ((self.last - self.first).days + 1) / 7
        for step in _STEPS_WEEKS:
            if weeks / step <= _MOST_WEEKS:
                return tuple((self.start(day), short_day(day)) for day in self._mondays(step))
        step = next(
            (step for step in _STEPS_MONTHS if self._months() / step <= _MOST_MARKS),
            _STEPS_MONTHS[-1],
        )
        return tuple((self.start(day), _name(day, step)) for day in self._beginnings(step))

    def _share(self, days: int) -> float:
        return days / ((self.last - self.first).days + 1)

    def _months(self) -> int:
        return 12 * (self.last.year - self.first.year) + self.last.month - self.first.month

    def _mondays(self, step: int) -> Iterator[date]:
        days = (self.last - self.first).days
        for offset in range(-self.first.weekday() % 7, days + 1, 7 * step):
            yield self.first + timedelta(days=offset)

    def _beginnings(self, step: int) -> Iterator[date]:
        number = 12 * self.first.year + self.first.month - 1
        for month in range(number - number % step, 12 * (date.max.year + 1), step):
            day = date(month // 12, month % 12 + 1, 1)
            if day > self.last:
                return
            if day > self.first:
                yield day


def month_name(day: date) -> str:
    """Name a day's month: `Jan 2027`."""
    return f"{_MONTHS[day.month - 1]} {day.year:04d}"


def short_day(day: date) -> str:
    """Write a day without its year: `4 Jan`."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def _name(day: date, step: int) -> str:
    return f"{day.year:04d}" if step >= 12 else month_name(day)
