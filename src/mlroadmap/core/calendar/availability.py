"""How many minutes the learner has on each date."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, pairwise
from operator import attrgetter
from typing import Annotated

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from mlroadmap.core.calendar.dates import WEEKDAY_KEYS, parse_weekday
from mlroadmap.core.calendar.durations import MINUTES_PER_DAY, format_duration, parse_duration
from mlroadmap.errors import UsageError

DayMinutes = Annotated[int, Meta(ge=0, le=MINUTES_PER_DAY)]
# Monday to Sunday.
Week = tuple[DayMinutes, DayMinutes, DayMinutes, DayMinutes, DayMinutes, DayMinutes, DayMinutes]

PART_MINUTES = 5
NO_WEEK: Week = (0, 0, 0, 0, 0, 0, 0)
NOTHING_RESERVED: Mapping[date, int] = {}

_CALENDAR_ENDS = date.max.toordinal() + 1

_since = attrgetter("since")


class StudyDay(Struct, frozen=True):
    """A day with study time: `free_minutes` of its `whole_minutes` are still to plan."""

    day: date
    free_minutes: int
    whole_minutes: int


class Pattern(Struct, frozen=True):
    """From `since` on, each week has these minutes from Monday to Sunday.

    `is_change` is true of hours that were changed for good, false of a plan's own.
    """

    since: date
    week_minutes: Week
    is_change: bool = False


class Availability(Struct, frozen=True):
    """Weekly patterns, in the order in which they begin, and days that differ.

    `exceptions` hold the minutes of single days, whatever the pattern that has begun says.
    Of either, `reserved` minutes of single days are for something other than study.
    """

    patterns: tuple[Pattern, ...] = ()
    exceptions: Mapping[date, int] = field(default_factory=dict)
    reserved: Mapping[date, int] = field(default_factory=dict)

    def minutes_on(self, day: date) -> int:
        """Give the capacity of a day in minutes."""
        minutes = self.unreserved_on(day)
        # To look a day up takes longer than all else here.
        if self.reserved and day in self.reserved:
            return max(0, minutes - self.reserved[day])
        return minutes

    def unreserved_on(self, day: date) -> int:
        """Give all minutes of a day, those that are reserved for something else among them."""
        begun = bisect_right(self.patterns, day, key=_since)
        if not begun:
            return 0
        if self.exceptions and day in self.exceptions:
            return self.exceptions[day]
        return self.patterns[begun - 1].week_minutes[day.weekday()]

    def unreserved_week(self, monday: date) -> Week:
        """Give all minutes of the days of a week; the calendar may end before it does."""
        first = monday.toordinal()
        days = [*map(date.fromordinal, range(first, min(first + 7, _CALENDAR_ENDS)))]
        pattern = self._pattern_on(monday)
        is_usual = not self.exceptions or self.exceptions.keys().isdisjoint(days)
        if is_usual and pattern is self._pattern_on(days[-1]):
            return pattern.week_minutes if pattern else NO_WEEK
        minutes = [*map(self.unreserved_on, days), *NO_WEEK]
        return checked_week(minutes[:7])

    @property
    def unreserved(self) -> Availability:
        """All hours, those that are reserved for something else among them."""
        return replace(self, reserved={})

    def week_on(self, day: date) -> Week:
        """Give the usual week that has begun on a day, whatever single days differ."""
        pattern = self._pattern_on(day)
        return pattern.week_minutes if pattern else NO_WEEK

    def with_pattern(self, pattern: Pattern) -> Availability:
        """Let a new pattern replace all that was planned from its first day on.

        What the learner changed for good on a later day still holds.
        """
        earlier = [old for old in self.patterns if old.since < pattern.since]
        later = [old for old in self.patterns if old.since > pattern.since and old.is_change]
        return replace(self, patterns=(*earlier, pattern, *later))

    def with_days(self, days: Iterable[date], week_minutes: Week | None) -> Availability:
        """Give days the minutes of a week of their own; None takes such changes back."""
        exceptions = dict(self.exceptions)
        for day in days:
            if week_minutes is None:
                exceptions.pop(day, None)
            else:
                exceptions[day] = week_minutes[day.weekday()]
        return replace(self, exceptions=exceptions)

    def study_days(self, first: date, spent_minutes: int = 0) -> Iterator[StudyDay]:
        """Yield the days from `first` on that have free minutes, to the calendar's end.

        `spent_minutes` are taken from the first day.
        """
        days = range(first.toordinal(), _CALENDAR_ENDS)
        return study_days(days, self.patterns, self.exceptions, spent_minutes, self.reserved)

    def from_day(self, first: date) -> Availability:
        """Give the hours from a day on, without what is over or changes nothing."""
        begun = self._pattern_on(first)
        patterns: list[Pattern] = []
        for pattern in self.patterns:
            is_over = pattern.since <= first and pattern is not begun
            is_change = not patterns or patterns[-1].week_minutes != pattern.week_minutes
            if is_change and not is_over:
                patterns.append(Pattern(max(first, pattern.since), pattern.week_minutes))
        return Availability(
            tuple(patterns), _from_day(self.exceptions, first), _from_day(self.reserved, first)
        )

    def _pattern_on(self, day: date) -> Pattern | None:
        """Find the pattern that is in force on a day; None before the first."""
        begun = bisect_right(self.patterns, day, key=_since)
        return self.patterns[begun - 1] if begun else None


def _from_day(days: Mapping[date, int], first: date) -> dict[date, int]:
    return {day: minutes for day, minutes in days.items() if day >= first}


def study_days(
    days: range,
    patterns: Iterable[Pattern],
    exceptions: Mapping[date, int],
    spent_minutes: int = 0,
    reserved: Mapping[date, int] = NOTHING_RESERVED,
) -> Iterator[StudyDay]:
    """Yield those of a range of days, as ordinals, that have free minutes.

    `patterns` come in the order in which they begin; of those that are over before the
    range, none is needed. `spent_minutes` are taken from the first day of the range, and
    `reserved` minutes from single days as if they had never been there.
    """
    # To look a day up takes longer than all else here.
    is_usual = not (exceptions or reserved)
    for span, week in _spans(days, patterns):
        for day in _candidates(span, week, exceptions):
            whole = week[day.weekday()]
            if not is_usual:
                whole = exceptions.get(day, whole) - reserved.get(day, 0)
            is_first = spent_minutes and day.toordinal() == days.start
            free = whole - spent_minutes if is_first else whole
            if free > 0:
                yield StudyDay(day, free, whole)


def _spans(days: range, patterns: Iterable[Pattern]) -> Iterator[tuple[range, Week]]:
    """Cut a range of days into spans with one pattern each."""
    starts = ((max(days.start, each.since.toordinal()), each.week_minutes) for each in patterns)
    for (start, week), (end, _) in pairwise(chain(starts, [(days.stop, NO_WEEK)])):
        if start >= days.stop:
            return
        yield range(start, min(days.stop, end)), week


def _candidates(span: range, week: Week, exceptions: Mapping[date, int]) -> Iterable[date]:
    """Give the days of a span that may have time, in their order."""
    # A span without regular hours may be thousands of years long.
    if any(week) or len(span) <= len(exceptions):
        return map(date.fromordinal, span)
    return sorted(day for day in exceptions if day.toordinal() in span)


def spread_week(weekly_minutes: int, weekdays: Sequence[int]) -> Week:
    """Spread a week's minutes over weekdays (Monday 0) as evenly as parts of 5 minutes can.

    The earlier days of the week get the larger parts; minutes that do not fill a part go
    to the first of the smaller days. `weekdays` are not empty. Raises UsageError for more
    than 24 hours a day.
    """
    days = sorted(set(weekdays))
    parts, rest = divmod(weekly_minutes, PART_MINUTES)
    each, larger = divmod(parts, len(days))
    minutes = [0] * 7
    for place, day in enumerate(days):
        minutes[day] = (each + (place < larger)) * PART_MINUTES
    minutes[days[larger]] += rest
    return checked_week(minutes)


def parse_weekdays(text: str) -> tuple[int, ...]:
    """Read `mon-fri` (or `mon..fri`), `sat,sun` or `mon wed fri` as weekday numbers in order.

    Raises UsageError for anything else.
    """
    found: set[int] = set()
    for word in text.replace(",", " ").replace("..", "-").split():
        first, dash, last = word.partition("-")
        start, end = parse_weekday(first), parse_weekday(last if dash else first)
        if start is None or end is None:
            raise _unreadable_days(text)
        found.update((start + offset) % 7 for offset in range((end - start) % 7 + 1))
    if not found:
        raise _unreadable_days(text)
    return tuple(sorted(found))


def parse_week(text: str) -> Week:
    """Read `mon=1h tue=90m sat=4h`, ranges such as `mon-fri=1h` included, as a week.

    Raises UsageError for anything else, and for a weekday that is given twice.
    """
    minutes: dict[int, int] = {}
    for word in text.replace(",", " ").split():
        days, equals, duration = word.partition("=")
        if not equals:
            raise UsageError(
                f"{word!r} says no time.",
                'Write a time for each: --days "mon=1h tue=90m".',
                name=word,
                examples=[f"{word}=1h"],
            )
        for day in parse_weekdays(days):
            if day in minutes:
                raise UsageError(
                    f"{text!r} gives {WEEKDAY_KEYS[day]} twice.", "Name each weekday once."
                )
            minutes[day] = parse_duration(duration)
    if not minutes:
        raise _unreadable_days(text)
    return checked_week([minutes.get(day, 0) for day in range(7)])


def checked_week(minutes: Sequence[int]) -> Week:
    """Make a week of seven days' minutes. Raises UsageError for more than a day has."""
    if max(minutes) > MINUTES_PER_DAY:
        raise UsageError(
            f"That puts {format_duration(max(minutes))} into one day, which has 24h.",
            "Give fewer hours, or more weekdays with --days.",
        )
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = minutes
    return (monday, tuesday, wednesday, thursday, friday, saturday, sunday)


def _unreadable_days(text: str) -> UsageError:
    return UsageError(
        f"{text!r} does not name weekdays.",
        'Write --days mon-fri, --days mon,wed,sat or --days "mon=1h tue=90m sat=4h".',
        name=text,
        examples=["mon-fri"],
    )
