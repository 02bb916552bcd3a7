"""What `status` says of memory: what is likely still known, and the days of study."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from mlroadmap.cli.context import AppContext
from mlroadmap.core.journal.actions import DaysStudied, TopicsDone
from mlroadmap.core.review.known import Known, known_by_topic
from mlroadmap.core.review.record import read_record

_MOST_DAYS = 28


def known_by_stage(app: AppContext) -> Mapping[str, Known]:
    """Say for each stage, by its id, what is likely still known of its cards."""
    memories = app.memories
    if not memories.cards:
        return {}
    record = read_record(app.history.timeline, app.today)
    topics = app.study_state.progress.topics
    counted = {name for name, topic in topics.items() if topic.is_counted}
    by_topic = known_by_topic(memories, record, counted, app.today)
    return {
        stage.id: sum(
            (by_topic[topic.id] for topic in stage.topics if topic.id in by_topic), Known()
        )
        for stage in app.roadmap.stages
    }


def study_days(app: AppContext) -> tuple[int, int, int]:
    """Count the days of the last four weeks, today among them, with study or cards.

    Gives those with an entry, those that are assumed to be days of study, and of how many
    days they are: none is counted before the first entry.
    """
    first = min((entry.day for entry in app.history.counting), default=app.today)
    number = max(1, min(_MOST_DAYS, (app.today - first).days + 1))
    days = {app.today - timedelta(days=ago) for ago in range(number)}
    studied = app.study_state.progress.studied
    said = {day for day in studied if not all(each.is_assumed for each in studied[day])}
    entered = days & (said | days_entered(app) | app.memories.asked.keys())
    return len(entered), len((days & studied.keys()) - entered), number


def days_entered(app: AppContext) -> set[date]:
    """Give the days of which a learner said that something was done, or all as planned."""
    days: set[date] = set()
    for entry in app.history.counting:
        match entry.action:
            case TopicsDone():
                days.add(entry.day)
            case DaysStudied(studied):
                days |= set(studied)
            case _:
                pass
    return days
