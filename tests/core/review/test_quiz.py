from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.review.deck import ReviewCard
from mlroadmap.core.review.quiz import (
    Question,
    drill_minutes,
    is_passed,
    questions_of,
    sample,
)
from mlroadmap.core.roadmap.content import Step


def test_cards_and_checks_with_answers_are_asked() -> None:
    steps = [
        Step("a", "Read", 30, check="Why?", answer="So."),
        Step("b", "Build", 30, check="Build it."),
        Step("c", "Watch", 30),
    ]
    found = questions_of([ReviewCard("numpy", "x", "What?", "That.")], steps)
    assert found == (Question("What?", "That."), Question("Why?", "So.", "Read"))


@given(st.integers(0, 50), st.integers(1, 8))
def test_a_sample_is_spread_over_all_questions(number: int, most: int) -> None:
    questions = [Question(str(place), "") for place in range(number)]
    found = [int(each.words) for each in sample(questions, most)]
    assert len(found) == min(number, most)
    gaps = {after - before for before, after in pairwise([*found, number])}
    assert all(gap >= 1 for gap in gaps)
    assert not gaps or max(gaps) - min(gaps) <= 1


@pytest.mark.parametrize(
    ("right", "asked", "passed"), [(4, 5, True), (7, 9, False), (0, 0, True)]
)
def test_four_of_five_are_enough(right: int, asked: int, *, passed: bool) -> None:
    assert is_passed(right, asked) is passed


def test_a_drill_is_a_tenth_of_the_topic() -> None:
    assert (drill_minutes(60), drill_minutes(601)) == (30, 61)
