"""What is written to a terminal cannot steer it."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from mlroadmap.cli.output import spell

STEERING = {chr(code) for code in (*range(10), *range(11, 32), *range(127, 160), 0x61C)} | set(
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


@given(st.dictionaries(st.text(st.characters()), st.text(st.characters())))
def test_a_document_says_the_same_and_steers_nothing(document: dict[str, str]) -> None:
    spelled = spell(document)
    assert json.loads(spelled) == document
    assert not set(spelled) & STEERING


def test_what_steers_a_terminal_is_escaped() -> None:
    escaped = r"\u001b[31m \u009b31m \u202e \u007f \udce9 é"
    assert escaped in spell({"a": "\x1b[31m \x9b31m \u202e \x7f \udce9 é"})
