"""What was said, one line a command, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from textwrap import shorten

from rich.console import RenderableType
from rich.text import Text

from mlroadmap.core.calendar.dates import WEEKDAY_KEYS, format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.journal.events import (
    DaysChanged,
    DaysMissed,
    EstimateChanged,
    HolidaysChanged,
    PlanMade,
    TimeLogged,
    TimerStarted,
    TimerStopped,
    TopicsDone,
    TopicsKnown,
    TopicsReopened,
    TopicsSkipped,
)
from mlroadmap.core.journal.history import Step
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.text import clean
from mlroadmap.views.days import describe_change, describe_holidays
from mlroadmap.views.theme import QUIET, listing

_SORTED = {"known": "knew", "skip": "skipped", "reopen": "reopened"}


def history_view(roadmap: Roadmap, steps: Sequence[Step]) -> RenderableType:
    """Show steps in the order they were taken; undone ones are marked."""
    if not steps:
        return Text("Nothing has been said yet.")
    table = listing("Day", "What", "")
    for step in steps:
        mark = Text("" if step.counts else "undone", style=QUIET)
        words = Text(describe(roadmap, step), style="" if step.counts else QUIET)
        table.add_row(Text(format_day(step.event.day), no_wrap=True), words, mark)
    return table


def describe(roadmap: Roadmap, step: Step) -> str:
    """Say in plain words what a step did."""
    match step.action:
        case PlanMade() as plan:
            words = _plan(plan)
        case TopicsDone(topics, minutes, note):
            spent = f" in {format_duration(minutes)}" if minutes else ""
            words = _noted(f"finished {_titles(roadmap, topics)}{spent}", note)
        case TimeLogged(topic, minutes, note) | TimerStopped(topic, minutes, note):
            studied = f"studied {_title(roadmap, topic)} for {format_duration(minutes)}"
            words = _noted(studied if minutes else "discarded the timer", note)
        case DaysMissed(days):
            words = f"missed {_ranges(days)}"
        case EstimateChanged(topic, minutes):
            words = f"put {_title(roadmap, topic)} at {format_duration(minutes)} left"
        case TopicsKnown(topics) | TopicsSkipped(topics) | TopicsReopened(topics):
            words = f"{_SORTED[step.event.kind]} {_titles(roadmap, topics)}"
        case DaysChanged() as change:
            words = describe_change(change)
        case HolidaysChanged() as change:
            words = describe_holidays(change)
        case TimerStarted(topic):
            words = f"started the timer on {_title(roadmap, topic)}"
        case _:
            raise TypeError(f"{step.action!r} is not a step")
    return words


def _plan(plan: PlanMade) -> str:
    hours = format_duration(plan.settings.weekly_minutes)
    last = max((dates.finish for dates in plan.baseline.values()), default=None)
    days = _weekdays(plan.settings.week_minutes)
    finish = f", finish {format_day(last)}" if last else ""
    wanted = plan.settings.finish_by
    by = f" to finish by {format_day(wanted)}" if wanted else ""
    setting = plan.settings.pace
    factor = f"{setting / 100:g}" if isinstance(setting, int) else setting
    pace = "" if setting == "on" else f", pace {factor}"
    return f"planned {hours} a week{days}{by}{pace}{finish}"


def _weekdays(week_minutes: Sequence[int]) -> str:
    names = [key for key, minutes in zip(WEEKDAY_KEYS, week_minutes, strict=True) if minutes]
    return "" if len(names) == len(WEEKDAY_KEYS) else f" on {', '.join(names)}"


def _titles(roadmap: Roadmap, topics: Sequence[str]) -> str:
    return ", ".join(_title(roadmap, topic) for topic in topics)


def _title(roadmap: Roadmap, topic_id: str) -> str:
    topic = roadmap.topics.get(topic_id)
    return topic.title if topic else clean(topic_id)


def _noted(words: str, note: str) -> str:
    return f"{words} ({shorten(clean(note), 80)})" if note else words


def _ranges(days: Sequence[date]) -> str:
    """Write days as ranges: `Mon 04 Jan 2027 to Wed 06 Jan 2027`."""
    runs: list[list[date]] = [list(days[:1])]
    for before, after in pairwise(days):
        if (after - before).days == 1:
            runs[-1].append(after)
        else:
            runs.append([after])
    return ", ".join(
        format_day(run[0]) + (f" to {format_day(run[-1])}" if len(run) > 1 else "")
        for run in runs
        if run
    )
