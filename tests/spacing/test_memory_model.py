from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

from mlroadmap.core.journal.actions import CardReviewed
from mlroadmap.core.review.memory import CardMemory, recall_after_days
from mlroadmap.spacing.memory_model import recall_after
from tests.builders import MONDAY

answers = st.tuples(st.integers(0, 900), st.integers(1, 4))


@given(
    history=st.lists(answers, min_size=1, max_size=12),
    retention=st.sampled_from([0.7, 0.8, 0.85, 0.9, 0.97]),
)
def test_it_is_py_fsrs_to_the_day(history: list[tuple[int, int]], retention: float) -> None:
    scheduler = Scheduler(
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )
    theirs = Card(card_id=1)
    ours: CardMemory | None = None
    day = MONDAY
    for gap, grade in history:
        day += timedelta(days=gap)
        at = datetime.combine(day, time(20), UTC)
        theirs, _ = scheduler.review_card(theirs, Rating(grade), at)
        found = recall_after(ours, grade, day, retention)
        due = day + timedelta(days=found.interval_days)
        assert due == theirs.due.date()
        ours = _stored(day, due, found.stability, found.difficulty)
        assert (ours.stability, ours.difficulty) == (theirs.stability, theirs.difficulty)


def _stored(day: date, due: date, stability: float, difficulty: float) -> CardMemory:
    """Give a memory as it is read back from the log."""
    event = CardReviewed("numpy/axis", 3, due, stability, difficulty)
    read = json.decode(json.encode(event), type=CardReviewed)
    return CardMemory(day, read.due, (due - day).days, read.stability, read.difficulty)


@pytest.mark.parametrize(("grade", "days"), [(1, 1), (2, 2), (3, 4), (4, 16)])
def test_the_first_intervals_grow_with_the_grade(grade: int, days: int) -> None:
    assert recall_after(None, grade, MONDAY, 0.85).interval_days == days


def test_a_higher_retention_asks_sooner() -> None:
    intervals = [recall_after(None, 4, MONDAY, share).interval_days for share in (0.8, 0.97)]
    assert intervals[0] > intervals[1]


@given(st.floats(0.1, 5000), st.integers(-5, 3000))
def test_what_is_expected_after_some_days_is_py_fsrs(stability: float, days: int) -> None:
    asked = datetime.combine(MONDAY, time(12), UTC)
    card = Card(card_id=1, stability=stability, difficulty=5.0, last_review=asked)
    theirs = Scheduler().get_card_retrievability(card, asked + timedelta(days=days))
    assert recall_after_days(stability, days) == pytest.approx(theirs)
