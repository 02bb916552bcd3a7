"""Which cards were due on days that are past, while the log is gone through."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec import Struct

from mlroadmap.core.journal.actions import CardChanged, CardReviewed
from mlroadmap.core.review.memory import CardMemory, card_key, put_off, remembered


class DueList(Struct):
    """The cards that were asked, by the days on which they come again.

    Each is under the id that its topic had when it was asked. No look at it costs more than
    the cards that are due by then.
    """

    _by_topic: dict[str, dict[str, CardMemory]] = {}
    _due: list[tuple[date, str]] = []
    _off: set[str] = set()

    def review(self, answer: CardReviewed, day: date) -> None:
        """Take in an answer."""
        topic, _, card = answer.card.partition("/")
        self._move(topic, card, remembered(answer, day))

    def change(self, change: CardChanged) -> None:
        """Take in that a card was turned off, or on again."""
        update = self._off.add if change.is_off else self._off.discard
        update(card_key(change.topic, change.card))

    def use(self, topics: Iterable[str], day: date) -> None:
        """Take in that all cards of topics, by any of their ids, were used on a day."""
        for topic in topics:
            for card, memory in list(self._by_topic.get(topic, {}).items()):
                later = put_off(memory, day)
                if later is not memory:
                    self._move(topic, card, later)

    def due_before(self, day: date, is_asked: Callable[[str], bool]) -> Counter[date]:
        """Count the cards that were due on each day before one, of topics that are asked."""
        return Counter(due for due, topic in self._waiting(day) if is_asked(topic))

    def _waiting(self, day: date) -> Iterator[tuple[date, str]]:
        for due, key in self._due[: bisect_left(self._due, (day, ""))]:
            if key not in self._off:
                yield due, key.partition("/")[0]

    def _move(self, topic: str, card: str, memory: CardMemory) -> None:
        key = card_key(topic, card)
        of_topic = self._by_topic.setdefault(topic, {})
        if card in of_topic:
            del self._due[bisect_left(self._due, (of_topic[card].due, key))]
        of_topic[card] = memory
        insort(self._due, (memory.due, key))
