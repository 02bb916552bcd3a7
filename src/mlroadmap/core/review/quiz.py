"""Closed-book questions about a topic, and what comes of the answers.

That a passed test ends a topic is mastery learning (Kulik, Kulik & Bangert-Drowns 1990,
d = 0.5); who does not pass drills what was missed and meets no wall.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from mlroadmap.core.review.deck import ReviewCard
from mlroadmap.core.roadmap.content import Step

PASS_PERCENT = 80
_DRILL_SHARE = 10
_LEAST_DRILL_MINUTES = 30


class Question(Struct, frozen=True):
    """A question with its answer, and the title of the step whose check it is, if any."""

    words: str
    answer: str
    step: str = ""


def questions_of(cards: Iterable[ReviewCard], steps: Iterable[Step]) -> tuple[Question, ...]:
    """Give the questions that cards and the checks of steps ask; other checks are work."""
    asked = [Question(card.question, card.answer) for card in cards]
    checks = [
        Question(step.check, step.answer, step.title)
        for step in steps
        if step.check and step.answer
    ]
    return (*asked, *checks)


def sample(questions: Sequence[Question], most: int) -> tuple[Question, ...]:
    """Choose at most so many questions, spread evenly over all of them."""
    wanted = min(most, len(questions))
    return tuple(questions[place * len(questions) // wanted] for place in range(wanted))


def is_passed(right: int, asked: int) -> bool:
    """Whether enough answers were right."""
    return 100 * right >= PASS_PERCENT * asked


def drill_minutes(effort_minutes: int) -> int:
    """Give how long what was missed in a test of a topic is drilled."""
    return max(_LEAST_DRILL_MINUTES, -(-effort_minutes // _DRILL_SHARE))
