"""The learner's cards: all that may be asked, and those that are due today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from mlroadmap.cli.context import AppContext
from mlroadmap.core.progress.topic_progress import TopicState
from mlroadmap.core.review.budget import cards_within, least_cards, most_cards, takes_new_cards
from mlroadmap.core.review.deck import ReviewCard, deck_of, learned_cards
from mlroadmap.core.review.memory import Memories
from mlroadmap.core.review.queue import due_cards
from mlroadmap.core.roadmap.content import Card
from mlroadmap.core.schedule.session_steps import StepState, step_states

# The cards of a deck wait for their topic, as those of the roadmap do.
DECK = "deck-"
_FINISHED: tuple[StepState, ...] = ("assumed", "done")
_BEGUN: tuple[TopicState, ...] = ("active", "awaiting", "done")


def all_cards(app: AppContext, memories: Memories) -> Iterator[ReviewCard]:
    """Yield the cards of what was learned, and the learner's own. Raises RoadmapError."""
    for topic_id, progress in app.study_state.progress.topics.items():
        changes = memories.changes.get(topic_id, {})
        if progress.state in _BEGUN:
            yield from deck_of(topic_id, _learned(app, topic_id), changes)
        elif changes:
            built_in = {card.id for card in app.content_of(topic_id).cards}
            own = {
                card: each
                for card, each in changes.items()
                if card not in built_in and not card.startswith(DECK)
            }
            yield from deck_of(topic_id, (), own)


def cards_today(app: AppContext, minutes: int | None = None) -> Sequence[ReviewCard]:
    """Choose the cards to ask today, at most for so many minutes.

    Without them the day's study time sets the limit, of which reviews take their share.
    Raises RoadmapError.
    """
    plan = app.planned().progress.plan
    if plan is None or not plan.review:
        return ()
    memories = app.memories
    limit = _limit(app, memories) if minutes is None else cards_within(minutes)
    if not limit:
        return ()
    cards = all_cards(app, memories)
    hours = app.study_state.progress.offered.unreserved
    if minutes is None and not takes_new_cards(memories.asked, hours.minutes_on, app.today):
        cards = (card for card in cards if card.key in memories.cards)
    return due_cards(cards, memories, app.today, limit, _topics_of_today(app))


def next_due(app: AppContext) -> date | None:
    """Give the first day after today on which a card that was asked is due again."""
    days = (day for day in app.memories.due_days(app.roadmap.topics) if day > app.today)
    return min(days, default=None)


def _limit(app: AppContext, memories: Memories) -> int:
    hours = app.study_state.progress.availability.unreserved
    study_minutes = hours.minutes_on(app.today)
    most = most_cards(study_minutes)
    if not study_minutes and app.settings:
        most = least_cards(
            app.settings.least_minutes, memories.asked, hours.minutes_on, app.today
        )
    return max(0, most - memories.asked.get(app.today, 0))


def _learned(app: AppContext, topic_id: str) -> Iterator[Card]:
    content = app.content_of(topic_id)
    progress = app.study_state.progress.topics[topic_id]
    states = step_states(content.steps, progress)
    finished = {each.step.id for each in states if each.state in _FINISHED}
    is_finished = progress.state in {"awaiting", "done"}
    return learned_cards(content.cards, finished, is_finished=is_finished)


def _topics_of_today(app: AppContext) -> frozenset[str]:
    planned = {session.topic for session in app.study_state.plan.today_sessions}
    return frozenset(planned | app.study_state.progress.minutes_on(app.today).keys())
