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
from math import fsum
from typing import NamedTuple

from msgspec import Struct

from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.progress.estimates import mean_minutes
from mlroadmap.core.roadmap.model import Effort


class Elasticities(NamedTuple):
    """How the minutes studied follow the hours planned, when these become more or fewer."""

    more: float
    fewer: float


ELASTICITIES = (Elasticities(0.1, 0.0), Elasticities(0.5, 0.05), Elasticities(0.9, 0.2))
_SAME = (Elasticities(1.0, 1.0),)


class Span(Struct, frozen=True):
    """A time that ends with a finished topic: the capacity in it and the efforts finished.

    The capacity is of so many study `days`.
    """

    planned_minutes: float
    efforts: tuple[Effort, ...]
    days: int = 1


class LoggedSpan(Struct, frozen=True):
    """A time of a week or more: the capacity in it and the minutes logged in it."""

    planned_minutes: float
    logged_minutes: int


class Reading(Struct, frozen=True):
    """The time until today, cut at finished topics and, of a learner who logs, at log entries.

    `pending_minutes` is the capacity spent on topics that are not finished, as far as that
    is known, and all since anything was.
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
    on_open: Mapping[date, int],
    in_vain: Mapping[date, int],
    weekly_minutes: float,
) -> tuple[Reading, ...]:
    """Read the past for a week of `weekly_minutes`: once if its hours were never others.

    `on_open` are the minutes of each day that were spent on topics not finished yet, and
    those `in_vain` on topics that do not count any more.
    """
    changes = _changes(planned, capacity, weekly_minutes)
    kept = _kept_share(capacity, finished, logged)
    readings = []
    for elasticities in ELASTICITIES if any(change != 1 for change in changes) else _SAME:
        factors = [_factor(change, kept, elasticities) for change in changes]
        scaled, opened, rest = dict[date, float](), dict[date, float](), dict[date, float]()
        for (day, minutes), factor in zip(capacity, factors, strict=True):
            useful = max(0, minutes - in_vain.get(day, 0))
            scaled[day] = minutes * factor
            opened[day] = min(useful, on_open.get(day, 0)) * factor
            rest[day] = useful * factor - opened[day]
        *spans, pending = _cut(rest, finished, weekly_minutes)
        attended = tuple(_attended(scaled, logged, weekly_minutes)) if logged else ()
        pending_minutes = pending.planned_minutes + sum(opened.values())
        readings.append(Reading(tuple(spans), pending_minutes, attended))
    return tuple(readings)


def _kept_share(
    capacity: Sequence[tuple[date, int]],
    finished: Mapping[date, Sequence[Effort]],
    logged: Mapping[date, int],
) -> float:
    """Give the share of the capacity so far that was studied, as far as that is known."""
    planned = sum(minutes for _, minutes in capacity)
    efforts = (effort for each in finished.values() for effort in each)
    studied = sum(logged.values()) or fsum(map(mean_minutes, efforts))
    return studied / planned if planned else 1.0


def _factor(change: float, kept: float, elasticities: Elasticities) -> float:
    """Say by how much a planned minute of other hours counts, read for those to come.

    Of fewer hours nobody is expected to study more than is planned, unless that is what
    they did.
    """
    if change >= 1:
        return float(change ** (1 - elasticities.more))
    return max(float(change ** (1 - elasticities.fewer)), min(1.0, kept))


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
    since_begun, since_finished, efforts = list[float](), list[float](), list[Effort]()
    for day in sorted({*capacity, *finished}):
        if capacity.get(day):
            since_finished.append(capacity[day])
        if day in finished:
            since_begun += since_finished
            since_finished = []
            efforts += finished[day]
            if sum(since_begun) >= least_minutes:
                yield Span(sum(since_begun), tuple(efforts), len(since_begun))
                since_begun, efforts = [], []
    if efforts:
        yield Span(sum(since_begun), tuple(efforts), len(since_begun))
    yield Span(sum(since_finished), (), len(since_finished))


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
