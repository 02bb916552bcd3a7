"""Cards: how many are due, a question, its answer, and what a test has shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mlroadmap.core.review.budget import review_minutes
from mlroadmap.core.review.deck import ReviewCard
from mlroadmap.core.review.memory import CardMemory
from mlroadmap.core.text import count
from mlroadmap.views.documents.fields import Document, day_or_none, document
from mlroadmap.views.theme import ACCENT, QUIET, STRONG, command
from mlroadmap.views.units import duration

_INDENT = 2


def due_line(cards: int) -> RenderableType:
    """Say how many cards are due, how long they take, and what asks them."""
    return Text.assemble((f"{_amount(cards)}: ", STRONG), command("review"))


def question(title: str, words: str, number: int, of: int) -> RenderableType:
    """Show a question with its topic and its place among the others."""
    heading = Text.assemble((f"{number} of {of}  ", QUIET), (title, f"{STRONG} {ACCENT}"))
    return Group(Text(), heading, Padding(Text(words), (0, 0, 0, _INDENT)))


def answer(words: str) -> RenderableType:
    """Show the answer to a question."""
    return Padding(Text(words, style=STRONG), (0, 0, 0, _INDENT))


def card_name(key: str) -> RenderableType:
    """Name a card, for whoever wants to change it."""
    return Padding(Text(key, style=QUIET), (0, 0, 0, _INDENT))


def cards_document(cards: Sequence[ReviewCard], memories: Mapping[str, CardMemory]) -> Document:
    """Give the cards to ask today in their order; a new one was never due before."""
    return document(
        minutes=review_minutes(len(cards)),
        cards=[
            {
                "card": card.key,
                "topic": card.topic,
                "question": card.question,
                "answer": card.answer,
                "due": day_or_none(_due(memories.get(card.key))),
            }
            for card in cards
        ],
    )


def _due(memory: CardMemory | None) -> date | None:
    return memory.due if memory else None


def _amount(cards: int) -> str:
    return f"{count(cards, 'card')}, {duration(review_minutes(cards))}"
