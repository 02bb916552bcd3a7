"""The finish as a range: in odds, as a band on the calendar, and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain

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
from mlroadmap.views.listing import listing
from mlroadmap.views.odds import odds, rough_day
from mlroadmap.views.theme import ACCENT, QUIET, STRONG
from mlroadmap.views.timeline import Timeline
from mlroadmap.views.units import date_in_table, date_in_words, duration
from mlroadmap.views.words import nothing_counts, sentence, waiting

_LIKELY = unbroken("8 in 10")
_SHADES = "░▒▓█"
_PLANNED, _PROMISED = "▼", "▽"
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


class _Date(Struct, frozen=True):
    """A day with its symbol and its name."""

    day: date
    symbol: str
    name: str

    @property
    def label(self) -> str:
        """Give the symbol with the name as a title."""
        return f"{self.symbol} {self.name.capitalize()}"


def forecast_view(outlook: Outlook) -> RenderableType:
    """Show the next stage's end and the finish in odds, and the plan's date with them."""
    title = Text(outlook.study_state.roadmap.title, style=STRONG)
    lines = [Text(line) for line in _sentences(outlook)]
    picture = Padding(_Picture(outlook.study_state, outlook.drawn), (1, 0))
    table = _table(outlook.study_state, outlook.drawn)
    footing = Text(_footing(outlook.drawn), style=QUIET)
    return Group(title, Text(), *lines, picture, table, Text(), footing)


def finished_view(study_state: StudyState) -> RenderableType:
    """Say why nothing is left to forecast."""
    finish = date_in_table(study_state.plan.finish, study_state.today)
    why = nothing_counts(study_state) or f"you finished on {finish}"
    if study_state.is_waiting:
        why = waiting(study_state)
    return Text(f"There is nothing left to forecast: {why}.")


def _sentences(outlook: Outlook) -> Iterator[str]:
    study_state, drawn = outlook.study_state, outlook.drawn
    today, wanted = study_state.today, study_state.finish_by
    if wanted:
        yield f"Your date, {date_in_words(wanted, today)}: {odds(drawn.chance_by(wanted))}."
    stages = outlook.milestones.stages
    stage = _present_stage(study_state)
    if len(stages) > 1 and stage.id in stages:
        days = stages[stage.id]
        even, likely = rough_day(days.p50, today), rough_day(days.p80, today)
        yield f"{stage.title}: even odds by {even}; {_LIKELY} by {likely}."
    even, likely = rough_day(drawn.p50, today), rough_day(drawn.p80, today)
    yield f"If you keep at it: even odds by {even}; {_LIKELY} by {likely}."
    if study_state.is_waiting:
        yield sentence(waiting(study_state))
        return
    line = f"The plan's date: {odds(drawn.chance_by(study_state.plan.finish))}"
    if outlook.even_minutes:
        line += f"; {duration(outlook.even_minutes)} a week would make it even"
    yield f"{line}."


def _present_stage(study_state: StudyState) -> Stage:
    """Find the stage that is being studied, or is next, or waits for the learner's word."""
    planned = (session.topic for session in study_state.plan.sessions)
    topic = next(chain(planned, study_state.progress.awaiting))
    return study_state.roadmap.places[topic][0]


def _dates(study_state: StudyState) -> Iterator[_Date]:
    """Name the dates that are known: the planned finish, and the one that was promised."""
    finish, promised = study_state.plan.finish, study_state.original_finish
    if not study_state.is_waiting:
        yield _Date(finish, _PLANNED, "as planned")
    if promised and (promised != finish or study_state.is_waiting):
        words = "your date" if study_state.finish_by else "original finish"
        yield _Date(promised, _PROMISED, words)


class _Picture(Struct, frozen=True):
    """The band in the terminal's width, darker the surer it is to have finished by then."""

    study_state: StudyState
    drawn: Forecast

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> Iterator[Text]:
        drawn, today = self.drawn, self.study_state.today
        dates = tuple(_dates(self.study_state))
        tomorrow = today + timedelta(days=1) if today < date.max else today
        named = {label: drawn.percentile(percent) for percent, label in _labels(drawn)}
        last = max(tomorrow, *named.values(), *(each.day for each in dates))
        line = Timeline(today, last, options.max_width)
        for each in reversed(dates):
            yield line.marker(each.day, each.symbol, each.name)
        shades = _SHADES[-len(named) :]
        yield line.band([*named.values()], shades)
        yield line.labels([(day, label) for label, day in named.items()])
        yield from line.axis()
        yield Text()
        yield _legend(shades, [*named])


def _legend(shades: str, labels: Sequence[str]) -> Text:
    """Say what the shades of the band mean: how likely one has finished by then."""
    text = Text("Finished by then, at least:", style=QUIET)
    for shade, label in zip(shades, labels, strict=True):
        words = "even odds" if label == "even" else label
        text.append(f"  {unbroken(f'{shade} {words}')}", style=QUIET)
    return text


def _labels(drawn: Forecast) -> tuple[tuple[int, str], ...]:
    """Name the percentiles that are shown: none of the tail before there is evidence."""
    known = ((10, "1 in 10"), (50, "even"), (80, "8 in 10"))
    return (*known, (95, "19 in 20")) if drawn.knows_the_tail else known


def _table(study_state: StudyState, drawn: Forecast) -> Table:
    today = study_state.today
    rows = [
        (each.label, each.day, odds(drawn.chance_by(each.day)), "")
        for each in _dates(study_state)
    ]
    rows += [
        ("If you keep at it" if percent == 50 else "", drawn.percentile(percent), label, ACCENT)
        for percent, label in _labels(drawn)
        if percent >= 50
    ]
    table = listing("", "Finished by", "From today", "Chance", right=(2,), whole=(0, 1, 3))
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
