"""Which cards there are to be asked: those of the roadmap, and the learner's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from mlroadmap.core.journal.actions import CardChanged
from mlroadmap.core.review.memory import card_key
from mlroadmap.core.roadmap.content import Card
from mlroadmap.errors import AmbiguousTopicError, UnknownTopicError


class ReviewCard(Struct, frozen=True):
    """A question of a topic, and its answer."""

    topic: str
    id: str
    question: str
    answer: str

    @property
    def key(self) -> str:
        """The name of the card in the log and on the command line."""
        return card_key(self.topic, self.id)


def learned_cards(
    cards: Iterable[Card], finished_steps: Collection[str], *, is_finished: bool
) -> Iterator[Card]:
    """Yield the cards of a topic whose step is finished, or all once the topic is."""
    return (card for card in cards if is_finished or card.step in finished_steps)


def deck_of(
    topic_id: str, cards: Iterable[Card], changes: Mapping[str, CardChanged]
) -> Iterator[ReviewCard]:
    """Yield the cards of a topic with what the learner made of them, own cards last."""
    own = dict(changes)
    for card in cards:
        change = own.pop(card.id, None)
        if change is None:
            yield ReviewCard(topic_id, card.id, card.question, card.answer)
        elif not change.is_off:
            yield _changed(topic_id, change)
    for change in own.values():
        # Without a question, it changed a card that the roadmap no longer has.
        if change.question and not change.is_off:
            yield _changed(topic_id, change)


def find_card(cards: Iterable[ReviewCard], name: str) -> ReviewCard:
    """Find a card by its key, or the beginning of its key or of its id.

    Raises UnknownTopicError or AmbiguousTopicError.
    """
    wanted = name.strip().casefold()
    known = list(cards)
    exact = [card for card in known if wanted in {card.key, card.id}]
    begun = [
        card for card in known if card.key.startswith(wanted) or card.id.startswith(wanted)
    ]
    found = exact or begun if wanted else []
    if not found:
        raise UnknownTopicError(
            f"There is no card {name!r}.",
            "See the cards of a topic:\nmlroadmap card list TOPIC",
        )
    if len(found) > 1:
        keys = ", ".join(card.key for card in found[:8])
        raise AmbiguousTopicError(
            f"{name!r} could be several cards: {keys}.", "Type more of the name."
        )
    return found[0]


def _changed(topic_id: str, change: CardChanged) -> ReviewCard:
    return ReviewCard(topic_id, change.card, change.question, change.answer)
