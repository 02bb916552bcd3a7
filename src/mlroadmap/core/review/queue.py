"""Which cards are asked on a day, in which order, and when they come again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import zip_longest

from mlroadmap.core.review.deck import ReviewCard
from mlroadmap.core.review.memory import Memories

# So much of an interval a card may come earlier or later, to even out the days. Whether
# intervals expand or stay equal hardly matters (Latimier, Peyre & Ramus 2021).
MOST_MOVED_PERCENT = 20
# At most one card in so many is of a topic that is being studied on the same day.
_OF_TODAY = 3


def due_cards(
    cards: Iterable[ReviewCard],
    memories: Memories,
    today: date,
    limit: int,
    topics_of_today: Collection[str] = (),
) -> tuple[ReviewCard, ...]:
    """Choose at most `limit` cards to ask, few of them of `topics_of_today`.

    The most overdue relative to their interval come first, those of today's topics up to a
    third of the limit; then the new ones, mixed across topics. With the new ones that are of
    today's topics, these are a third of what is asked at most, or one card.
    """
    asked, new = _in_order(cards, memories, today)
    chosen = _with_few(asked, topics_of_today, limit // _OF_TODAY)[:limit]
    of_today = sum(card.topic in topics_of_today for card in chosen)
    others = len(chosen) - of_today + sum(card.topic not in topics_of_today for card in new)
    most = min(limit // _OF_TODAY, max(1, others // (_OF_TODAY - 1))) - of_today
    return (*chosen, *_with_few(new, topics_of_today, most)[: limit - len(chosen)])


def _with_few(
    cards: Iterable[ReviewCard], topics_of_today: Collection[str], most: int
) -> list[ReviewCard]:
    """Give the cards, of today's topics only the first ones, `most` at most."""
    chosen: list[ReviewCard] = []
    for card in cards:
        if card.topic in topics_of_today:
            if most <= 0:
                continue
            most -= 1
        chosen.append(card)
    return chosen


def evened_due(day: date, interval_days: int, due_days: Mapping[date, int]) -> date:
    """Give the day on which a card comes again that was asked on `day`.

    Of the days within a fifth of the interval it is the one with the fewest cards due, and
    of these the nearest to the end of the interval.
    """
    wanted = day + timedelta(days=interval_days)
    most = interval_days * MOST_MOVED_PERCENT // 100
    days = [wanted + timedelta(days=moved) for moved in range(-most, most + 1)]
    return min(days, key=lambda each: (due_days.get(each, 0), abs(each - wanted), each))


def _in_order(
    cards: Iterable[ReviewCard], memories: Memories, today: date
) -> tuple[list[ReviewCard], list[ReviewCard]]:
    """Give the cards that are due again and the new ones, each in their order."""
    asked: list[tuple[float, str, ReviewCard]] = []
    new: dict[str, list[ReviewCard]] = {}
    for card in cards:
        memory = memories.cards.get(card.key)
        if memory is None:
            new.setdefault(card.topic, []).append(card)
        elif memory.due <= today:
            asked.append((-memory.overdue(today), card.key, card))
    due = [card for *_, card in sorted(asked, key=_urgency)]
    return due, list(_mixed(list(new.values())))


def _urgency(each: tuple[float, str, ReviewCard]) -> tuple[float, str]:
    overdue, key, _ = each
    return overdue, key


def _mixed(by_topic: Sequence[Sequence[ReviewCard]]) -> Iterator[ReviewCard]:
    """Yield cards of each topic in turn."""
    for round_of_topics in zip_longest(*by_topic):
        yield from (card for card in round_of_topics if card is not None)
