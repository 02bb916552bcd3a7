"""The documents of `plan`, `next` and `status`."""

from __future__ import annotations

from mlroadmap.core.dates import WEEKDAY_KEYS
from mlroadmap.core.deadline import Cushion
from mlroadmap.core.model import Stage
from mlroadmap.core.outlook import Outlook
from mlroadmap.core.pace import Experience, Pace
from mlroadmap.core.plan import Session
from mlroadmap.views.documents.parts import (
    Document,
    day_or_none,
    document,
    resource_of,
    session_of,
    sessions_of,
    timer_of,
    topic_of,
)


def plan_document(outlook: Outlook, sha256: str) -> Document:
    """Give the plan with its settings, topics and sessions."""
    progress, plan = outlook.progress, outlook.plan
    settings = progress.plan.settings if progress.plan else None
    week = outlook.week_minutes
    return document(
        roadmap={"title": outlook.roadmap.title, "sha256": sha256},
        today=day_or_none(plan.today),
        start=day_or_none(settings.start if settings else plan.today),
        finish=day_or_none(plan.finish),
        finish_by=day_or_none(outlook.finish_by),
        **_cushion(outlook.cushion),
        weekly_minutes=sum(week),
        capacity=dict(zip(WEEKDAY_KEYS, week, strict=True)),
        total_minutes=progress.total_minutes,
        remaining_minutes=progress.remaining_minutes,
        topics=[topic_of(outlook, topic) for topic in outlook.roadmap.topics.values()],
        sessions=sessions_of(plan.sessions),
    )


def next_document(outlook: Outlook) -> Document:
    """Give today's sessions, the next study day's, and how far along one is."""
    plan, upcoming = outlook.plan, outlook.plan.upcoming_sessions
    return document(
        today=day_or_none(plan.today),
        sessions=[_detailed(outlook, session) for session in plan.today_sessions],
        upcoming={
            "date": day_or_none(upcoming[0].day) if upcoming else None,
            "sessions": [_detailed(outlook, session) for session in upcoming],
        },
        awaiting=list(outlook.progress.awaiting),
        timer=timer_of(outlook),
        progress=_progress(outlook),
        finish=day_or_none(plan.finish),
    )


def status_document(outlook: Outlook) -> Document:
    """Give progress by stage, and the finish against the promise."""
    return document(
        today=day_or_none(outlook.today),
        progress=_progress(outlook),
        stages=[_stage_progress(outlook, stage) for stage in outlook.roadmap.stages],
        sessions=sessions_of(outlook.plan.today_sessions),
        awaiting=list(outlook.progress.awaiting),
        pace=_experience(outlook.progress.experience),
        timer=timer_of(outlook),
        finish=day_or_none(outlook.plan.finish),
        promised_finish=day_or_none(outlook.promised_finish),
        finish_by=day_or_none(outlook.finish_by),
        **_cushion(outlook.cushion),
    )


def _progress(outlook: Outlook) -> Document:
    progress = outlook.progress
    return {
        "done_topics": progress.done_topics,
        "topics": len(progress.counted),
        "done_minutes": progress.achieved_minutes,
        "total_minutes": progress.total_minutes,
        "percent": outlook.percent,
    }


def _stage_progress(outlook: Outlook, stage: Stage) -> Document:
    topics = [outlook.progress.topics[topic.id] for topic in stage.topics]
    counted = [topic for topic in topics if topic.is_counted]
    return {
        "number": stage.number,
        "id": stage.id,
        "title": stage.title,
        "topics": len(counted),
        "done_topics": sum(topic.is_done for topic in counted),
        "done_minutes": sum(topic.achieved_minutes for topic in counted),
        "total_minutes": sum(topic.effort_minutes for topic in counted),
        **_cushion(outlook.stage_cushion(stage)),
    }


def _detailed(outlook: Outlook, session: Session) -> Document:
    topic = outlook.roadmap.topics[session.topic]
    resources = outlook.roadmap.resources_of(topic.id)
    return {
        **session_of(session),
        "title": topic.title,
        "outcome": topic.outcome,
        "resources": [resource_of(resource) for resource in resources],
    }


def _experience(experience: Experience) -> Document:
    return {
        **_pace(experience.pace),
        "by_kind": {kind: _pace(pace) for kind, pace in experience.paces.items()},
        "helps": experience.helps,
        "percent": dict(experience.percents),
    }


def _pace(pace: Pace) -> Document:
    return {
        "value": round(pace.value, 3),
        "low": round(pace.low, 3),
        "high": round(pace.high, 3),
        "topics": pace.sample_size,
    }


def _cushion(cushion: Cushion | None) -> Document:
    return {
        "cushion_minutes": cushion.minutes if cushion else None,
        "cushion_days": cushion.days if cushion else None,
    }
