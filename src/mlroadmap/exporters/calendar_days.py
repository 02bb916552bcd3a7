"""What a calendar has to hold: the days of study, past and planned, and those called off.

A calendar that was fed earlier may hold days on which nothing is to be studied any more:
they are derived from the log, which remembers every plan and all that has moved it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from mlroadmap.core.calendar.dates import days_between
from mlroadmap.core.journal.actions import PlanMade, TimeLogged, TimerStopped, TopicsDone
from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.history import read_history
from mlroadmap.core.progress.fold import fold
from mlroadmap.core.progress.progress import Study
from mlroadmap.core.review.memory import read_memories
from mlroadmap.core.roadmap.shape import RoadmapShape
from mlroadmap.core.schedule.plan import Session
from mlroadmap.core.schedule.study_state import with_reviews
from mlroadmap.exporters.export_input import ExportInput

# How many former plans are worked out, and how many events may
# be read again for it: each plan takes all those before it.
MOST_FORMER_PLANS = 40
EVENTS_READ_AGAIN = 30_000


class CalendarDay(Struct, frozen=True):
    """What was studied on a day and what is planned for it; nothing when it is called off."""

    day: date
    studied: tuple[Study, ...] = ()
    planned: tuple[Session, ...] = ()

    @property
    def is_called_off(self) -> bool:
        """Whether an earlier plan had study on this day, and none is left."""
        return not self.studied and not self.planned

    @property
    def minutes(self) -> int:
        """The minutes of the day, studied and planned."""
        entries: Sequence[Study | Session] = (*self.studied, *self.planned)
        return sum(entry.minutes for entry in entries)


def calendar_days(
    export_input: ExportInput, *, called_off: bool = True
) -> tuple[CalendarDay, ...]:
    """List the days of study in order and, if wanted, the days that were called off."""
    studied = export_input.study_state.progress.studied
    planned: dict[date, list[Session]] = defaultdict(list)
    for session in export_input.study_state.plan.sessions:
        planned[session.day].append(session)
    days = {*studied, *planned}
    if called_off:
        days.update(once_planned_days(export_input))
    return tuple(
        CalendarDay(day, studied.get(day, ()), tuple(planned.get(day, ())))
        for day in sorted(days)
    )


def once_planned_days(export_input: ExportInput) -> set[date]:
    """Find the days on which a plan had study at any time since something was said.

    The last things said are gone through one by one, those undone included; of earlier
    plans there is what they promised.
    """
    count = len(export_input.events)
    oldest = max(1, count - min(MOST_FORMER_PLANS, EVENTS_READ_AGAIN // count))
    days = {*_baseline_days(export_input.events[:oldest]), *_taken_back(export_input)}
    for number in range(oldest, count + 1):
        said = export_input.events[:number]
        # An event may be about a day to come: another time zone's, or one that is made up.
        following = export_input.events[number].day if number < count else export_input.today
        until = min(following, export_input.today)
        first = min(said[-1].day, export_input.today)
        days.update(_planned_days(export_input.roadmap.shape, said, first, max(first, until)))
    return days


def _planned_days(
    shape: RoadmapShape, events: Sequence[Event], first: date, until: date
) -> Iterator[date]:
    """Give the days that were planned while nothing more was said, from `first` to `until`.

    A plan leaves no day idle, so the minutes that are left in the end say how far it goes.
    """
    history = read_history(events)
    then = history.shapes[-1] if history.shapes else shape
    progress = with_reviews(
        fold(then, history.timeline, until),
        read_memories(history.timeline, then, until),
        until,
    )
    left = progress.remaining_minutes
    if not left:
        return
    for study_day in progress.availability.study_days(first):
        if study_day.day == until:
            left += progress.used_minutes
        if left <= 0:
            return
        if study_day.day >= until:
            left -= study_day.free_minutes
        yield study_day.day


def _taken_back(export_input: ExportInput) -> Iterator[date]:
    """Give the days that study was logged on and is not any more."""
    for entry in export_input.history.entries:
        if not entry.counts and isinstance(
            entry.action, TimeLogged | TimerStopped | TopicsDone
        ):
            yield min(entry.event.day, export_input.today)


def _baseline_days(events: Sequence[Event]) -> Iterator[date]:
    for event in events:
        plan = event.action
        if isinstance(plan, PlanMade) and plan.baseline:
            finish = max(dates.finish for dates in plan.baseline.values())
            for day in days_between(max(plan.start, event.day), finish):
                if plan.week_minutes[day.weekday()]:
                    yield day
