"""Closed-book questions at a terminal, and which of the answers were right."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.options import ColorChoice
from mlroadmap.cli.output import tell
from mlroadmap.cli.prompts import ask, pause
from mlroadmap.core.review.deck import deck_of
from mlroadmap.core.review.quiz import Question, is_passed, questions_of


class Answers(Struct, frozen=True):
    """How a round of questions went; `was_quit` when some were not answered."""

    right: int
    missed: tuple[Question, ...]
    was_quit: bool = False

    @property
    def are_enough(self) -> bool:
        """Whether all was asked, and enough of it was right."""
        return not self.was_quit and is_passed(self.right, self.right + len(self.missed))


def questions_about(app: AppContext, topic_id: str) -> tuple[Question, ...]:
    """Give all questions of a topic, of cards that were not learned yet too.

    Raises RoadmapError.
    """
    content = app.content_of(topic_id)
    changes = app.memories.changes.get(topic_id, {})
    return questions_of(deck_of(topic_id, content.cards, changes), content.steps)


def ask_closed_book(title: str, questions: Sequence[Question], color: ColorChoice) -> Answers:
    """Ask questions about a topic; the learner says which answers were right."""
    from mlroadmap.views.cards import answer, question

    right = 0
    missed: list[Question] = []
    for number, each in enumerate(questions, 1):
        tell(question(title, each.words, number, len(questions)), color)
        if not pause("Enter shows the answer, q stops"):
            return Answers(right, tuple(missed), was_quit=True)
        tell(answer(each.answer), color)
        verdict = ask("Was yours right?")
        if verdict == "quit":
            return Answers(right, tuple(missed), was_quit=True)
        if verdict == "yes":
            right += 1
        else:
            missed.append(each)
    return Answers(right, tuple(missed))
