from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.core.review.deck import ReviewCard
from mlroadmap.core.review.memory import CardMemory, Memories
from mlroadmap.core.review.queue import due_cards, evened_due
from tests.builders import MONDAY


def card(topic: str, name: str) -> ReviewCard:
    return ReviewCard(topic, name, "Q", "A")


def memory(due: date, interval_days: int) -> CardMemory:
    return CardMemory(due - timedelta(days=interval_days), due, interval_days, 3.0, 5.0)


def memories(cards: dict[str, CardMemory]) -> Memories:
    return Memories(cards, {}, {})


def test_the_most_overdue_relative_to_its_interval_comes_first() -> None:
    cards = [card("one", name) for name in ("new", "long", "short", "later")]
    known = {
        "one/long": memory(MONDAY - timedelta(days=10), 100),
        "one/short": memory(MONDAY - timedelta(days=2), 4),
        "one/later": memory(MONDAY + timedelta(days=1), 4),
    }
    found = due_cards(cards, memories(known), MONDAY, 9)
    assert [each.id for each in found] == ["short", "long", "new"]
    assert [each.id for each in due_cards(cards, memories(known), MONDAY, 1)] == ["short"]


def test_new_cards_are_mixed_across_topics() -> None:
    cards = [card("one", "a"), card("one", "b"), card("one", "c"), card("two", "d")]
    found = due_cards(cards, memories({}), MONDAY, 9)
    assert [each.id for each in found] == ["a", "d", "b", "c"]


topics = st.sampled_from(["one", "two", "three"])
states = st.none() | st.tuples(st.integers(-30, 5), st.integers(1, 40))


@given(
    drawn=st.lists(st.tuples(topics, states), max_size=40),
    limit=st.integers(0, 20),
    of_today=st.sets(topics, max_size=2),
)
def test_the_day_keeps_its_limits(
    drawn: list[tuple[str, tuple[int, int] | None]], limit: int, of_today: set[str]
) -> None:
    cards = [card(topic, str(number)) for number, (topic, _) in enumerate(drawn)]
    known = {
        each.key: memory(MONDAY + timedelta(days=state[0]), state[1])
        for each, (_, state) in zip(cards, drawn, strict=True)
        if state
    }
    found = due_cards(cards, memories(known), MONDAY, limit, of_today)
    assert len(set(found)) == len(found) <= limit
    assert sum(each.topic in of_today for each in found) <= limit / 3
    assert all(known[each.key].due <= MONDAY for each in found if each.key in known)
    waiting = [
        each
        for each in cards
        if each.topic not in of_today
        and each not in found
        and (each.key not in known or known[each.key].due <= MONDAY)
    ]
    assert not waiting or len(found) == limit


@given(
    interval_days=st.integers(1, 500),
    due=st.dictionaries(st.integers(0, 700), st.integers(0, 9), max_size=50),
)
def test_a_card_moves_by_a_fifth_of_its_interval_to_a_lighter_day(
    interval_days: int, due: dict[int, int]
) -> None:
    due_days = Counter({MONDAY + timedelta(days=day): cards for day, cards in due.items()})
    wanted = MONDAY + timedelta(days=interval_days)
    found = evened_due(MONDAY, interval_days, due_days)
    assert abs((found - wanted).days) * 5 <= interval_days
    assert due_days[found] <= due_days[wanted]
    assert found > MONDAY
    assert due_days[wanted] or found == wanted


def test_new_cards_of_today_are_a_third_of_the_review_at_most() -> None:
    new = [card("one", str(number)) for number in range(9)]
    assert len(due_cards(new, memories({}), MONDAY, 9, {"one"})) == 1
    others = [card("two", str(number)) for number in range(4)]
    found = due_cards([*new, *others], memories({}), MONDAY, 12, {"one"})
    assert Counter(each.topic for each in found) == {"two": 4, "one": 2}
    due = {each.key: memory(MONDAY, 4) for each in new}
    assert len(due_cards(new, memories(due), MONDAY, 9, {"one"})) == 3
