"""When cards come again, as FSRS expects it of an average learner."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from mlroadmap.core.review.memory import CardMemory
from mlroadmap.core.review.outlook import AnswerDays
from mlroadmap.spacing.memory_model import recall_after

_START = date(2000, 1, 3)
_AGAIN, _GOOD = 1, 3


def answer_days(retention: float, days: int, rng: Random, cards: int = 100) -> AnswerDays:
    """Simulate cards that are asked as soon as they are due, for so many days."""
    found: list[int] = []
    for _ in range(cards):
        day, memory = _START, None
        while (passed := (day - _START).days) <= days:
            found.append(passed)
            is_known = memory is None or rng.random() < memory.recall(day)
            after = recall_after(memory, _GOOD if is_known else _AGAIN, day, retention)
            interval = max(1, after.interval_days)
            memory = CardMemory(day, day, interval, after.stability, after.difficulty)
            day += timedelta(days=interval)
    return AnswerDays(cards, sorted(found))
