"""The minutes that cards took and were kept for, while progress is added up (rule R11)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct, field

from mlroadmap.core.calendar.availability import StudyDay
from mlroadmap.core.journal.actions import CardChanged, CardReviewed
from mlroadmap.core.review.budget import reserved_minutes, review_minutes
from mlroadmap.core.review.due_list import DueList


class CardTime(Struct):
    """How many cards were asked on each day, and which are due again."""

    _asked: dict[date, int] = {}
    _due: DueList = field(default_factory=DueList)

    def ask(self, answer: CardReviewed, day: date) -> int:
        """Enter that a card was asked, and give the minutes that it adds to the day."""
        self._due.review(answer, day)
        before = self._asked.get(day, 0)
        self._asked[day] = before + 1
        return review_minutes(before + 1) - review_minutes(before)

    def change(self, change: CardChanged) -> None:
        """Enter that a card was changed or turned off."""
        self._due.change(change)

    def use(self, topic_ids: Iterable[str], day: date) -> None:
        """Enter that the cards of a topic, under any of its ids, were used."""
        self._due.use(tuple(topic_ids), day)

    def taken_before(self, day: date) -> Mapping[date, int]:
        """Give the minutes that cards took on past days."""
        return {
            each: review_minutes(cards) for each, cards in self._asked.items() if each < day
        }

    def kept(
        self,
        first: date,
        until: date,
        is_asked_about: Callable[[str], bool],
        days_from: Callable[[date], Iterator[StudyDay]],
    ) -> Mapping[date, int]:
        """Give the minutes of days that were kept for cards which were due."""
        due = self._due.due_before(until, is_asked_about)
        return reserved_minutes(due, days_from, first, self._asked.get(first, 0)) if due else {}
