"""How many minutes the learner has on each date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct, field
from msgspec.structs import replace

from mlroadmap.core.dates import WEEKDAY_KEYS, parse_weekday
from mlroadmap.core.durations import MINUTES_PER_DAY, format_duration, parse_duration
from mlroadmap.errors import UsageError

Week = tuple[int, int, int, int, int, int, int]

PART_MINUTES = 5
NO_WEEK: Week = (0, 0, 0, 0, 0, 0, 0)


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
    """Weekly patterns, the later ones replacing the earlier, and days that differ.

    `exceptions` hold the minutes of single days, whatever the pattern that has begun says.
    """

    patterns: tuple[Pattern, ...] = ()
    exceptions: Mapping[date, int] = field(default_factory=dict)

    def minutes_on(self, day: date) -> int:
        """Give the capacity of a day in minutes."""
        for pattern in reversed(self.patterns):
            if pattern.since <= day:
                return self.exceptions.get(day, pattern.week_minutes[day.weekday()])
        return 0

    def week_on(self, day: date) -> Week:
        """Give the usual week that has begun on a day, whatever single days differ."""
        begun = (each.week_minutes for each in reversed(self.patterns) if each.since <= day)
        return next(begun, NO_WEEK)

    def with_pattern(self, pattern: Pattern) -> Availability:
        """Let a new pattern replace all that was planned from its first day on.

        What the learner changed for good on a later day still holds.
        """
        earlier = [old for old in self.patterns if old.since < pattern.since]
        later = [old for old in self.patterns if old.since > pattern.since and old.is_change]
        return replace(self, patterns=(*earlier, pattern, *later))

    def without_pattern(self, since: date) -> Availability:
        """Take back the pattern that begins on a day, so that the one before goes on."""
        kept = tuple(pattern for pattern in self.patterns if pattern.since != since)
        return replace(self, patterns=kept)

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
        whole = self.minutes_on(first)
        if whole > spent_minutes:
            yield StudyDay(first, whole - spent_minutes, whole)
        if first < date.max:
            yield from self._whole_days(first + timedelta(days=1))

    def _whole_days(self, first: date) -> Iterator[StudyDay]:
        special = {day.toordinal(): minutes for day, minutes in self.exceptions.items()}
        for numbers, week in self._spans(first):
            # A span without regular hours may be thousands of years long.
            candidates = numbers if any(week) else sorted(filter(numbers.__contains__, special))
            for number in candidates:
                minutes = special.get(number, week[(number - 1) % 7])
                if minutes:
                    yield StudyDay(date.fromordinal(number), minutes, minutes)

    def _spans(self, first: date) -> Iterator[tuple[range, Week]]:
        """Cut the days from `first` on, as ordinals, into spans with one pattern each."""
        starts = [max(pattern.since, first).toordinal() for pattern in self.patterns]
        ends = [*starts[1:], date.max.toordinal() + 1]
        for start, end, pattern in zip(starts, ends, self.patterns, strict=False):
            yield range(start, end), pattern.week_minutes


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
                f"{word!r} says no time.", 'Write a time for each: --days "mon=1h tue=90m".'
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
    )
