"""The time that is behind the learner, cut into spans that a belief can learn from.

Hours may have changed. What a week with other hours says of those to come is not known: the
share of the plan that was kept may persist, or the minutes that were studied. Past capacity
is therefore read more than once, each time for another elasticity e of the minutes studied
to the hours planned, as if a day's planned minutes had been multiplied by
(new / old) ** (1 - e). The forecast pools the readings: an equally weighted opinion pool
(Stone 1961, "The opinion pool").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile

from msgspec import Struct

from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.roadmap.model import Effort

ELASTICITIES = (0.1, 0.5, 0.9)


class Span(Struct, frozen=True):
    """A time that ends with a finished topic: the capacity in it and the efforts finished."""

    planned_minutes: float
    efforts: tuple[Effort, ...]


class LoggedSpan(Struct, frozen=True):
    """A time of a week or more: the capacity in it and the minutes logged in it."""

    planned_minutes: float
    logged_minutes: int


class Reading(Struct, frozen=True):
    """The time until today, cut at finished topics and, of a learner who logs, at log entries.

    `pending_minutes` is the capacity since the last topic was finished.
    """

    spans: tuple[Span, ...] = ()
    pending_minutes: float = 0.0
    attended: tuple[LoggedSpan, ...] = ()

    @property
    def planned_minutes(self) -> float:
        """All capacity until today."""
        return sum(span.planned_minutes for span in self.spans) + self.pending_minutes


def past_capacity(
    planned: Availability, today: date, used_minutes: int
) -> list[tuple[date, int]]:
    """List the study days until today with their planned minutes; of today, those used."""
    since = min((pattern.since for pattern in planned.patterns), default=today)
    capacity = [
        (study_day.day, study_day.whole_minutes)
        for study_day in takewhile(lambda each: each.day < today, planned.study_days(since))
    ]
    if used_minutes:
        capacity.append((today, used_minutes))
    return capacity


def read_past(
    planned: Availability,
    capacity: Sequence[tuple[date, int]],
    finished: Mapping[date, Sequence[Effort]],
    logged: Mapping[date, int],
    weekly_minutes: float,
) -> tuple[Reading, ...]:
    """Read the past for a week of `weekly_minutes`: once if its hours were never others."""
    changes = _changes(planned, capacity, weekly_minutes)
    elasticities = ELASTICITIES if any(change != 1 for change in changes) else (1.0,)
    readings = []
    for elasticity in elasticities:
        scaled = {
            day: minutes * change ** (1 - elasticity)
            for (day, minutes), change in zip(capacity, changes, strict=True)
        }
        *spans, pending = _cut(scaled, finished, weekly_minutes)
        attended = tuple(_attended(scaled, logged, weekly_minutes)) if logged else ()
        readings.append(Reading(tuple(spans), pending.planned_minutes, attended))
    return tuple(readings)


def _changes(
    planned: Availability, capacity: Sequence[tuple[date, int]], weekly_minutes: float
) -> list[float]:
    """Give the week's hours to come as a share of those in force on each study day."""
    weeks = {pattern: sum(pattern.week_minutes) for pattern in planned.patterns}
    starts = [*planned.patterns[1:], None]
    changes, place = list[float](), 0
    for day, _ in capacity:
        while (following := starts[place]) and following.since <= day:
            place += 1
        old = weeks[planned.patterns[place]]
        changes.append(weekly_minutes / old if old else 1.0)
    return changes


def _cut(
    capacity: Mapping[date, float],
    finished: Mapping[date, Sequence[Effort]],
    least_minutes: float,
) -> Iterator[Span]:
    """Yield a span for each week or more that ends with a finished topic, then what is left.

    The last but one may be shorter than a week; the last has no efforts.
    """
    minutes, efforts = 0.0, list[Effort]()
    since_finished = 0.0
    for day in sorted({*capacity, *finished}):
        since_finished += capacity.get(day, 0)
        if day in finished:
            minutes, since_finished = minutes + since_finished, 0.0
            efforts += finished[day]
            if minutes >= least_minutes:
                yield Span(minutes, tuple(efforts))
                minutes, efforts = 0.0, []
    if efforts:
        yield Span(minutes, tuple(efforts))
    yield Span(since_finished, ())


def _attended(
    capacity: Mapping[date, float], logged: Mapping[date, int], least_minutes: float
) -> Iterator[LoggedSpan]:
    """Yield a span for each week or more that ends with a day on which something was logged.

    The last one ends today. A silence says that nothing was studied in it once it is
    longer than any before: some log a topic's whole time at its end.
    """
    planned = silence = longest = 0.0
    minutes = 0
    for day in sorted({*capacity, *logged}):
        planned += capacity.get(day, 0)
        silence += capacity.get(day, 0)
        if logged.get(day):
            minutes += logged[day]
            longest, silence = max(longest, silence), 0.0
            if planned >= least_minutes:
                yield LoggedSpan(planned, minutes)
                planned, minutes = 0.0, 0
    rest = planned - min(silence, longest)
    if rest > 0:
        yield LoggedSpan(rest, minutes)
