from __future__ import annotations

import pytest

from mlroadmap.cli.arguments import _as_typed, arrange


@pytest.mark.parametrize(
    ("typed", "arranged"),
    [
        ("", "next"),
        ("--json", "next --json"),
        ("status", "status"),
        ("next --today fri", "--today fri next"),
        ("done numpy --state=/tmp/x --on fri", "--state=/tmp/x done numpy --on fri"),
        ("--color never", "--color never next"),
        ("plan --hours 5 --roadmap", "--roadmap"),
        ("--hours 5", "--hours 5"),
        ("--json status", "status --json"),
        ("done -- --today", "done -- --today"),
        ("--help", "--help"),
        ("-h", "-h"),
        ("--version", "--version"),
        ("plan --help", "plan --help"),
        ("--show-completion", "--show-completion"),
    ],
)
def test_global_options_lead_and_next_is_the_default(typed: str, arranged: str) -> None:
    assert arrange(typed.split()) == arranged.split()


@pytest.mark.parametrize(
    ("given", "typed"),
    [("plain", "plain"), ("caf\udcc3\udca9", "café"), ("caf\udce9", "caf\udce9")],
)
def test_text_is_utf8_whatever_the_locale(given: str, typed: str) -> None:
    assert _as_typed(given) == typed
