"""How often the forecast's ranges were right."""

from __future__ import annotations

from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from mlroadmap.core.forecast.score import Reached, Score, Tally
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.text import count
from mlroadmap.views.listing import listing
from mlroadmap.views.theme import QUIET, STRONG, command
from mlroadmap.views.units import date_in_table

_MEANT = ("50%", "80%", "95%", "80%")


def score_view(roadmap: Roadmap, score: Score, today: date) -> RenderableType:
    """Show for each milestone behind one how often its day was in the ranges."""
    if not score.forecasts:
        return Text("No forecast has been stored yet. To make the first: ").append_text(
            command("forecast")
        )
    if not score.reached:
        return Text(f"{_open(score)} None of them can be compared with what happened yet.")
    title = Text(roadmap.title, style=STRONG)
    return Group(
        title, Text(), _table(roadmap, score, today), Text(), Text(_open(score), style=QUIET)
    )


def _table(roadmap: Roadmap, score: Score, today: date) -> Table:
    columns = ("by P50", "by P80", "by P95", "P10-P90")
    table = listing("Milestone", *columns, right=(1, 2, 3, 4))
    for reached in score.reached:
        table.add_row(_milestone(roadmap, reached, today), *_shares(reached.tally))
    table.add_section()
    table.add_row("All forecasts", *_shares(score.total))
    table.add_row(Text("Expected", style=QUIET), *_MEANT, style=QUIET)
    return table


def _milestone(roadmap: Roadmap, reached: Reached, today: date) -> Text:
    titles = {stage.id: stage.title for stage in roadmap.stages}
    title = Text(titles.get(reached.stage, "The finish"))
    return title.append(f"\n{date_in_table(reached.day, today)}", style=QUIET)


def _shares(tally: Tally) -> list[str]:
    counts = (tally.by_p50, tally.by_p80, tally.by_p95, tally.within)
    return [f"{held}/{tally.forecasts}" for held in counts]


def _open(score: Score) -> str:
    made = count(score.forecasts, "forecast")
    if not score.open_milestones:
        return f"{made} stored; all milestones are reached."
    return f"{made} stored; {count(score.open_milestones, 'milestone')} still ahead."
