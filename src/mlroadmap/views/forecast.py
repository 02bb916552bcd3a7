"""The finish as a range: in odds, as a band on the calendar, and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mlroadmap.core.forecast.simulate import Forecast
from mlroadmap.core.journal.notes import ForecastMade
from mlroadmap.core.roadmap.model import Stage
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import count, unbroken
from mlroadmap.views.odds import odds, rough_day
from mlroadmap.views.theme import ACCENT, QUIET, STRONG, listing
from mlroadmap.views.timeline import Timeline
from mlroadmap.views.units import date_in_table, duration

_LIKELY = unbroken("8 in 10")
_SHADES = "░▒▓█"
_PLANNED, _ORIGINAL = "▼", "▽"
_YEAR_DAYS, _MONTH_DAYS = 365, 30.44


class Outlook(Struct, frozen=True):
    """What `forecast` shows.

    `milestones` has the end of each unfinished stage. `even_minutes` are the hours of a
    week that give the plan's date even odds; None where it has them, or no sensible week does.
    """

    study_state: StudyState
    drawn: Forecast
    milestones: ForecastMade
    even_minutes: int | None = None


def forecast_view(outlook: Outlook) -> RenderableType:
    """Show the next stage's end and the finish in odds, and the plan's date with them."""
    title = Text(outlook.study_state.roadmap.title, style=STRONG)
    lines = [Text(line) for line in _sentences(outlook)]
    picture = Padding(_Picture(outlook.study_state, outlook.drawn), (1, 0))
    table = _table(outlook.study_state, outlook.drawn)
    footing = Text(_footing(outlook.drawn), style=QUIET)
    return Group(title, Text(), *lines, picture, table, Text(), footing)


def finished_view(study_state: StudyState) -> RenderableType:
    """Say that nothing is left to forecast."""
    finish = date_in_table(study_state.plan.finish, study_state.today)
    return Text(f"There is nothing left to forecast: you finished on {finish}.")


def _sentences(outlook: Outlook) -> Iterator[str]:
    study_state, drawn = outlook.study_state, outlook.drawn
    today = study_state.today
    stages = outlook.milestones.stages
    stage = _present_stage(study_state)
    if len(stages) > 1 and stage.id in stages:
        days = stages[stage.id]
        even, likely = rough_day(days.p50, today), rough_day(days.p80, today)
        yield f"{stage.title}: even odds by {even}; {_LIKELY} by {likely}."
    even, likely = rough_day(drawn.p50, today), rough_day(drawn.p80, today)
    yield f"If you keep at it: even odds by {even}; {_LIKELY} by {likely}."
    line = f"The plan's date: {odds(drawn.chance_by(study_state.plan.finish))}"
    if outlook.even_minutes:
        line += f"; {duration(outlook.even_minutes)} a week would make it even"
    yield f"{line}."


def _present_stage(study_state: StudyState) -> Stage:
    """Find the stage that is being studied, or is next."""
    sessions, topics = study_state.plan.sessions, study_state.progress.topics
    if sessions:
        topic = sessions[0].topic
    else:
        topic = next(name for name, each in topics.items() if not each.is_settled)
    return study_state.roadmap.places[topic][0]


class _Picture(Struct, frozen=True):
    """The band in the terminal's width, darker the surer it is to have finished by then."""

    study_state: StudyState
    drawn: Forecast

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[Text]:
        drawn, finish = self.drawn, self.study_state.plan.finish
        baseline = self.study_state.original_finish
        today = self.study_state.today
        tomorrow = today + timedelta(days=1) if today < date.max else today
        named = {label: drawn.percentile(percent) for percent, label in _labels(drawn)}
        last = max(tomorrow, *named.values(), finish, baseline or finish)
        line = Timeline(today, last, options.max_width)
        if baseline and baseline != finish:
            yield line.marker(baseline, _ORIGINAL, "original finish")
        yield line.marker(finish, _PLANNED, "as planned")
        yield line.band([*named.values()], _SHADES[-len(named) :])
        yield line.labels([(day, label) for label, day in named.items()])
        yield from line.axis()


def _labels(drawn: Forecast) -> tuple[tuple[int, str], ...]:
    """Name the percentiles that are shown: none of the tail before there is evidence."""
    known = ((10, "1 in 10"), (50, "even"), (80, "8 in 10"))
    return (*known, (95, "19 in 20")) if drawn.knows_the_tail else known


def _table(study_state: StudyState, drawn: Forecast) -> Table:
    today, finish = study_state.today, study_state.plan.finish
    baseline = study_state.original_finish
    rows = [(f"{_PLANNED} As planned", finish, odds(drawn.chance_by(finish)), "")]
    if baseline and baseline != finish:
        chance = odds(drawn.chance_by(baseline))
        rows.append((f"{_ORIGINAL} Original finish", baseline, chance, ""))
    rows += [
        ("If you keep at it" if percent == 50 else "", drawn.percentile(percent), label, ACCENT)
        for percent, label in _labels(drawn)
        if percent >= 50
    ]
    table = listing("", "Finished by", "From today", "Chance", right=(2,), whole=(1, 3))
    for label, day, chance, style in rows:
        table.add_row(
            Text(label),
            Text(_day_of(day, today, is_known=not style), style=style),
            _distance((day - today).days),
            Text("even odds" if chance == "even" else chance),
        )
    return table


def _day_of(day: date, today: date, *, is_known: bool) -> str:
    """Write a planned day in full, and a predicted one as roughly as it is known."""
    return date_in_table(day, today) if is_known else rough_day(day, today)


def _distance(days: int) -> str:
    if days <= 0:
        return "past" if days else "today"
    if days >= _YEAR_DAYS:
        return count(round(days / _MONTH_DAYS), "month")
    return count(days // 7, "week") if days >= 14 else count(days, "day")


def _footing(drawn: Forecast) -> str:
    if drawn.rests_on_prior:
        known = "This is a wide guess until you have logged some topics."
    elif not drawn.topics:
        known = "Based on the time since you began; no topic is done yet."
    else:
        known = f"Based on the {count(drawn.topics, 'topic')} you have done."
    return f"This does not count giving up. {known}"
