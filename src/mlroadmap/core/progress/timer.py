"""How long a timer has run, and when that is not to be believed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Literal

from mlroadmap.core.calendar.dates import learner_day
from mlroadmap.core.calendar.durations import MINUTES_PER_HOUR
from mlroadmap.core.progress.progress import Timer

Doubt = Literal["backwards", "overnight", "long"]

# Nobody studies for a whole working day without getting up: such a timer was forgotten.
LONGEST_BELIEVED_MINUTES = 8 * MINUTES_PER_HOUR

_A_MINUTE = timedelta(minutes=1)


def elapsed_minutes(timer: Timer, now: datetime) -> int:
    """Give the time since a timer was started, rounded to the nearest minute.

    `now` is aware, in any zone: what counts is the difference of the instants. Negative
    when the clock has gone backwards.
    """
    return (_elapsed(timer, now) + _A_MINUTE / 2) // _A_MINUTE


def doubt_about(timer: Timer, now: datetime, *, today: date, day_begins: int) -> Doubt | None:
    """Say why the time that a timer shows cannot be believed; None when it can.

    `now` is the learner's wall clock, `day_begins` the hour at which `today` began on it.
    """
    if _elapsed(timer, now) < timedelta():
        return "backwards"
    if today not in {timer.day, _day_here(timer, now, day_begins)}:
        return "overnight"
    if elapsed_minutes(timer, now) > LONGEST_BELIEVED_MINUTES:
        return "long"
    return None


def _day_here(timer: Timer, now: datetime, day_begins: int) -> date:
    """Say on which day a timer was started by the clock of where the learner is now.

    It differs from the timer's own day for a learner who has changed time zones: then
    another day does not mean that a night has passed.
    """
    return learner_day(timer.since.astimezone(now.tzinfo), day_begins)


def _elapsed(timer: Timer, now: datetime) -> timedelta:
    return now.astimezone(UTC) - timer.since.astimezone(UTC)
