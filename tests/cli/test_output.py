"""What is laid out for a terminal comes out as plain text, which cannot steer it."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from mlroadmap.cli.output import console_for, render, say, spell, warn
from mlroadmap.core.text import NO_BREAK, unbroken
from tests.conftest import Cli

STEERING = {chr(code) for code in (*range(10), *range(11, 32), *range(127, 160), 0x61C)} | set(
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
SAID = f"Differentiation takes {unbroken('1h 30m')} until {unbroken('Mon 4 Jan')}."


def test_durations_and_dates_do_not_break(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = ["Differentiation takes 1h 30m until", "Mon 4 Jan."]
    say(SAID)
    assert capsys.readouterr().out.splitlines() == lines
    shown = render(Text(SAID), console_for(sys.stdout, "never"))
    assert shown.splitlines() == lines


def test_messages_have_ordinary_spaces(capsys: pytest.CaptureFixture[str]) -> None:
    warn(SAID)
    assert capsys.readouterr().err == (
        "mlroadmap: Differentiation takes 1h 30m until Mon 4 Jan.\n"
    )


@given(st.dictionaries(st.text(st.characters()), st.text(st.characters())))
def test_a_document_says_the_same_and_steers_nothing(document: dict[str, str]) -> None:
    spelled = spell(document)
    assert json.loads(spelled) == document
    assert not set(spelled) & STEERING


def test_what_steers_a_terminal_is_escaped() -> None:
    escaped = r"\u001b[31m \u009b31m \u202e \u007f \udce9 é"
    assert escaped in spell({"a": "\x1b[31m \x9b31m \u202e \x7f \udce9 é"})


def test_no_blank_that_only_holds_lines_together_is_ever_written(planned: Cli) -> None:
    planned("log", "vectors", "1h30m")
    planned("off", "fri..+2w")
    commands = (
        ("next", "--short"), ("history", "--json"), ("history",), ("why", "calculus"),
        ("status",), ("plan", "--finish-by", "2027-03-31"), ("forecast",), ("week",),
    )  # fmt: skip
    for words in commands:
        result = planned(*words)
        assert NO_BREAK not in result.stdout + result.stderr


def test_a_command_has_a_line_of_its_own_however_narrow(planned: Cli) -> None:
    planned.columns = 40
    assert "\n  mlroadmap stop\n" in planned("start").stdout
