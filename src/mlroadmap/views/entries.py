"""Entries in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from textwrap import shorten
from typing import assert_never

from mlroadmap.core.calendar.dates import WEEKDAY_KEYS
from mlroadmap.core.journal.actions import (
    CardChanged,
    CardReviewed,
    DaysChanged,
    DaysMissed,
    DaysStudied,
    EntryEdited,
    EstimateChanged,
    HolidaysChanged,
    PlanMade,
    StepsDone,
    TimeLogged,
    TimerStarted,
    TimerStopped,
    TopicsDone,
    TopicsKnown,
    TopicsReopened,
    TopicsSkipped,
)
from mlroadmap.core.journal.history import Entry
from mlroadmap.core.review.memory import GRADES, card_key
from mlroadmap.core.text import clean
from mlroadmap.views.day_changes import describe_change, describe_holidays
from mlroadmap.views.units import date_in_table, duration, span_of_days

# Gives the title of a topic or a habit by an id that the log has.
Titles = Callable[[str], str]

TopicAction = (
    TopicsDone
    | TimeLogged
    | TimerStopped
    | EstimateChanged
    | TopicsKnown
    | TopicsSkipped
    | TopicsReopened
    | TimerStarted
)

_DECIDED: Mapping[type, str] = {
    TopicsKnown: "known",
    TopicsSkipped: "skipped",
    TopicsReopened: "reopened",
}


def describe(titles: Titles, entry: Entry, today: date | None = None) -> str:
    """Say in plain words what an entry is, with dates in full unless `today` is known."""
    match entry.action:
        case PlanMade() as plan:
            return _plan(plan, today)
        case DaysMissed() | DaysStudied() | DaysChanged() | HolidaysChanged() as action:
            return _days(action, today)
        case CardReviewed() | CardChanged() as action:
            return _card(action)
        case EntryEdited(target) as edit:
            return f"entry {target[:8]} corrected: {_correction(titles, edit, today)}"
        case action:
            return _topics(titles, action)


def _days(
    action: DaysMissed | DaysStudied | DaysChanged | HolidaysChanged, today: date | None
) -> str:
    match action:
        case DaysMissed(days, is_taken_back):
            words = f"{'not missed' if is_taken_back else 'missed'} {_ranges(days, today)}"
        case DaysStudied(days):
            words = f"studied as planned {_ranges(days, today)}"
        case DaysChanged():
            words = describe_change(action, today)
        case HolidaysChanged():
            words = describe_holidays(action, today)
        case _:
            assert_never(action)
    return words


def _card(action: CardReviewed | CardChanged) -> str:
    if isinstance(action, CardReviewed):
        return f"card {action.card} reviewed: {GRADES[action.grade]}"
    key = card_key(action.topic, action.card)
    if action.is_off:
        return f"card {key} turned off"
    return f"card {key}: {shorten(clean(action.question), 80)}"


def _topics(titles: Titles, action: TopicAction) -> str:
    match action:
        case TopicsDone():
            words = _noted(_done(titles, action), action.note)
        case TimeLogged(topic, minutes, note) | TimerStopped(topic, minutes, note):
            studied = f"{titles(topic)} studied for {duration(minutes)}"
            words = _noted(studied if minutes else "timer discarded", note)
        case EstimateChanged(topic, minutes):
            words = f"{titles(topic)}: {duration(minutes)} left"
        case TopicsKnown(topics) | TopicsSkipped(topics) | TopicsReopened(topics):
            words = f"{_listed(titles, topics)} {_DECIDED[type(action)]}"
        case TimerStarted(topic):
            words = f"timer started on {titles(topic)}"
        case _:
            assert_never(action)
    return words


def _done(titles: Titles, action: TopicsDone) -> str:
    parts = [
        f"{titles(each.habit or each.topic)}: {_steps(each, action.minutes)}"
        for each in action.steps
    ]
    if action.topics:
        spent = f" in {duration(action.minutes)}" if action.minutes else ""
        parts.append(f"{_listed(titles, action.topics)} done{spent}")
    return "; ".join(parts)


def _steps(done: StepsDone, given_minutes: int | None) -> str:
    what = f"{', '.join(done.steps)} done" if done.steps else "studied"
    minutes = done.planned_minutes if given_minutes is None else given_minutes
    return f"{what} in {duration(minutes)}" if minutes else what


def _correction(titles: Titles, edit: EntryEdited, today: date | None) -> str:
    return ", ".join(
        words
        for words in (
            titles(edit.topic) if edit.topic is not None else "",
            duration(edit.minutes) if edit.minutes is not None else "",
            date_in_table(edit.day, today) if edit.day is not None else "",
            (shorten(clean(edit.note), 80) or "no note") if edit.note is not None else "",
        )
        if words
    )


def _plan(plan: PlanMade, today: date | None) -> str:
    hours = duration(plan.weekly_minutes)
    last = max((dates.finish for dates in plan.baseline.values()), default=None)
    days = _weekdays(plan.week_minutes)
    finish = f", finish {date_in_table(last, today)}" if last else ""
    wanted = plan.finish_by
    by = f" to finish by {date_in_table(wanted, today)}" if wanted else ""
    setting = plan.pace
    factor = f"{setting / 100:g}" if isinstance(setting, int) else setting
    pace = "" if setting == "on" else f", pace {factor}"
    return f"plan of {hours} a week{days}{by}{pace}{finish}"


def _weekdays(week_minutes: Sequence[int]) -> str:
    names = [key for key, minutes in zip(WEEKDAY_KEYS, week_minutes, strict=True) if minutes]
    return "" if len(names) == len(WEEKDAY_KEYS) else f" on {', '.join(names)}"


def _listed(titles: Titles, topics: Sequence[str]) -> str:
    return ", ".join(titles(topic) for topic in topics)


def _noted(words: str, note: str) -> str:
    return f"{words} ({shorten(clean(note), 80)})" if note else words


def _ranges(days: Sequence[date], today: date | None) -> str:
    """Write days as ranges: `Mon 4 Jan to Wed 6 Jan`."""
    runs: list[list[date]] = [list(days[:1])]
    for before, after in pairwise(days):
        if (after - before).days == 1:
            runs[-1].append(after)
        else:
            runs.append([after])
    return ", ".join(span_of_days(run, today) for run in runs if run)
