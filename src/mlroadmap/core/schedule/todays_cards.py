"""Which cards may be asked, and which of them on a day (rule R11)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from mlroadmap.core.journal.actions import CardChanged
from mlroadmap.core.progress.progress import Progress
from mlroadmap.core.progress.topic_progress import TopicProgress, TopicState
from mlroadmap.core.review.budget import least_cards, most_cards, takes_new_cards
from mlroadmap.core.review.deck import ReviewCard, deck_of, learned_cards
from mlroadmap.core.review.memory import Memories
from mlroadmap.core.review.queue import due_cards
from mlroadmap.core.roadmap.content import Card, TopicContent
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.schedule.plan import topics_of_day
from mlroadmap.core.schedule.session_steps import StepState, step_states

ContentOf = Callable[[str], TopicContent]

# The cards of a deck wait for their topic, as those of the roadmap do.
DECK = "deck-"
_FINISHED: tuple[StepState, ...] = ("assumed", "done")
_BEGUN: tuple[TopicState, ...] = ("active", "awaiting", "done")


def cards_to_ask(
    topics: Mapping[str, TopicProgress], memories: Memories, content_of: ContentOf
) -> Iterator[ReviewCard]:
    """Yield the cards of what was learned and the learner's own, but of what is left out."""
    for topic_id, progress in topics.items():
        changes = memories.changes.get(topic_id, {})
        if progress.state in _BEGUN:
            learned = _learned(content_of(topic_id), progress)
            yield from deck_of(topic_id, learned, changes)
        elif changes and progress.is_counted:
            yield from deck_of(topic_id, (), _own(content_of(topic_id), changes))


def choose_cards(
    roadmap: Roadmap,
    progress: Progress,
    memories: Memories,
    today: date,
    content_of: ContentOf,
    limit: int | None = None,
) -> tuple[ReviewCard, ...]:
    """Choose the cards to ask today, `limit` at most.

    Without a limit the day's study time sets it, of which reviews take their share.
    """
    if progress.plan is None or not progress.plan.review:
        return ()
    most = _most_on(progress, memories, today) if limit is None else limit
    if most <= 0:
        return ()
    hours = progress.offered.unreserved
    takes_new = limit is not None or takes_new_cards(memories.asked, hours.minutes_on, today)
    cards = [
        card
        for card in cards_to_ask(progress.topics, memories, content_of)
        if takes_new or card.key in memories.cards
    ]
    if not cards:
        return ()
    studied = topics_of_day(roadmap, progress, today) | progress.minutes_on(today).keys()
    return due_cards(cards, memories, today, most, studied)


def _most_on(progress: Progress, memories: Memories, day: date) -> int:
    hours = progress.availability.unreserved
    study_minutes = hours.minutes_on(day)
    most = most_cards(study_minutes)
    if not study_minutes and progress.plan:
        least_minutes = progress.plan.settings.least_minutes
        most = least_cards(least_minutes, memories.asked, hours.minutes_on, day)
    return most - memories.asked.get(day, 0)


def _learned(content: TopicContent, progress: TopicProgress) -> Iterator[Card]:
    states = step_states(content.steps, progress) if content.cards else ()
    finished = {each.step.id for each in states if each.state in _FINISHED}
    is_finished = progress.state in {"awaiting", "done"}
    return learned_cards(content.cards, finished, is_finished=is_finished)


def _own(
    content: TopicContent, changes: Mapping[str, CardChanged]
) -> Mapping[str, CardChanged]:
    """Give the cards that learners added themselves, one by one."""
    built_in = {card.id for card in content.cards}
    return {
        card: each
        for card, each in changes.items()
        if card not in built_in and not card.startswith(DECK)
    }
