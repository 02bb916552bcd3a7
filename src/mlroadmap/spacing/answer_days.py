"""When cards come again, as FSRS expects it of an average learner."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random

from mlroadmap.core.review.memory import CardMemory, recall_after_days
from mlroadmap.core.review.outlook import AnswerDays
from mlroadmap.spacing.memory_model import Recall, recall_after

_START = date(2000, 1, 3)
_AGAIN, _GOOD = 1, 3


def answer_days(retention: float, days: int, rng: Random, cards: int = 100) -> AnswerDays:
    """Simulate cards that are asked as soon as they are due, for so many days."""
    # Cards that were answered alike so far, as most were, have the same memory.
    after = cache(lambda before, grade: _asked_when_due(before, grade, retention))
    found: list[int] = []
    for _ in range(cards):
        day, memory = 0, None
        while day <= days:
            found.append(day)
            is_known = memory is None or rng.random() < _recall_when_due(memory)
            memory = after(memory, _GOOD if is_known else _AGAIN)
            day += memory.interval_days
    return AnswerDays(cards, sorted(found))


def _recall_when_due(memory: Recall) -> float:
    return recall_after_days(memory.stability, memory.interval_days)


def _asked_when_due(before: Recall | None, grade: int, retention: float) -> Recall:
    """Say what an answer makes of a memory on the day on which the card is due."""
    if before is None:
        return recall_after(None, grade, _START, retention)
    due = _START + timedelta(days=before.interval_days)
    memory = CardMemory(_START, due, before.interval_days, before.stability, before.difficulty)
    return recall_after(memory, grade, due, retention)
