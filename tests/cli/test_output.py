"""What is laid out for a terminal comes out as plain text."""

from __future__ import annotations

import sys

import pytest
from rich.text import Text

from mlroadmap.cli.output import console_for, render, say, warn
from mlroadmap.core.text import unbroken

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
