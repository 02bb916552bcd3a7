"""Which weekdays the learner really studies on, learned from what was logged.

Observed study days per weekday are compared with the expected ones, those that fall on it
when all days are studied by their capacity, and the quotient is shrunk towards 1: the
gamma-Poisson estimate of relative risks of Clayton and Kaldor (1987), "Empirical Bayes
estimates of age-standardized relative risks for use in disease mapping".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise

from msgspec.structs import replace

from mlroadmap.core.calendar.availability import Availability, Week

NO_HABITS = (1.0,) * 7

# The belief that weekdays are alike is worth so many study days on each.
_PRIOR_DAYS = 2.0
# A day with far more minutes than usual may be the log of several: it counts as two at most.
_MOST_USUAL_DAYS = 2.0


def habits_of(
    capacity: Iterable[tuple[date, int]], logged: Mapping[date, int]
) -> tuple[float, ...]:
    """Learn how much more than by its capacity each weekday, Monday first, is studied on.

    `capacity` has the minutes of each day that is past, `logged` what was studied on a day.
    1 for all weekdays when nothing was logged.
    """
    planned = [(day, minutes) for day, minutes in capacity if minutes]
    studied = {day: logged[day] for day, _ in planned if logged.get(day)}
    if not studied:
        return NO_HABITS
    usual = sorted(studied.values())[len(studied) // 2]
    observed, exposed = [0.0] * 7, [0.0] * 7
    for day, minutes in planned:
        exposed[day.weekday()] += minutes
        observed[day.weekday()] += min(studied.get(day, 0) / usual, _MOST_USUAL_DAYS)
    rate = sum(observed) / sum(exposed)
    return tuple(
        (seen + _PRIOR_DAYS) / (rate * minutes + _PRIOR_DAYS)
        for seen, minutes in zip(observed, exposed, strict=True)
    )


def habitual(availability: Availability, habits: Sequence[float]) -> Availability:
    """Move the minutes of a usual week to where the learner studies; its total stays.

    Days that differ from the usual week keep the minutes that the learner gave them.
    """
    patterns = tuple(
        replace(pattern, week_minutes=_moved(pattern.week_minutes, habits))
        for pattern in availability.patterns
    )
    return replace(availability, patterns=patterns)


def _moved(week: Week, habits: Sequence[float]) -> Week:
    """Share out a week's minutes anew, rounding so that none are lost."""
    wanted = [minutes * habit for minutes, habit in zip(week, habits, strict=True)]
    scale = sum(week) / sum(wanted) if any(week) else 0.0
    ends = [round(end * scale) for end in accumulate(wanted, initial=0.0)]
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (
        end - start for start, end in pairwise(ends)
    )
    return (monday, tuesday, wednesday, thursday, friday, saturday, sunday)
