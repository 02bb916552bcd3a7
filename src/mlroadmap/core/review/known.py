"""How much of what was learned is likely still known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from msgspec import Struct

from mlroadmap.core.review.memory import Memories
from mlroadmap.core.review.record import RecallRecord

_A_DAY = timedelta(days=1)


class Known(Struct, frozen=True):
    """Of so many `cards` that were asked before, the `expected` number is still known."""

    cards: int = 0
    expected: float = 0.0

    @property
    def percent(self) -> int:
        """The share that is likely still known, 0 without cards."""
        return round(100 * self.expected / self.cards) if self.cards else 0

    def __add__(self, other: Known) -> Known:
        return Known(self.cards + other.cards, self.expected + other.expected)


def known_by_topic(
    memories: Memories, record: RecallRecord, topics: Collection[str], today: date
) -> Mapping[str, Known]:
    """Say for topics what is likely still known of their cards, by the learner's own record.

    A card that was answered today is looked at tomorrow, as none is forgotten at once.
    """
    known: dict[str, Known] = defaultdict(Known)
    for topic, memory in memories.asked_of(topics):
        known[topic] += Known(1, record.recall(memory.recall(max(today, memory.day + _A_DAY))))
    return known
