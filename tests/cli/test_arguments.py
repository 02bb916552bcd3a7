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
    ("typed", "arranged"),
    [
        ("log numpy 1h 30m", ["log", "numpy", "1h 30m"]),
        ("log numpy 1 hour 30 minutes", ["log", "numpy", "1 hour 30 minutes"]),
        ("log python basics 45 min", ["log", "python", "basics", "45 min"]),
        (
            "done x --time 1h 30 --on last fri",
            ["done", "x", "--time", "1h 30", "--on", "last fri"],
        ),
        ("next --today last fri", ["--today", "last fri", "next"]),
        ("log numpy 90", ["log", "numpy", "90"]),
        ("left 3 30m 1h", ["left", "3", "30m", "1h"]),
        ("skip 8 9 10", ["skip", "8", "9", "10"]),
        ("missed last week", ["missed", "last week"]),
        ("off Next Week", ["off", "Next Week"]),
        ("off mon..next week", ["off", "mon..next week"]),
        ("off next week..+2w", ["off", "next week..+2w"]),
        ("show next steps", ["show", "next", "steps"]),
        ("show next", ["show", "next"]),
        ("show Stage 5 --json", ["show", "Stage 5", "--json"]),
        ("skip numpy stage 8 9", ["skip", "numpy", "stage 8", "9"]),
        ("skip stage", ["skip", "stage"]),
        ("test stage foundation", ["test", "stage foundation"]),
        ("show Section s1 --json", ["show", "Section s1", "--json"]),
        ("log topic 30m", ["log", "topic", "30m"]),
        ("done stage --json", ["done", "stage", "--json"]),
        ("done -- 1h 30m", ["done", "--", "1h", "30m"]),
        ("done -- last week", ["done", "--", "last", "week"]),
        ("plan --hours 10 --days mon-fri", ["plan", "--hours", "10", "--days", "mon-fri"]),
    ],
)
def test_words_that_belong_together_are_joined(typed: str, arranged: list[str]) -> None:
    assert arrange(typed.split()) == arranged


@pytest.mark.parametrize(
    ("given", "typed"),
    [("plain", "plain"), ("caf\udcc3\udca9", "café"), ("caf\udce9", "caf\udce9")],
)
def test_text_is_utf8_whatever_the_locale(given: str, typed: str) -> None:
    assert _as_typed(given) == typed
