from __future__ import annotations

import csv

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mlroadmap.core.review.deck import ReviewCard
from mlroadmap.core.text import clean
from mlroadmap.exporters.anki import to_anki
from tests.exporters.materials import export_input, small, titled, titles

HEADER = ["#separator:comma", "#html:false", "#notetype:Basic"]


def test_cards_have_a_line_each() -> None:
    cards = (
        ReviewCard("vectors", "length", "How long is (3, 4)?", "5"),
        ReviewCard("vectors", "own-1", '"Quoted" and\ttabbed?', "Yes\nand no."),
    )
    assert to_anki(replace(export_input(small()), cards=cards)).splitlines() == [
        *HEADER,
        "#deck:Test",
        "#guid column:1",
        "#tags column:4",
        'mlroadmap/vectors/length,"How long is (3, 4)?",5,vectors',
        'mlroadmap/vectors/own-1,"""Quoted"" and tabbed?",Yes and no.,vectors',
    ]


@given(st.lists(st.tuples(titles(), titles()), max_size=4), titles())
def test_any_text_is_only_a_text(texts: list[tuple[str, str]], title: str) -> None:
    cards = tuple(
        ReviewCard("t0", str(number), question, answer)
        for number, (question, answer) in enumerate(texts)
    )
    found = to_anki(replace(export_input(titled(title)), cards=cards)).split("\n")
    assert found[:3] == HEADER
    assert all(line.startswith("#") for line in found[:6])
    rows = list(csv.reader(found[6:-1]))
    assert [row[1:3] for row in rows] == [[clean(q), clean(a)] for q, a in texts]
