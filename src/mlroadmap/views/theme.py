"""The look: one accent colour, symbols beside colours, and the words for times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rich import box
from rich.style import Style
from rich.table import Table
from rich.text import Text

from mlroadmap.core.dates import format_day
from mlroadmap.core.outlook import Outlook
from mlroadmap.core.progress import TopicState
from mlroadmap.core.text import count

ACCENT = "cyan"
QUIET = "dim"
STRONG = "bold"

# Text folds at the terminal's width, but never so early that it cannot be read.
NARROWEST, WIDEST = 40, 100

STATE_SYMBOLS: Mapping[TopicState, str] = {
    "todo": "·",
    "active": "▸",
    "awaiting": "?",
    "done": "✓",
    "known": "=",
    "skipped": "-",
}
STATE_STYLES: Mapping[TopicState, str] = {
    "todo": QUIET,
    "active": ACCENT,
    "awaiting": STRONG,
    "done": "green",
    "known": QUIET,
    "skipped": QUIET,
}


def state_symbol(state: TopicState) -> Text:
    """Show a topic's state as a symbol."""
    return Text(STATE_SYMBOLS[state], style=STATE_STYLES[state])


def command(*words: str) -> Text:
    """Show a command that can be typed."""
    return Text(" ".join(("mlroadmap", *words)), style=ACCENT)


def link(label: str, url: str) -> Text:
    """Show a label that opens a link where the terminal can."""
    return Text(label, style=Style(link=url))


def listing(*headers: str, right: tuple[int, ...] = ()) -> Table:
    """Make an empty table in the house style; `right` are the columns of numbers."""
    table = Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style=QUIET, expand=False
    )
    for index, header in enumerate(headers):
        is_number = index in right
        table.add_column(header, justify="right" if is_number else "left", no_wrap=is_number)
    return table


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


def share(outlook: Outlook) -> str:
    """Write how much of the effort is behind one, with a decimal while it is little."""
    progress = outlook.progress
    if 0 < 10 * progress.achieved_minutes < progress.total_minutes:
        return f"{100 * progress.achieved_minutes / progress.total_minutes:.1f}%"
    return f"{outlook.percent}%"


def day_and_distance(day: date, today: date) -> str:
    """Write a day with how far away it is: `Mon 08 Jan 2029, in 105 weeks`."""
    days = (day - today).days
    if days < 0:
        return format_day(day)
    if days == 0:
        return f"{format_day(day)}, today"
    if days < 14:
        return f"{format_day(day)}, in {count(days, 'day')}"
    return f"{format_day(day)}, in {count(days // 7, 'week')}"


def shift(before: date, after: date) -> str:
    """Say how a date moved: `3 days earlier`, `2 weeks later`; empty when it did not."""
    days = (after - before).days
    if not days:
        return ""
    size, direction = abs(days), "later" if days > 0 else "earlier"
    if size < 4 * 7:
        return f"{count(size, 'day')} {direction}"
    if size < 2 * 365:
        return f"{count(round(size / 7), 'week')} {direction}"
    return f"{size / 365.25:.1f} years {direction}"


def sentence(words: str) -> str:
    """Make a sentence of words: a capital at the start, a full stop at the end."""
    return f"{words[0].upper()}{words[1:]}."
