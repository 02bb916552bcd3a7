"""The documents of `plan`, `next` and `status`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from mlroadmap.core.calendar.dates import WEEKDAY_KEYS
from mlroadmap.core.progress.pace import Pace
from mlroadmap.core.review.budget import review_minutes
from mlroadmap.core.roadmap.content import TopicContent
from mlroadmap.core.roadmap.model import Stage
from mlroadmap.core.roadmap.shape import TopicKind
from mlroadmap.core.schedule.goals import milestone_days
from mlroadmap.core.schedule.plan import Session
from mlroadmap.core.schedule.session_steps import step_states
from mlroadmap.core.schedule.slack import Slack
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.views.documents.fields import (
    Document,
    day_or_none,
    document,
    resource_of,
    session_of,
    sessions_of,
    timer_of,
    topic_of,
)


def plan_document(
    study_state: StudyState, sha256: str, contents: Mapping[str, TopicContent] | None = None
) -> Document:
    """Give the plan with its settings, topics and sessions, and the steps of some topics."""
    progress, plan = study_state.progress, study_state.plan
    settings = progress.plan.settings if progress.plan else None
    week = study_state.week_minutes
    return document(
        roadmap={"title": study_state.roadmap.title, "sha256": sha256},
        today=day_or_none(plan.today),
        start=day_or_none(settings.start if settings else plan.today),
        finish=day_or_none(plan.finish),
        finish_by=day_or_none(study_state.finish_by),
        **_slack(study_state.slack),
        weekly_minutes=sum(week),
        capacity=dict(zip(WEEKDAY_KEYS, week, strict=True)),
        first=list(settings.first if settings else ()),
        only=list(settings.only if settings else ()),
        tracks=settings.tracks if settings else None,
        review=settings.review if settings else None,
        milestones=[
            {
                "title": milestone.title,
                "topic": milestone.topic,
                "at": milestone.at,
                "date": day_or_none(day),
            }
            for milestone, day in milestone_days(study_state)
        ],
        total_minutes=progress.total_minutes,
        remaining_minutes=progress.remaining_minutes,
        topics=[topic_of(study_state, topic) for topic in study_state.roadmap.topics.values()],
        sessions=sessions_of(plan.sessions),
        **({"steps": _steps(study_state, contents)} if contents is not None else {}),
    )


def _steps(study_state: StudyState, contents: Mapping[str, TopicContent]) -> list[Document]:
    """Give the steps of each topic that has some, with where they stand."""
    return [
        {
            "topic": topic,
            "steps": [
                {
                    "id": each.step.id,
                    "title": each.step.title,
                    "kind": each.step.kind,
                    "state": each.state,
                    "minutes": each.minutes,
                    "left_minutes": each.left_minutes,
                }
                for each in step_states(content.steps, study_state.progress.topics[topic])
            ],
        }
        for topic, content in contents.items()
        if content.steps
    ]


def next_document(
    study_state: StudyState, steps: Mapping[Session, list[Document]], cards: int
) -> Document:
    """Give today's cards and sessions, the next study day's, and how far along one is."""
    plan, upcoming = study_state.plan, study_state.plan.upcoming_sessions
    return document(
        today=day_or_none(plan.today),
        reviews={"cards": cards, "minutes": review_minutes(cards)},
        sessions=[_detailed(study_state, session, steps) for session in plan.today_sessions],
        upcoming={
            "date": day_or_none(upcoming[0].day) if upcoming else None,
            "sessions": [_detailed(study_state, session, steps) for session in upcoming],
        },
        awaiting=list(study_state.progress.awaiting),
        unanswered=[day_or_none(day) for day in study_state.progress.unanswered],
        timer=timer_of(study_state),
        progress=_progress(study_state),
        finish=day_or_none(plan.finish),
    )


def status_document(study_state: StudyState) -> Document:
    """Give progress by stage, and the finish against the baseline."""
    return document(
        today=day_or_none(study_state.today),
        progress=_progress(study_state),
        stages=[_stage_progress(study_state, stage) for stage in study_state.roadmap.stages],
        sessions=sessions_of(study_state.plan.today_sessions),
        awaiting=list(study_state.progress.awaiting),
        unanswered=[day_or_none(day) for day in study_state.progress.unanswered],
        pace=_experience(study_state),
        timer=timer_of(study_state),
        finish=day_or_none(study_state.plan.finish),
        original_finish=day_or_none(study_state.original_finish),
        finish_by=day_or_none(study_state.finish_by),
        **_slack(study_state.slack),
    )


def _progress(study_state: StudyState) -> Document:
    progress = study_state.progress
    return {
        "done_topics": progress.done_topics,
        "topics": len(progress.counted),
        "done_minutes": progress.achieved_minutes,
        "total_minutes": progress.total_minutes,
        "percent": study_state.percent,
        "logged_minutes": progress.logged_minutes,
        "assumed_minutes": progress.assumed_minutes,
        "former_topics": dict(progress.former),
    }


def _stage_progress(study_state: StudyState, stage: Stage) -> Document:
    topics = [study_state.progress.topics[topic.id] for topic in stage.topics]
    counted = [topic for topic in topics if topic.is_counted]
    return {
        "number": stage.number,
        "id": stage.id,
        "title": stage.title,
        "topics": len(counted),
        "done_topics": sum(topic.is_done for topic in counted),
        "done_minutes": sum(topic.achieved_minutes for topic in counted),
        "total_minutes": sum(topic.effort_minutes for topic in counted),
        **_slack(study_state.stage_slack(stage)),
    }


def _detailed(
    study_state: StudyState,
    session: Session,
    steps: Mapping[Session, list[Document]],
) -> Document:
    topic = study_state.roadmap.topics[session.topic]
    resources = study_state.roadmap.recommended(topic.id)
    return {
        **session_of(session),
        "title": study_state.session_title(session.topic, session.habit),
        "outcome": topic.outcome,
        "resources": [resource_of(resource) for resource in resources],
        "steps": steps.get(session, []),
    }


def _experience(study_state: StudyState) -> Document:
    experience, plan = study_state.progress.experience, study_state.progress.plan
    setting = plan.pace if plan else "on"
    return {
        **_pace(experience.pace),
        "by_kind": {kind: _pace(pace) for kind, pace in experience.paces.items()},
        "helps": experience.helps,
        "setting": setting,
        "percent": {kind: _percent(study_state, kind) for kind in get_args(TopicKind)},
    }


def _percent(study_state: StudyState, kind: TopicKind) -> int:
    """Give what the plan takes for work of a kind, in per cent of the estimates."""
    topics = [
        study_state.progress.topics[topic.id]
        for topic in study_state.roadmap.topics.values()
        if topic.kind == kind
    ]
    estimated = sum(topic.estimate_minutes for topic in topics)
    planned = sum(topic.estimate_minutes * topic.pace_percent for topic in topics)
    return round(planned / estimated) if estimated else 100


def _pace(pace: Pace) -> Document:
    return {
        "value": round(pace.value, 3),
        "low": round(pace.low, 3),
        "high": round(pace.high, 3),
        "topics": pace.sample_size,
    }


def _slack(slack: Slack | None) -> Document:
    return {
        "slack_minutes": slack.minutes if slack else None,
        "slack_days": slack.days if slack else None,
    }
