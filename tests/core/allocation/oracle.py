"""A second scheduler, slow and obviously right, to hold the fast one against."""

from __future__ import annotations

from datetime import date, timedelta

from mlroadmap.core.allocation.agenda import SLIVER_MINUTES
from mlroadmap.core.calendar.availability import Availability
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.roadmap.model import Roadmap, Topic

Piece = tuple[date, str, int]


def slow_schedule(
    roadmap: Roadmap, availability: Availability, progress: Progress, today: date
) -> list[Piece]:
    """Walk day by day, and look at every topic again whenever there is a choice."""
    left = {name: value.remaining_minutes for name, value in progress.topics.items()}
    started = {name: value.credited_minutes > 0 for name, value in progress.topics.items()}
    order = list(roadmap.topics)
    pieces: list[Piece] = []
    day = today
    while any(left.values()):
        whole = availability.minutes_on(day)
        free = whole - (progress.used_minutes if day == today else 0)
        while free > 0 and any(left.values()):
            ready = [
                topic
                for topic in roadmap.topics.values()
                if left[topic.id] and not any(left[need] for need in topic.needs)
            ]

            def preference(topic: Topic) -> tuple[int, int, int]:
                unfinished_helpers = sum(left[helper] > 0 for helper in set(topic.helps))
                return (
                    roadmap.stage_numbers[topic.id],
                    unfinished_helpers,
                    order.index(topic.id),
                )

            chosen = min(ready, key=preference)
            is_sliver = (
                free < whole
                and free < SLIVER_MINUTES
                and free < left[chosen.id]
                and not started[chosen.id]
            )
            if is_sliver:
                stage = roadmap.stage_numbers[chosen.id]
                same_stage = [t for t in ready if roadmap.stage_numbers[t.id] == stage]
                ending = [t for t in same_stage if not started[t.id] and left[t.id] <= free]
                under_way = [t for t in same_stage if started[t.id]]
                if ending:
                    chosen = max(ending, key=lambda t: (left[t.id], -order.index(t.id)))
                elif under_way:
                    chosen = min(under_way, key=lambda t: order.index(t.id))
            minutes = min(free, left[chosen.id])
            pieces.append((day, chosen.id, minutes))
            left[chosen.id] -= minutes
            started[chosen.id] = True
            free -= minutes
        day += timedelta(days=1)
    return pieces
