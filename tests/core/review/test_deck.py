from __future__ import annotations

import pytest

from mlroadmap.core.journal.actions import CardChanged
from mlroadmap.core.review.deck import deck_of, find_card, learned_cards
from mlroadmap.core.roadmap.content import Card
from mlroadmap.errors import AmbiguousTopicError, UnknownTopicError

CARDS = (
    Card("axis", "Q1", "A1", "arrays"),
    Card("dot", "Q2", "A2", "product"),
    Card("shape", "Q3", "A3"),
)
CHANGES = {
    "axis": CardChanged("numpy", "axis", "Mine?", "Yes."),
    "dot": CardChanged("numpy", "dot", is_off=True),
    "own-1": CardChanged("numpy", "own-1", "Own?", "Own."),
    "own-2": CardChanged("numpy", "own-2", "Off?", "Off.", is_off=True),
    "gone": CardChanged("numpy", "gone"),
}


def test_a_card_comes_after_its_step_or_its_topic() -> None:
    found = learned_cards(CARDS, {"arrays"}, is_finished=False)
    assert [card.id for card in found] == ["axis"]
    assert tuple(learned_cards(CARDS, (), is_finished=True)) == CARDS


def test_own_cards_and_changes_are_part_of_the_deck() -> None:
    found = {card.key: card.question for card in deck_of("numpy", CARDS, CHANGES)}
    assert found == {"numpy/axis": "Mine?", "numpy/shape": "Q3", "numpy/own-1": "Own?"}


@pytest.mark.parametrize("name", ["numpy/axis", "axis", "NUMPY/A", "ax"])
def test_a_card_is_found_by_what_is_typed(name: str) -> None:
    assert find_card(deck_of("numpy", CARDS, {}), name).id == "axis"


def test_what_is_no_card_is_refused() -> None:
    deck = tuple(deck_of("numpy", CARDS, {}))
    for name in ("", "pandas"):
        with pytest.raises(UnknownTopicError):
            find_card(deck, name)
    with pytest.raises(AmbiguousTopicError, match="numpy/axis, numpy/dot"):
        find_card(deck, "numpy/")
