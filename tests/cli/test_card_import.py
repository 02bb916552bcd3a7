"""card import: the cards of a deck, attached to a topic."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Cli


def deck(folder: Path, text: str) -> str:
    path = folder / "deck.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def due(cli: Cli) -> list[str]:
    return [card["question"] for card in cli.document("review")["cards"]]


def test_a_deck_comes_up_once_its_topic_is_begun(planned: Cli, tmp_path: Path) -> None:
    said = planned.said(
        "card", "import", "vectors", deck(tmp_path, "Q1,A1\nQ2,A2\nno answer\n")
    )
    assert "2 cards added, 0 changed." in said
    assert "Left out, without a question or an answer: line 3." in said
    assert due(planned) == []
    planned("done", "vectors")
    planned("done", "calculus")
    planned.today = "2027-01-05"
    assert {"Q1", "Q2"} <= set(due(planned))


def test_a_deck_imported_again_changes_its_cards(planned: Cli, tmp_path: Path) -> None:
    planned("card", "import", "vectors", deck(tmp_path, "Q1,A1\nQ2,A2\n"))
    again = planned.said("card", "import", "vectors", deck(tmp_path, "Q1,A1\nQ2,B\n"))
    assert "0 cards added, 1 changed." in again
    assert "0 cards added, 0 changed." in planned.said(
        "card", "import", "vectors", deck(tmp_path, "Q1,A1\nQ2,B\n")
    )


def test_many_faulty_rows_are_not_all_listed(planned: Cli, tmp_path: Path) -> None:
    said = planned.said("card", "import", "vectors", deck(tmp_path, "Q,A\n" + "x\n" * 9))
    assert "lines 2, 3, 4, 5, 6, ...." in said


@pytest.mark.parametrize("text", ["", "\x00\x00"])
def test_what_is_no_deck_is_refused(planned: Cli, tmp_path: Path, text: str) -> None:
    assert (
        "deck.csv" in planned("card", "import", "vectors", deck(tmp_path, text), exits=2).stderr
    )


def test_a_cloze_asks_for_what_it_hides(planned: Cli, tmp_path: Path) -> None:
    deck = tmp_path / "cloze.csv"
    deck.write_text(
        "A {{c1::mean::stat}} is {{c2::linear}}.\tBecause.\nWhat? <img src=a.png>\tThis.\n"
    )
    said = planned.said("card", "import", "vectors", str(deck))
    assert "2 cards added" in said
    assert "Taken over without their pictures and sounds: line 2." in said
    listed = planned.said("card", "list", "vectors")
    assert "A [stat] is [...]." in listed
    assert "mean" not in listed
