from __future__ import annotations

from datetime import date
from io import StringIO

from rich.console import Console

from mlroadmap.core.schedule.review_costs import ReviewCost
from mlroadmap.core.text import with_spaces
from mlroadmap.views.review_costs import reviews_view

TODAY = date(2026, 12, 10)


def test_dates_are_whole_at_sixty_columns() -> None:
    costs = [
        ReviewCost(0, 0, 0.0, date(2028, 12, 16)),
        ReviewCost(0.85, 2157, 3.3, date(2029, 1, 11)),
    ]
    console = Console(file=StringIO(), width=60, color_system=None)
    with console.capture() as shown:
        console.print(reviews_view(costs, costs[0].finish, TODAY, reviews=True))
    lines = with_spaces(shown.get()).splitlines()
    assert any("Sat 16 Dec 2028" in line for line in lines)
    assert any("Thu 11 Jan 2029" in line for line in lines)
    assert max(map(len, lines)) <= 60
