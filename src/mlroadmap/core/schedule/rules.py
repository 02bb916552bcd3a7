"""The independent check of a plan against rules R1 to R5 and R10.

Written from the rules alone: it shares no code with the scheduler, so that a fault in
one shows up against the other. It runs on every plan before the plan is stored.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from graphlib import TopologicalSorter
from itertools import accumulate, takewhile

from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.habit_rules import habit_breaches
from mlroadmap.core.schedule.order_rules import order_breaches
from mlroadmap.core.schedule.plan import Plan, Session
from mlroadmap.errors import RuleBreachError

# What the topics that are left need, as far as that is left too.
_Needs = Mapping[str, Sequence[str]]


def assert_rules(
    roadmap: Roadmap, availability: Availability, progress: Progress, plan: Plan
) -> None:
    """Raise RuleBreachError, naming the first breaches, when a plan breaks a rule."""
    found = list(breaches(roadmap, availability, progress, plan))
    if found:
        raise RuleBreachError(
            "The plan breaks its own rules: " + "; ".join(found[:3]) + ".",
            "This is a bug in mlroadmap; nothing was stored. Report it with your roadmap.",
        )


def breaches(
    roadmap: Roadmap, availability: Availability, progress: Progress, plan: Plan
) -> Iterator[str]:
    """Yield a phrase for each breach of a rule."""
    sessions = sorted(plan.sessions, key=lambda session: session.day)
    if sessions != list(plan.sessions):
        yield "R5: the sessions are not in the order of their days"
    unfinished = {
        topic_id for topic_id, topic in progress.topics.items() if topic.remaining_minutes
    }
    open_needs = {
        topic_id: tuple(filter(unfinished.__contains__, topic.needs))
        for topic_id, topic in roadmap.topics.items()
        if topic_id in unfinished
    }
    last_place = {session.topic: place for place, session in enumerate(sessions)}
    yield from _conservation(progress, sessions, last_place)
    busy = _BusyDays(roadmap, open_needs, sessions)
    yield from _days(availability, progress, plan.today, sessions, busy)
    yield from _prerequisites(open_needs, sessions, last_place)
    yield from order_breaches(roadmap, availability, progress, plan.today, sessions)
    if roadmap.habits:
        yield from habit_breaches(roadmap, availability, progress, sessions)


def _conservation(
    progress: Progress, sessions: Sequence[Session], last_place: Mapping[str, int]
) -> Iterator[str]:
    planned: dict[str, int] = defaultdict(int)
    for place, session in enumerate(sessions):
        planned[session.topic] += session.minutes
        if session.minutes < 1:
            yield f"R1: {session.topic} has a session of {session.minutes} minutes"
        if session.completes != (last_place[session.topic] == place):
            yield f"R1: {session.topic} is wrong about its end on {session.day}"
    remaining = {
        topic_id: topic.remaining_minutes for topic_id, topic in progress.topics.items()
    }
    for topic_id in dict.fromkeys((*remaining, *planned)):
        if planned[topic_id] != remaining.get(topic_id, 0):
            yield (
                f"R1: {topic_id} has {planned[topic_id]} planned minutes "
                f"for {remaining.get(topic_id, 0)} remaining"
            )


class _BusyDays:
    """On which days there is something to do.

    There is when a topic that is finished on a later day can be begun, or something that
    it needs: when the earliest dates of them all have come.
    """

    def __init__(
        self,
        roadmap: Roadmap,
        open_needs: _Needs,
        sessions: Iterable[Session],
    ) -> None:
        earliest = _earliest_days(roadmap, open_needs)
        finish = {session.topic: session.day for session in sessions}
        days = sorted(
            (earliest.get(topic_id, date.min), day) for topic_id, day in finish.items()
        )
        self._days = [day for day, _ in days]
        self._until = list(accumulate((day for _, day in days), max))

    def __contains__(self, day: date) -> bool:
        begun = bisect_right(self._days, day)
        return begun > 0 and day < self._until[begun - 1]


def _earliest_days(roadmap: Roadmap, open_needs: _Needs) -> Mapping[str, date]:
    """Find for each topic the day by which its date, and those of all it needs, have come."""
    earliest: dict[str, date] = {}
    if not any(roadmap.topics[topic_id].after for topic_id in open_needs):
        return earliest
    for topic_id in TopologicalSorter(open_needs).static_order():
        own = roadmap.topics[topic_id].after or date.min
        earliest[topic_id] = max([own, *(earliest[need] for need in open_needs[topic_id])])
    return earliest


def _days(
    availability: Availability,
    progress: Progress,
    today: date,
    sessions: Sequence[Session],
    busy: _BusyDays,
) -> Iterator[str]:
    """Check that no day is too full (R2) and none has room left for work that waits (R4)."""
    planned: dict[date, int] = defaultdict(int)
    for session in sessions:
        planned[session.day] += session.minutes
    last = max(planned, default=today)
    open_days = takewhile(lambda each: each.day <= last, availability.study_days(today))
    # All other days have no minutes and are given none; they may be millions.
    for day in sorted({*planned, *(each.day for each in open_days)}):
        spent = progress.used_minutes if day == today else 0
        free = max(0, availability.minutes_on(day) - spent)
        if day < today or planned[day] > free:
            yield f"R2: {day} holds {planned[day]} minutes"
        elif planned[day] < free and day in busy:
            yield f"R4: {day} has idle minutes"


def _prerequisites(
    open_needs: _Needs,
    sessions: Sequence[Session],
    last_place: Mapping[str, int],
) -> Iterator[str]:
    seen: set[str] = set()
    for place, session in enumerate(sessions):
        if session.topic in seen or (session.habit and not session.completes):
            continue
        seen.add(session.topic)
        needs = open_needs.get(session.topic, ())
        late = {need for need in needs if last_place.get(need, place) >= place}
        for need in sorted(late):
            yield f"R3: {session.topic} comes before the end of {need}, which it needs"
