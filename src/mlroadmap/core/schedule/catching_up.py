"""Spreading what was missed this week over the rest of it, within each day's limit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from mlroadmap.core.calendar.availability import PART_MINUTES, checked_week
from mlroadmap.core.calendar.dates import days_between
from mlroadmap.core.calendar.durations import MINUTES_PER_DAY
from mlroadmap.core.journal.actions import DaysChanged
from mlroadmap.core.progress.progress import Progress

USUAL_LIMIT = 2


class CatchUp(Struct, frozen=True):
    """What was missed this week, and how much of it the rest of the week takes.

    `change` gives the days from today to Sunday their new hours; None when nothing fits or
    nothing was missed. `extra_minutes` are by day.
    """

    missed_minutes: int
    extra_minutes: Mapping[date, int]
    change: DaysChanged | None

    @property
    def left_minutes(self) -> int:
        """What does not fit into this week, and moves on as it always does."""
        return self.missed_minutes - sum(self.extra_minutes.values())


def catch_up(progress: Progress, today: date, limit_minutes: int | None = None) -> CatchUp:
    """Spread what was missed since Monday over the study days from today to Sunday.

    It goes in parts of 5 minutes to the days with the fewest extra minutes, so that these
    are as even as can be. No day gets more than the limit, by default twice its usual
    hours. What was taken on by catching up before is not asked for again.
    """
    monday = today - timedelta(days=today.weekday())
    rest = days_between(today, monday + timedelta(days=6))
    hours = progress.availability.unreserved
    usual = hours.with_days(rest, None)
    capacity = {day: hours.minutes_on(day) for day in rest}
    taken_on = sum(
        minutes for day, minutes in progress.caught_up.items() if monday <= day <= rest[-1]
    )
    missed = max(0, _missed_minutes(progress, monday, today) - taken_on)
    limits = {
        day: limit_minutes or USUAL_LIMIT * min(minutes, usual.minutes_on(day) or minutes)
        for day, minutes in capacity.items()
    }
    room = {
        day: max(0, min(limits[day], MINUTES_PER_DAY) - minutes)
        for day, minutes in capacity.items()
        if minutes
    }
    extra = _spread(missed, room)
    if not extra:
        return CatchUp(missed, extra, None)
    past = [0] * today.weekday()
    minutes = [*past, *(capacity[day] + extra.get(day, 0) for day in rest)]
    change = DaysChanged(today, rest[-1], checked_week(minutes), sum(extra.values()))
    return CatchUp(missed, extra, change)


def _missed_minutes(progress: Progress, monday: date, today: date) -> int:
    """Give how much less than planned was studied from Monday to yesterday."""
    past = days_between(monday, today - timedelta(days=1))
    studied = (study.minutes for day in past for study in progress.studied.get(day, ()))
    return max(0, sum(map(progress.offered.minutes_on, past)) - sum(studied))


def _spread(minutes: int, room: Mapping[date, int]) -> dict[date, int]:
    """Give minutes to days in parts, the emptiest day first, until none has room."""
    extra: dict[date, int] = {}
    while minutes:
        open_days = [day for day, most in room.items() if extra.get(day, 0) < most]
        if not open_days:
            break
        day = min(open_days, key=lambda each: (extra.get(each, 0), each))
        part = min(PART_MINUTES, minutes, room[day] - extra.get(day, 0))
        extra[day] = extra.get(day, 0) + part
        minutes -= part
    return extra
