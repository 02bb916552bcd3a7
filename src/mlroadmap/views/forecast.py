"""The finish as a range, on a line from the earliest likely day to the latest."""

from __future__ import annotations

from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from mlroadmap.core.dates import format_day
from mlroadmap.core.forecast import Forecast
from mlroadmap.core.outlook import Outlook
from mlroadmap.core.text import count
from mlroadmap.views.theme import ACCENT, QUIET, STRONG, bar, listing

_WIDTH = 14


def forecast_view(outlook: Outlook, drawn: Forecast | None) -> RenderableType:
    """Show the days by which one finishes with 50, 80 and 95 per cent, and the plan's day."""
    if drawn is None:
        return Text(f"There is nothing left to forecast: {format_day(outlook.plan.finish)}.")
    title = Text(outlook.roadmap.title, style=STRONG)
    return Group(title, Text(), _table(outlook, drawn), Text(), _footing(drawn))


def _table(outlook: Outlook, drawn: Forecast) -> Table:
    finish = outlook.plan.finish
    rows = [
        ("As planned", finish, ""),
        ("Promised", outlook.promised_finish, ""),
        ("With 50 %", drawn.p50, ACCENT),
        ("With 80 %", drawn.p80, ACCENT),
        ("With 95 %", drawn.p95, ACCENT),
    ]
    latest = max(day for _, day, _ in rows if day)
    table = listing("", "Finished by", "", "", right=(2,))
    for label, day, style in rows:
        if day:
            line = bar(_WIDTH, 0, _share(outlook.today, day, latest)) if style else Text()
            weeks = count((day - outlook.today).days // 7, "week")
            table.add_row(Text(label), Text(format_day(day), style=style), weeks, line)
    return table


def _share(today: date, day: date, latest: date) -> float:
    return ((day - today).days + 1) / ((latest - today).days + 1)


def _footing(drawn: Forecast) -> Text:
    if drawn.rests_on_prior:
        words = "Nothing is known of you yet: this is how widely learners differ. It narrows."
    else:
        words = f"It rests on {count(drawn.topics, 'finished topic')} and learns from each."
    return Text(words, style=QUIET)
