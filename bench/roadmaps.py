"""The roadmaps that are studied: the built-in one, one of even topics, and random ones."""

from __future__ import annotations

from random import Random

from worlds import chance

from mlroadmap.core.forecast.topics import Work
from mlroadmap.core.roadmap.model import Effort
from mlroadmap.core.roadmap.shape import TopicKind
from mlroadmap.storage.roadmap_file import builtin_roadmap_path, load_roadmap


def builtin() -> list[Work]:
    roadmap = load_roadmap(builtin_roadmap_path()).roadmap
    return [
        Work(topic.effort, (stage.number, topic.kind), topic.id)
        for stage in roadmap.stages
        for topic in stage.topics
    ]


def even() -> list[Work]:
    """Give 120 topics of like size in 8 stages, that starts with no small ones."""
    rng = chance(7)
    return [
        _work(rng, place, place // 15, "study", 60 * rng.randint(3, 16)) for place in range(120)
    ]


def at_random(rng: Random) -> list[Work]:
    """Give 50 to 150 topics in 3 to 12 stages, each with topics of its own size."""
    stages, topics = rng.randint(3, 12), rng.randint(50, 150)
    sizes = [60 * 2 ** rng.uniform(0, 4.5) for _ in range(stages)]
    kinds: list[TopicKind] = rng.choices(["study", "project"], [5, 1], k=stages)
    places = sorted(rng.randrange(stages) for _ in range(topics))
    return [
        _work(rng, place, stage, kinds[stage], sizes[stage] * 2 ** rng.gauss(0, 0.7))
        for place, stage in enumerate(places)
    ]


def _work(rng: Random, place: int, stage: int, kind: TopicKind, minutes: float) -> Work:
    likely = max(15, round(minutes))
    low, high = rng.uniform(0.4, 0.7), rng.uniform(1.4, 2.2)
    return Work(
        Effort(round(likely * low), likely, round(likely * high)), (stage, kind), f"t{place}"
    )
