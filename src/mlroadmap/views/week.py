"""The day and the week: what was planned, what was studied, what is left of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.schedule.week import DayReview, Tally, TopicShare, WeekReview
from mlroadmap.views.listing import listing
from mlroadmap.views.theme import QUIET, STRONG
from mlroadmap.views.units import date_in_table, duration, span_of_days
from mlroadmap.views.words import length_and_part

_TODAY = "◂"
_HEADERS = ("Day", "Planned", "Logged", "Assumed", "Difference")
_GAP = "   "
_INDENT = 2


def day_view(study_state: StudyState, review: DayReview, week: WeekReview) -> RenderableType:
    """Show a day's topics, its sums, and the sums of its week."""
    parts: list[RenderableType] = [
        Text(f"Today, {date_in_table(review.day, study_state.today)}", style=STRONG)
    ]
    if review.topics:
        parts += [Text(), _topics_table(study_state, review.topics)]
    parts += [Text(), _line("Today", review.tally), _line("This week", week.tally)]
    return Group(*parts)


def week_view(study_state: StudyState, week: WeekReview) -> RenderableType:
    """Show the days of a week with their topics, and the week's sums."""
    first, last = week.days[0].day, week.days[-1].day
    return Group(
        Text(f"Week {week.number} of {week.year}", style=STRONG),
        Text(span_of_days((first, last), study_state.today), style=QUIET),
        Text(),
        *_days(study_state, week),
        Text(),
        _line("The week", week.tally),
    )


def _topics_table(study_state: StudyState, topics: Iterable[TopicShare]) -> Table:
    table = listing("Topic", "Part", "Logged", "Assumed", "Remaining", right=(1, 2, 3, 4))
    for share in topics:
        table.add_row(
            Text(study_state.session_title(share.topic, share.habit)),
            f"{share.part} of {share.parts}",
            _minutes(share.logged_minutes),
            _minutes(share.assumed_minutes),
            _minutes(share.left_minutes),
        )
    return table


def _days(study_state: StudyState, week: WeekReview) -> Iterator[Text | RenderableType]:
    """Show each day's figures, and its topics below them in the whole width."""
    rows = [_figures(review, study_state.today) for review in week.days]
    widths = [max(map(len, column)) for column in zip(_HEADERS, *rows, strict=True)]
    yield Text(_line_of(_HEADERS, widths), style=QUIET)
    yield Text("─" * (sum(widths) + len(_GAP) * (len(widths) - 1)), style=QUIET)
    for review, row in zip(week.days, rows, strict=True):
        is_today = review.day == study_state.today
        yield Text(_line_of(row, widths), style=STRONG if is_today else "")
        for each in review.topics:
            words = length_and_part(each.minutes, each.part, each.parts)
            title = study_state.session_title(each.topic, each.habit)
            habits = "" if each.habit else _taken(study_state, each.topic, review.day)
            topic = Text(f"{title} {words}{habits}", style=QUIET)
            yield Padding(topic, (0, 0, 0, _INDENT))


def _taken(study_state: StudyState, topic: str, day: date) -> str:
    """Name the habits by which a topic was studied on a day."""
    taken = study_state.progress.habits.days
    titles = [
        habit.title
        for habit in study_state.roadmap.habits
        if habit.topic == topic and day in taken.get(habit.id, ())
    ]
    return f", with {', '.join(titles)}" if titles else ""


def _figures(review: DayReview, today: date) -> tuple[str, ...]:
    tally = review.tally
    day = date_in_table(review.day, today)
    return (
        f"{day} {_TODAY}" if review.day == today else day,
        _minutes(tally.planned_minutes) or "-",
        _minutes(tally.logged_minutes),
        _minutes(tally.assumed_minutes),
        _difference(tally),
    )


def _line_of(row: Sequence[str], widths: Sequence[int]) -> str:
    day, *figures = row
    cells = [f"{cell:>{width}}" for cell, width in zip(figures, widths[1:], strict=True)]
    return _GAP.join([f"{day:<{widths[0]}}", *cells])


def _minutes(minutes: int) -> str:
    return duration(minutes) if minutes else ""


def _difference(tally: Tally) -> str:
    if tally.extra_minutes:
        return f"+{duration(tally.extra_minutes)}"
    return f"-{duration(tally.spilled_minutes)}" if tally.spilled_minutes else ""


def _line(label: str, tally: Tally) -> Text:
    """Say the sums of a day or a week; what is nothing is left out, but for the plan."""
    words = [
        f"{duration(minutes)} {what}"
        for minutes, what in (
            (tally.planned_minutes, "planned"),
            (tally.logged_minutes, "logged"),
            (tally.assumed_minutes, "assumed"),
            (tally.spilled_minutes, "not done"),
            (tally.extra_minutes, "more than planned"),
            (tally.left_minutes, "remaining"),
        )
        if minutes
    ]
    return Text.assemble((f"{label}: ", QUIET), f"{', '.join(words) or 'nothing planned'}.")
