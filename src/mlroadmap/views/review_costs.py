"""What reviews cost, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from mlroadmap.core.schedule.review_costs import ReviewCost
from mlroadmap.views.documents.fields import Document, day_or_none, document
from mlroadmap.views.listing import listing
from mlroadmap.views.theme import QUIET, STRONG
from mlroadmap.views.units import date_in_words, duration
from mlroadmap.views.words import shift


def reviews_view(
    costs: Sequence[ReviewCost], finish: date, today: date, *, reviews: bool
) -> RenderableType:
    """Show the time that cards take and the finish for each, beside the finish now planned."""
    table = listing(
        "Reviews", "They take", "Of the hours", "Finish", "", right=(1, 2), whole=(0, 3)
    )
    without = min(cost.finish for cost in costs)
    for cost in costs:
        table.add_row(
            Text(f"{cost.retention:g}" if cost.retention else "off"),
            duration(cost.minutes) if cost.minutes else "",
            f"{cost.percent:.1f}%" if cost.minutes else "",
            Text(date_in_words(cost.finish, today), style=STRONG),
            Text(shift(without, cost.finish), style=QUIET),
        )
    asked = "with the cards that have been asked" if reviews else "without reviews"
    note = f"Planned so far: {date_in_words(finish, today)}, {asked}. Nothing was stored."
    return Group(table, Text(), Text(note, style=QUIET))


def cost_in_words(cost: ReviewCost) -> str:
    """Say in a sentence what reviews cost; the plan's finish says how far it moves."""
    return f"Reviews will take about {cost.percent:.0f}% of the hours"


def reviews_document(costs: Sequence[ReviewCost], today: date) -> Document:
    """Give what reviews cost for each share of the cards to remember; 0 is none."""
    return document(
        today=day_or_none(today),
        reviews=[
            {
                "review": cost.retention,
                "review_minutes": cost.minutes,
                "percent": round(cost.percent, 1),
                "finish": day_or_none(cost.finish),
            }
            for cost in costs
        ],
    )
