"""What `status` says of memory: what is likely still known, and the days of study."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from mlroadmap.cli.context import AppContext
from mlroadmap.core.review.known import Known, known_by_topic
from mlroadmap.core.review.record import read_record

STUDY_DAYS_OF = 28


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


def study_days(app: AppContext) -> int:
    """Count the days of the last four weeks, today among them, with study or cards."""
    days = {app.today - timedelta(days=number) for number in range(STUDY_DAYS_OF)}
    studied = days & app.study_state.progress.studied.keys()
    return len(studied | (days & app.memories.asked.keys()))
