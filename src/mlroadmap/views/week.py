"""The day and the week: what was planned, what was studied, what is left of it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.schedule.week import DayReview, Tally, TopicShare, WeekReview
from mlroadmap.views.theme import ACCENT, QUIET, STRONG, listing

_TODAY = "◂"
_INDENT = 2


def day_view(study_state: StudyState, review: DayReview, week: WeekReview) -> RenderableType:
    """Show a day's topics, its sums, and the sums of its week."""
    parts: list[RenderableType] = [Text(f"Today, {format_day(review.day)}", style=STRONG)]
    if review.topics:
        parts += [Text(), _topics_table(study_state, review.topics)]
    parts += [Text(), _line("Today", review.tally), _line("This week", week.tally)]
    return Group(*parts)


def week_view(study_state: StudyState, week: WeekReview) -> RenderableType:
    """Show the days of a week with their topics, and the week's sums."""
    first, last = week.days[0].day, week.days[-1].day
    return Group(
        Text(f"Week {week.number} of {week.year}", style=STRONG),
        Text(f"{format_day(first)} to {format_day(last)}", style=QUIET),
        Text(),
        _days_table(study_state, week),
        Text(),
        _line("The week", week.tally),
    )


def _topics_table(study_state: StudyState, topics: Iterable[TopicShare]) -> Table:
    table = listing("Topic", "Part", "Logged", "Assumed", "Left", right=(1, 2, 3, 4))
    for share in topics:
        table.add_row(
            Text(study_state.session_title(share.topic, share.habit)),
            f"{share.part} of {share.parts}",
            _minutes(share.logged_minutes),
            _minutes(share.assumed_minutes),
            _minutes(share.left_minutes),
        )
    return table


def _days_table(study_state: StudyState, week: WeekReview) -> Table:
    table = listing("Day", "Planned", "Logged", "Assumed", "Balance", right=(1, 2, 3, 4))
    for review in week.days:
        tally = review.tally
        table.add_row(
            _day_cell(study_state, review),
            _minutes(tally.planned_minutes) or "-",
            _minutes(tally.logged_minutes),
            _minutes(tally.assumed_minutes),
            _balance(tally),
        )
    return table


def _day_cell(study_state: StudyState, review: DayReview) -> RenderableType:
    day = Text(format_day(review.day), no_wrap=True)
    if review.day == study_state.today:
        day = Text.assemble((day.plain, STRONG), (f" {_TODAY}", ACCENT))
    topics = (Text(_summary(study_state, share), style=QUIET) for share in review.topics)
    return Group(day, *(Padding(topic, (0, 0, 0, _INDENT)) for topic in topics))


def _summary(study_state: StudyState, share: TopicShare) -> str:
    title = study_state.session_title(share.topic, share.habit)
    part = f" ({share.part} of {share.parts})" if share.parts > 1 else ""
    return f"{title} {format_duration(share.minutes)}{part}"


def _minutes(minutes: int) -> str:
    return format_duration(minutes) if minutes else ""


def _balance(tally: Tally) -> str:
    if tally.extra_minutes:
        return f"+{format_duration(tally.extra_minutes)}"
    return f"-{format_duration(tally.spilled_minutes)}" if tally.spilled_minutes else ""


def _line(label: str, tally: Tally) -> Text:
    """Say the sums of a day or a week; what is nothing is left out, but for the plan."""
    words = [
        f"{format_duration(minutes)} {what}"
        for minutes, what in (
            (tally.planned_minutes, "planned"),
            (tally.logged_minutes, "logged"),
            (tally.assumed_minutes, "assumed"),
            (tally.spilled_minutes, "spilled over"),
            (tally.extra_minutes, "beyond the plan"),
            (tally.left_minutes, "left to study"),
        )
        if minutes
    ]
    return Text.assemble((f"{label}: ", QUIET), f"{', '.join(words) or 'nothing planned'}.")
