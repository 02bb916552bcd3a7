"""FSRS 6 in whole days: how an answer changes what is remembered of a card.

Free Spaced Repetition Scheduler, as in the package `fsrs` with its default weights (Ye, Su &
Cao 2022, "A Stochastic Shortest Path Algorithm for Optimizing Spaced Repetition
Scheduling"); without learning steps of minutes, and without fuzz: the same answers always
give the same days.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cache
from typing import cast

from fsrs import Card, Rating, Scheduler, State
from msgspec import Struct

from mlroadmap.core.review.memory import CardMemory


class Recall(Struct, frozen=True):
    """The state of the memory after an answer, and the days until the next question."""

    interval_days: int
    stability: float
    difficulty: float


def recall_after(before: CardMemory | None, grade: int, day: date, retention: float) -> Recall:
    """Say what an answer on `day`, graded 1 to 4, makes of a memory; None for a new card.

    `retention` is the probability with which the card is to be recalled when it is asked
    again, above 0 and below 1.
    """
    card = Card(card_id=0, state=State.Learning, step=0)
    if before is not None:
        card = Card(
            card_id=0,
            state=State.Review,
            stability=before.stability,
            difficulty=before.difficulty,
            last_review=_noon(before.day),
        )
    asked_at = _noon(day)
    after, _ = _scheduler(retention).review_card(card, Rating(grade), asked_at)
    # Only a card that was never answered has no state.
    stability, difficulty = cast("float", after.stability), cast("float", after.difficulty)
    return Recall((after.due - asked_at).days, stability, difficulty)


@cache
def _scheduler(retention: float) -> Scheduler:
    return Scheduler(
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
