"""What the log says of cards: how well each is remembered, and when it is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.core.journal.actions import CardChanged, CardReviewed, TopicsDone
from mlroadmap.core.journal.history import Entry, ShapeChange
from mlroadmap.core.roadmap.shape import RoadmapShape

# The forgetting curve of FSRS 6 with its default weights: 90 % after `stability` days.
_DECAY = -0.1542
_FACTOR = 0.9 ** (1 / _DECAY) - 1

GRADES: Mapping[int, str] = {1: "again", 2: "hard", 3: "good", 4: "easy"}


class CardMemory(Struct, frozen=True):
    """What is remembered of a card that was last asked on `day` and comes again when `due`.

    `interval_days` lay between the two when it was asked. `stability` (days) and
    `difficulty` are the state of the memory model after the answer.
    """

    day: date
    due: date
    interval_days: int
    stability: float
    difficulty: float

    def overdue(self, today: date) -> float:
        """Give how long the card has been due, relative to its interval."""
        return (today - self.due).days / self.interval_days

    def recall(self, day: date) -> float:
        """Give the probability with which the card is likely still known on a day."""
        return recall_after_days(self.stability, (day - self.day).days)


class Memories(Struct, frozen=True):
    """All that was said of cards.

    `cards` are those that were asked, by their keys; so many answers were given on each day
    as `asked` says. `changes` hold what the learner made of cards, by topic and card.
    """

    cards: Mapping[str, CardMemory]
    asked: Mapping[date, int]
    changes: Mapping[str, Mapping[str, CardChanged]]

    def due_days(self, topics: Collection[str]) -> Counter[date]:
        """Count the cards of topics that are due on each day, but those turned off."""
        return Counter(memory.due for _, memory in self.asked_of(topics))

    def asked_of(self, topics: Collection[str]) -> Iterator[tuple[str, CardMemory]]:
        """Yield the cards of topics, each with its topic, but those turned off."""
        for key, memory in self.cards.items():
            topic, _, card = key.partition("/")
            change = self.changes.get(topic, {}).get(card)
            if topic in topics and not (change and change.is_off):
                yield topic, memory


def recall_after_days(stability: float, days: int) -> float:
    """Give the probability with which FSRS expects a card to be known after so many days."""
    return float((1 + _FACTOR * max(0, days) / stability) ** _DECAY)


def card_key(topic_id: str, card_id: str) -> str:
    """Give the name of a card in the log and on the command line."""
    return f"{topic_id}/{card_id}"


def read_memories(
    timeline: Iterable[Entry | ShapeChange],
    shape: RoadmapShape,
    today: date,
    since: Memories | None = None,
) -> Memories:
    """Read what the entries that count say of cards, under the present ids of their topics.

    Who finishes a topic has used what it directly needs: the cards of these topics wait for
    their interval once more from that day on. That is implicit repetition, simplified: all
    cards of a needed topic are taken to have been used, and none gets a longer interval.
    Entries dated after `today` (a clock that was set back) count as made today. `since` are
    the memories by the same shape that come before the timeline.
    """
    before = since or Memories({}, {}, {})
    cards: dict[str, dict[str, CardMemory]] = {}
    for key, memory in before.cards.items():
        topic, _, card = key.partition("/")
        cards.setdefault(topic, {})[card] = memory
    asked = Counter(before.asked)
    changes = {topic: dict(of_topic) for topic, of_topic in before.changes.items()}
    present = shape.present_ids
    for each in timeline:
        if isinstance(each, ShapeChange):
            continue
        day = min(each.day, today)
        match each.action:
            case CardReviewed(card=key) as review:
                topic, _, card = key.partition("/")
                of_topic = cards.setdefault(present.get(topic, topic), {})
                of_topic[card] = remembered(review, day)
                asked[day] += 1
            case CardChanged(topic=topic, card=card) as change:
                changes.setdefault(present.get(topic, topic), {})[card] = change
            case TopicsDone(topics=topics):
                for topic in topics:
                    credit_needs(cards, shape, present.get(topic, topic), day)
            case _:
                pass
    by_key = {
        card_key(topic, card): memory
        for topic, of_topic in cards.items()
        for card, memory in of_topic.items()
    }
    return Memories(by_key, asked, changes)


def remembered(review: CardReviewed, day: date) -> CardMemory:
    """Give what an answer on a day leaves."""
    interval_days = max(1, (review.due - day).days)
    return CardMemory(day, review.due, interval_days, review.stability, review.difficulty)


def credit_needs(
    cards: Mapping[str, dict[str, CardMemory]], shape: RoadmapShape, topic_id: str, day: date
) -> None:
    """Put off the cards, by topic and card, of what a topic needs that was finished."""
    topic = shape.by_id.get(topic_id)
    for need in topic.needs if topic else ():
        of_topic = cards.get(need, {})
        for card, memory in of_topic.items():
            of_topic[card] = put_off(memory, day)


def put_off(memory: CardMemory, day: date) -> CardMemory:
    """Let a card that was asked before a day wait for its interval once more from then on."""
    again = day + timedelta(days=memory.interval_days)
    if memory.day < day and memory.due < again:
        return replace(memory, due=again)
    return memory
