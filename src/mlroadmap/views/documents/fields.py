"""Parts that several documents share.

Keys only get added within a schema version. Dates are `YYYY-MM-DD`, efforts minutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from mlroadmap.core.roadmap.content import Step
from mlroadmap.core.roadmap.model import Resource, Roadmap, Topic
from mlroadmap.core.schedule.plan import Session
from mlroadmap.core.schedule.study_state import StudyState

SCHEMA_VERSION = 2

Document = dict[str, Any]


def document(**members: Any) -> Document:
    """Make a document of members, with the version of the schema."""
    return {"schema_version": SCHEMA_VERSION, **members}


def day_or_none(day: date | None) -> str | None:
    """Spell a day."""
    return None if day is None else day.isoformat()


def timer_of(study_state: StudyState) -> Document | None:
    """Give the timer that runs, if one does."""
    timer = study_state.progress.timer
    if timer is None:
        return None
    return {
        "topic": timer.topic,
        "since": timer.since.isoformat(),
        "day": day_or_none(timer.day),
    }


def topic_of(study_state: StudyState, topic: Topic) -> Document:
    """Give a topic with its progress and dates."""
    progress, dates = (
        study_state.progress.topics[topic.id],
        study_state.plan.dates.get(topic.id),
    )
    return {
        "id": topic.id,
        "title": topic.title,
        "stage": study_state.roadmap.stage_numbers[topic.id],
        "kind": topic.kind,
        "state": progress.state,
        "estimate_minutes": progress.estimate_minutes,
        "pace_percent": progress.pace_percent,
        "effort_minutes": progress.effort_minutes,
        "logged_minutes": progress.logged_minutes,
        "assumed_minutes": progress.assumed_minutes,
        "remaining_minutes": progress.remaining_minutes,
        "over_estimate": progress.is_over_estimate,
        "needs": list(topic.needs),
        "start": day_or_none(dates.start if dates else None),
        "finish": day_or_none(dates.finish if dates else None),
        "track": study_state.roadmap.places[topic.id][1].track,
        "after": day_or_none(topic.after),
    }


def sessions_of(sessions: Iterable[Session]) -> list[Document]:
    """Give sessions in their order."""
    return [session_of(session) for session in sessions]


def session_of(session: Session) -> Document:
    """Give a session."""
    return {
        "date": day_or_none(session.day),
        "topic": session.topic,
        "minutes": session.minutes,
        "kind": session.kind,
        "part": session.part,
        "parts": session.parts,
        "completes": session.completes,
        "habit": session.habit or None,
    }


def resource_of(resource: Resource) -> Document:
    """Give a resource with the link worth opening."""
    return {
        "title": resource.title,
        "url": resource.best_url,
        "kind": resource.kind,
        "free": resource.free,
    }


def step_of(roadmap: Roadmap, step: Step) -> Document:
    """Give a step with the resource that it is taken from."""
    resource = roadmap.library.get(step.resource)
    return {
        "id": step.id,
        "title": step.title,
        "kind": step.kind,
        "minutes": step.minutes,
        "resource": resource_of(resource) if resource else None,
        "where": step.where,
        "check": step.check,
        "answer": step.answer,
    }
