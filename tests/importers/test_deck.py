from __future__ import annotations

import pytest

from mlroadmap.importers.deck import MOST_CARDS, read_deck
from mlroadmap.importers.raw import SourceError


@pytest.mark.parametrize(
    "text",
    [
        'question,answer\n"What is a ""view""?","It shares memory, always"\n',
        'Front;Back\n"What is a ""view""?";"It shares memory, always"\n',
        '\ufeffWhat is a "view"?\tIt shares memory, always\n',
        '#separator:tab\n#html:true\nWhat is a <b>"view"?</b>\tIt shares&nbsp;memory, always\n',
        '#separator:tab\n#deck column:1\nD\tWhat is a "view"?\tIt shares memory, always\n',
    ],
)
def test_questions_and_answers_are_read(text: str) -> None:
    (card,) = read_deck(text).cards
    assert card.question == 'What is a "view"?'
    assert card.answer.replace("\xa0", " ") == "It shares memory, always"


def test_the_same_question_keeps_its_card() -> None:
    (first,) = read_deck("Q,A\nQ,B\n").cards
    (second,) = read_deck("q,C\n").cards
    assert (first.answer, second.answer) == ("B", "C")
    assert first.id == second.id


def test_rows_that_are_no_card_are_left_out() -> None:
    deck = read_deck("a,b\n\nonly\n,answer\n")
    assert len(deck.cards) == 1
    assert deck.left_out == (3, 4)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no card"),
        ("question,answer\n", "no card"),
        ("".join(f"q{n},a\n" for n in range(MOST_CARDS + 1)), "5,001 cards"),
        ("q," + "a" * 200_000, "no row of cards"),
    ],
)
def test_what_is_no_deck_is_refused(text: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read_deck(text)
