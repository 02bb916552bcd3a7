"""The look: one accent colour, and symbols beside colours."""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from rich.text import Text

from mlroadmap.core.progress.topic_progress import TopicState
from mlroadmap.core.text import unbroken

ACCENT = "cyan"
QUIET = "dim"
STRONG = "bold"

STATE_SYMBOLS: Mapping[TopicState, str] = {
    "todo": "·",
    "active": "▸",
    "awaiting": "?",
    "done": "✓",
    "known": "=",
    "skipped": "-",
    "aside": "○",
}
STATE_STYLES: Mapping[TopicState, str] = {
    "todo": QUIET,
    "active": ACCENT,
    "awaiting": STRONG,
    "done": "green",
    "known": QUIET,
    "skipped": QUIET,
    "aside": QUIET,
}


def state_symbol(state: TopicState) -> Text:
    """Show a topic's state as a symbol."""
    return Text(STATE_SYMBOLS[state], style=STATE_STYLES[state])


def command(*words: str) -> Text:
    """Show a command that can be typed, in a sentence."""
    return Text(unbroken(" ".join(("mlroadmap", *words))), style=ACCENT)


def command_line(words: str, indent: int = 0) -> Text:
    """Show a command on a line of its own, which is never broken: one that can be copied."""
    return Text(f"{' ' * indent}{words}", style=ACCENT, no_wrap=True, overflow="ignore")


def link(label: str, url: str) -> Text:
    """Show a label that opens a link where the terminal can."""
    return Text(label, style=Style(link=url))


def bar(width: int, start: float, end: float) -> Text:
    """Draw the part of a line between two fractions of its width, at least one cell."""
    first = min(int(start * width), width - 1)
    last = max(first + 1, min(width, round(end * width)))
    text = Text("─" * first, style=QUIET)
    text.append("━" * (last - first), style=ACCENT)
    return text.append("─" * (width - last), style=QUIET)


def progress_bar(width: int, percent: int) -> Text:
    """Draw a share as a line, full only at 100 per cent."""
    filled = width * percent // 100
    text = Text("━" * filled, style=ACCENT)
    return text.append("─" * (width - filled), style=QUIET)
