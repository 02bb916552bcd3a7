"""The finish as a range: a band on the calendar with the plan and the baseline, and a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.forecast.simulate import Forecast
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import count
from mlroadmap.views.theme import ACCENT, QUIET, STRONG, listing
from mlroadmap.views.timeline import Timeline

_SHADES = "░▒▓█"
_PLANNED, _ORIGINAL = "▼", "▽"


def forecast_view(study_state: StudyState, drawn: Forecast | None) -> RenderableType:
    """Show the days by which one finishes with 50, 80 and 95 per cent, and the plan's day."""
    if drawn is None:
        return Text(
            f"There is nothing left to forecast: {format_day(study_state.plan.finish)}."
        )
    title = Text(study_state.roadmap.title, style=STRONG)
    picture = Padding(_Picture(study_state, drawn), (1, 0))
    return Group(title, picture, _table(study_state, drawn), Text(), _footing(drawn))


class _Picture(Struct, frozen=True):
    """The band in the terminal's width, darker the surer it is to have finished by then."""

    study_state: StudyState
    drawn: Forecast

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[Text]:
        drawn, finish = self.drawn, self.study_state.plan.finish
        baseline = self.study_state.original_finish
        today = self.study_state.today
        tomorrow = today + timedelta(days=1) if today < date.max else today
        last = max(tomorrow, drawn.p95, finish, baseline or finish)
        line = Timeline(today, last, options.max_width)
        days = {f"{percent} %": drawn.percentile(percent) for percent in (10, 50, 80, 95)}
        if baseline:
            yield line.marker(baseline, _ORIGINAL, "promised")
        yield line.marker(finish, _PLANNED, "as planned")
        yield line.band([*days.values()], _SHADES)
        yield line.labels([(day, label) for label, day in days.items()])
        yield from line.axis()


def _table(study_state: StudyState, drawn: Forecast) -> Table:
    finish, baseline = study_state.plan.finish, study_state.original_finish
    rows = [
        (f"{_PLANNED} As planned", finish, _percent(drawn.chance_by(finish)), ""),
        ("With 50 %", drawn.p50, "50 %", ACCENT),
        ("With 80 %", drawn.p80, "80 %", ACCENT),
        ("With 95 %", drawn.p95, "95 %", ACCENT),
    ]
    if baseline:
        chance = _percent(drawn.chance_by(baseline))
        rows.insert(1, (f"{_ORIGINAL} Promised", baseline, chance, ""))
    table = listing("", "Finished by", "From today", "Chance", right=(2, 3))
    for label, day, chance, style in rows:
        table.add_row(
            Text(label),
            Text(format_day(day), style=style, no_wrap=True),
            _distance((day - study_state.today).days),
            chance,
        )
    return table


def _percent(share: float) -> str:
    """Write a chance; what some of the runs did is never called impossible or sure."""
    percent = round(100 * share)
    if percent == 0:
        return "under 1 %"
    return "over 99 %" if percent == 100 else f"{percent} %"


def _distance(days: int) -> str:
    if days <= 0:
        return "past" if days else "today"
    return count(days // 7, "week") if days >= 14 else count(days, "day")


def _footing(drawn: Forecast) -> Text:
    if drawn.rests_on_prior:
        words = "Nothing is known of you yet: this is how widely learners differ. It narrows."
    elif not drawn.topics:
        words = "No topic is finished yet; it learns from each, and from the time gone by."
    else:
        words = f"It rests on {count(drawn.topics, 'finished topic')} and learns from each."
    return Text(words, style=QUIET)
