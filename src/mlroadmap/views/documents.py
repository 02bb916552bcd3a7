"""The JSON documents of the reading commands (schema version 1).

Keys only get added within a schema version. Dates are `YYYY-MM-DD`, efforts minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from mlroadmap.core.dates import WEEKDAY_KEYS
from mlroadmap.core.events import DaysChanged
from mlroadmap.core.forecast import Forecast
from mlroadmap.core.history import Step
from mlroadmap.core.model import Resource, Roadmap, Section, Stage, Topic
from mlroadmap.core.outlook import Outlook
from mlroadmap.core.plan import Session
from mlroadmap.core.problems import Problem
from mlroadmap.views.history import describe
from mlroadmap.views.topic import resources_of

SCHEMA_VERSION = 1

Document = dict[str, Any]


def plan_document(outlook: Outlook, sha256: str) -> Document:
    """Give the plan with its settings, topics and sessions."""
    progress, plan = outlook.progress, outlook.plan
    settings = progress.plan.settings if progress.plan else None
    week = settings.week_minutes if settings else (0,) * 7
    return _document(
        roadmap={"title": outlook.roadmap.title, "sha256": sha256},
        today=_day(plan.today),
        start=_day(settings.start if settings else plan.today),
        finish=_day(plan.finish),
        weekly_minutes=sum(week),
        capacity=dict(zip(WEEKDAY_KEYS, week, strict=True)),
        total_minutes=progress.total_minutes,
        remaining_minutes=progress.remaining_minutes,
        topics=[_topic(outlook, topic) for topic in outlook.roadmap.topics.values()],
        sessions=_sessions(plan.sessions),
    )


def next_document(outlook: Outlook) -> Document:
    """Give today's sessions, the next study day's, and how far along one is."""
    plan, upcoming = outlook.plan, outlook.plan.upcoming_sessions
    return _document(
        today=_day(plan.today),
        sessions=[_detailed(outlook, session) for session in plan.today_sessions],
        upcoming={
            "date": _day(upcoming[0].day) if upcoming else None,
            "sessions": [_detailed(outlook, session) for session in upcoming],
        },
        awaiting=list(outlook.progress.awaiting),
        progress=_progress(outlook),
        finish=_day(plan.finish),
    )


def status_document(outlook: Outlook) -> Document:
    """Give progress by stage, and the finish against the promise."""
    return _document(
        today=_day(outlook.today),
        progress=_progress(outlook),
        stages=[_stage_progress(outlook, stage) for stage in outlook.roadmap.stages],
        sessions=_sessions(outlook.plan.today_sessions),
        awaiting=list(outlook.progress.awaiting),
        finish=_day(outlook.plan.finish),
        promised_finish=_day(outlook.promised_finish),
    )


def topics_document(outlook: Outlook) -> Document:
    """Give every topic with its place and state."""
    return _document(
        stages=[
            {
                "number": stage.number,
                "id": stage.id,
                "title": stage.title,
                "sections": [_section(outlook, section) for section in stage.sections],
            }
            for stage in outlook.roadmap.stages
        ]
    )


def place_document(outlook: Outlook, place: Topic | Section | Stage) -> Document:
    """Give a topic, a section or a stage in full."""
    match place:
        case Topic():
            return _document(topic=_topic_in_full(outlook, place))
        case Section():
            return _document(section=_section(outlook, place))
        case Stage():
            return _document(
                stage={
                    "number": place.number,
                    "id": place.id,
                    "title": place.title,
                    "sections": [_section(outlook, section) for section in place.sections],
                    "resources": [_resource(resource) for resource in place.resources],
                }
            )


def history_document(roadmap: Roadmap, steps: Iterable[Step]) -> Document:
    """Give the steps in the order they were taken."""
    return _document(
        steps=[
            {
                "id": step.event.id,
                "at": step.event.at.isoformat(),
                "day": _day(step.event.day),
                "kind": step.event.kind,
                "what": describe(roadmap, step),
                "undone": not step.counts,
            }
            for step in steps
        ]
    )


def check_document(file: str, problems: Sequence[Problem], roadmap: Roadmap | None) -> Document:
    """Give the problems of a roadmap file, and its size when it has none."""
    return _document(
        file=file,
        topics=None if roadmap is None else len(roadmap.topics),
        problems=[
            {
                "line": problem.mark.line,
                "column": problem.mark.column,
                "code": problem.code,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in problems
        ],
    )


def days_document(changes: Sequence[DaysChanged]) -> Document:
    """Give the days that differ from the usual week."""
    return _document(
        changes=[
            {
                "from": _day(change.first),
                "to": _day(change.last),
                "capacity": dict(zip(WEEKDAY_KEYS, change.week_minutes or (), strict=False)),
            }
            for change in changes
        ]
    )


def forecast_document(outlook: Outlook, drawn: Forecast | None) -> Document:
    """Give the finish as percentiles; they are null when there is nothing to forecast."""
    return _document(
        today=_day(outlook.today),
        finish=_day(outlook.plan.finish),
        promised_finish=_day(outlook.promised_finish),
        p50=_day(drawn.p50 if drawn else None),
        p80=_day(drawn.p80 if drawn else None),
        p95=_day(drawn.p95 if drawn else None),
        finished_topics=drawn.topics if drawn else None,
        rests_on_prior=drawn.rests_on_prior if drawn else None,
    )


def paths_document(paths: Mapping[str, str]) -> Document:
    """Give where everything is."""
    return _document(paths=dict(paths))


def error_document(code: str, message: str, hint: str) -> Document:
    """Give what went wrong and what to do next."""
    return _document(error={"code": code, "message": message, "hint": hint})


def _document(**members: Any) -> Document:
    return {"schema_version": SCHEMA_VERSION, **members}


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
    }


def _topic(outlook: Outlook, topic: Topic) -> Document:
    progress, dates = outlook.progress.topics[topic.id], outlook.plan.dates.get(topic.id)
    return {
        "id": topic.id,
        "title": topic.title,
        "stage": outlook.roadmap.stage_numbers[topic.id],
        "kind": topic.kind,
        "state": progress.state,
        "effort_minutes": progress.effort_minutes,
        "logged_minutes": progress.logged_minutes,
        "presumed_minutes": progress.presumed_minutes,
        "remaining_minutes": progress.remaining_minutes,
        "over_estimate": progress.is_over_estimate,
        "needs": list(topic.needs),
        "start": _day(dates.start if dates else None),
        "finish": _day(dates.finish if dates else None),
    }


def _topic_in_full(outlook: Outlook, topic: Topic) -> Document:
    evidence = topic.evidence
    return {
        **_topic(outlook, topic),
        "outcome": topic.outcome,
        "covers": list(topic.covers),
        "helps": list(topic.helps),
        "low_minutes": topic.effort.low_minutes,
        "likely_minutes": topic.effort.likely_minutes,
        "high_minutes": topic.effort.high_minutes,
        "evidence": None
        if evidence is None
        else {
            "strength": evidence.strength,
            "basis": evidence.basis,
            "sources": list(evidence.sources),
        },
        "resources": [
            _resource(resource) for resource in resources_of(outlook.roadmap, topic.id)
        ],
    }


def _section(outlook: Outlook, section: Section) -> Document:
    return {
        "id": section.id,
        "title": section.title,
        "topics": [_topic(outlook, topic) for topic in section.topics],
        "resources": [_resource(resource) for resource in section.resources],
    }


def _sessions(sessions: Iterable[Session]) -> list[Document]:
    return [_session(session) for session in sessions]


def _session(session: Session) -> Document:
    return {
        "date": _day(session.day),
        "topic": session.topic,
        "minutes": session.minutes,
        "kind": session.kind,
        "part": session.part,
        "parts": session.parts,
        "completes": session.completes,
    }


def _detailed(outlook: Outlook, session: Session) -> Document:
    topic = outlook.roadmap.topics[session.topic]
    resources = resources_of(outlook.roadmap, topic.id)
    return {
        **_session(session),
        "title": topic.title,
        "outcome": topic.outcome,
        "resources": [_resource(resource) for resource in resources],
    }


def _resource(resource: Resource) -> Document:
    return {
        "title": resource.title,
        "url": resource.best_url,
        "kind": resource.kind,
        "free": resource.free,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
