"""The independent check of a plan against rules R1 to R5.

Written from the rules alone: it shares no code with the scheduler, so that a fault in
one shows up against the other. It runs on every plan before the plan is stored.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile

from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.plan import Plan, Session
from mlroadmap.errors import RuleBreachError


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
    open_needs = {
        topic.id: {need for need in topic.needs if progress.topics[need].remaining_minutes}
        for topic in roadmap.topics.values()
        if progress.topics[topic.id].remaining_minutes
    }
    last_place = {session.topic: place for place, session in enumerate(sessions)}
    yield from _conservation(progress, sessions, last_place)
    yield from _days(availability, progress, plan.today, sessions)
    yield from _prerequisites(open_needs, sessions, last_place)
    yield from _order(roadmap.stage_numbers, open_needs, sessions, last_place)


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


def _days(
    availability: Availability, progress: Progress, today: date, sessions: Sequence[Session]
) -> Iterator[str]:
    """Check that no day is too full (R2) and none before the last has room left (R4)."""
    planned: Counter[date] = Counter()
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
        elif planned[day] < free and day < last:
            yield f"R4: {day} has idle minutes"


def _prerequisites(
    open_needs: Mapping[str, set[str]],
    sessions: Sequence[Session],
    last_place: Mapping[str, int],
) -> Iterator[str]:
    seen: set[str] = set()
    for place, session in enumerate(sessions):
        if session.topic in seen:
            continue
        seen.add(session.topic)
        for need in sorted(open_needs.get(session.topic, ())):
            if last_place.get(need, place) >= place:
                yield f"R3: {session.topic} comes before the end of {need}, which it needs"


def _order(
    stage_numbers: Mapping[str, int],
    open_needs: Mapping[str, set[str]],
    sessions: Sequence[Session],
    last_place: Mapping[str, int],
) -> Iterator[str]:
    """Check that no topic runs while one of an earlier stage is ready and waiting."""
    waiting_for = {topic_id: set(needs) for topic_id, needs in open_needs.items()}
    dependents: dict[str, list[str]] = {topic_id: [] for topic_id in waiting_for}
    for topic_id, needs in waiting_for.items():
        for need in needs:
            dependents[need].append(topic_id)
    ready = Counter(
        stage_numbers[topic_id] for topic_id, needs in waiting_for.items() if not needs
    )
    earliest = 1
    for place, session in enumerate(sessions):
        if session.topic not in waiting_for:
            continue
        stage = stage_numbers[session.topic]
        while earliest < stage and ready[earliest] < 1:
            earliest += 1
        if earliest < stage:
            yield f"R5: {session.topic} runs while stage {earliest} has a topic ready"
        if last_place[session.topic] == place:
            ready[stage] -= 1
            for dependent in dependents[session.topic]:
                waiting_for[dependent].discard(session.topic)
                if not waiting_for[dependent]:
                    ready[stage_numbers[dependent]] += 1
                    earliest = min(earliest, stage_numbers[dependent])
