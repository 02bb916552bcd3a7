"""The independent check of a plan against rules R1 to R5.

Written from the rules alone: it shares no code with the scheduler, so that a fault in
one shows up against the other. It runs on every plan before the plan is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from mlroadmap.core.availability import Availability
from mlroadmap.core.model import Roadmap
from mlroadmap.core.plan import Plan, Session
from mlroadmap.core.progress import Progress
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
        topic.id: {need for need in topic.needs if not progress.topics[need].is_settled}
        for topic in roadmap.topics.values()
        if not progress.topics[topic.id].is_settled
    }
    yield from _conservation(progress, sessions)
    yield from _capacity(availability, progress, plan.today, sessions)
    yield from _prerequisites(open_needs, sessions)
    yield from _idling(availability, progress, plan.today, sessions)
    yield from _order(roadmap.stage_numbers, open_needs, sessions)


def _conservation(progress: Progress, sessions: Sequence[Session]) -> Iterator[str]:
    planned: Counter[str] = Counter()
    last_place = _last_places(sessions)
    for place, session in enumerate(sessions):
        planned[session.topic] += session.minutes
        if session.minutes < 1:
            yield f"R1: {session.topic} has a session of {session.minutes} minutes"
        if session.completes != (last_place[session.topic] == place):
            yield f"R1: {session.topic} is wrong about its end on {session.day}"
    remaining = Counter(
        {topic_id: topic.remaining_minutes for topic_id, topic in progress.topics.items()}
    )
    for topic_id in dict.fromkeys((*remaining, *planned)):
        if planned[topic_id] != remaining[topic_id]:
            yield (
                f"R1: {topic_id} has {planned[topic_id]} planned minutes "
                f"for {remaining[topic_id]} remaining"
            )


def _capacity(
    availability: Availability, progress: Progress, today: date, sessions: Sequence[Session]
) -> Iterator[str]:
    for day, minutes in _minutes_by_day(sessions).items():
        if minutes > _free_minutes(availability, progress, today, day):
            yield f"R2: {day} holds {minutes} minutes"


def _prerequisites(
    open_needs: Mapping[str, set[str]], sessions: Sequence[Session]
) -> Iterator[str]:
    last_place = _last_places(sessions)
    seen: set[str] = set()
    for place, session in enumerate(sessions):
        if session.topic in seen:
            continue
        seen.add(session.topic)
        for need in sorted(open_needs.get(session.topic, ())):
            if last_place.get(need, place) >= place:
                yield f"R3: {session.topic} comes before the end of {need}, which it needs"


def _idling(
    availability: Availability, progress: Progress, today: date, sessions: Sequence[Session]
) -> Iterator[str]:
    used = _minutes_by_day(sessions)
    day, last = today, max(used, default=today)
    while day < last:
        if used[day] < _free_minutes(availability, progress, today, day):
            yield f"R4: {day} has idle minutes"
        day += timedelta(days=1)


def _order(
    stage_numbers: Mapping[str, int],
    open_needs: Mapping[str, set[str]],
    sessions: Sequence[Session],
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
    last_place = _last_places(sessions)
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


def _last_places(sessions: Sequence[Session]) -> dict[str, int]:
    return {session.topic: place for place, session in enumerate(sessions)}


def _minutes_by_day(sessions: Sequence[Session]) -> Counter[date]:
    minutes: Counter[date] = Counter()
    for session in sessions:
        minutes[session.day] += session.minutes
    return minutes


def _free_minutes(
    availability: Availability, progress: Progress, today: date, day: date
) -> int:
    if day < today:
        return 0
    spent = progress.used_minutes if day == today else 0
    return max(0, availability.minutes_on(day) - spent)
