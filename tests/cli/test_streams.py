from __future__ import annotations

import fcntl
import os
import pty
import struct
import sys
import termios
from io import StringIO

import pytest

from mlroadmap.cli.streams import terminal_columns


@pytest.mark.parametrize(
    ("asked", "columns"), [("132", 132), ("0", 80), ("wide", 80), ("", 80)]
)
def test_the_width_is_what_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, asked: str, columns: int
) -> None:
    monkeypatch.setattr(sys, "__stdout__", StringIO())
    monkeypatch.setenv("COLUMNS", asked)
    assert terminal_columns() == columns


def test_else_it_is_that_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    ours, theirs = pty.openpty()
    try:
        with os.fdopen(theirs, "w", closefd=False) as terminal:
            fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 57, 0, 0))
            monkeypatch.setattr(sys, "__stdout__", terminal)
            assert terminal_columns() == 57
    finally:
        os.close(ours)
        os.close(theirs)


def test_without_a_stdout_it_is_80(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(sys, "__stdout__", None)
    assert terminal_columns() == 80
