"""The learner's cards: all that may be asked, and those that are due today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.output import show
from mlroadmap.core.review.budget import cards_within
from mlroadmap.core.review.deck import ReviewCard, deck_of
from mlroadmap.core.schedule.todays_cards import cards_to_ask, choose_cards


def learned_deck(app: AppContext) -> Iterator[ReviewCard]:
    """Yield the cards of what was learned, and the learner's own. Raises RoadmapError."""
    topics = app.study_state.progress.topics
    return cards_to_ask(topics, app.memories, app.content_of)


def whole_deck(app: AppContext, topics: Iterator[str] | Sequence[str]) -> Iterator[ReviewCard]:
    """Yield all cards of topics, whether they come up already or not. Raises RoadmapError."""
    for topic_id in topics:
        changes = app.memories.changes.get(topic_id, {})
        yield from deck_of(topic_id, app.content_of(topic_id).cards, changes)


def cards_today(app: AppContext, minutes: int | None = None) -> Sequence[ReviewCard]:
    """Give the cards to ask today, or those for so many minutes. Raises RoadmapError."""
    study_state = app.planned()
    if minutes is None:
        return study_state.cards
    return choose_cards(
        app.roadmap,
        study_state.progress,
        app.memories,
        app.today,
        app.content_of,
        cards_within(minutes),
    )


def show_due(app: AppContext) -> None:
    """Say how many cards are due today, if any are."""
    from mlroadmap.views.cards import due_line

    cards = cards_today(app)
    if cards:
        show(due_line(len(cards)), app.options.color)


def next_due(app: AppContext) -> date | None:
    """Give the first day after today on which a card that was asked is due again."""
    days = (day for day in app.memories.due_days(app.roadmap.topics) if day > app.today)
    return min(days, default=None)
