"""The documents of `topics`, `show` and `check`."""

from __future__ import annotations

from collections.abc import Sequence

from mlroadmap.core.roadmap.content import TopicContent
from mlroadmap.core.roadmap.habits import Habit
from mlroadmap.core.roadmap.model import Roadmap, Section, Stage, Topic
from mlroadmap.core.roadmap.problems import Problem
from mlroadmap.core.schedule.session_steps import step_states
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.views.documents.fields import Document, document, resource_of, step_of, topic_of


def topics_document(study_state: StudyState) -> Document:
    """Give every topic with its place and state."""
    return document(
        title=study_state.roadmap.title,
        about=study_state.roadmap.about,
        assumes=study_state.roadmap.assumes,
        stages=[
            {
                "number": stage.number,
                "id": stage.id,
                "title": stage.title,
                "sections": [_section(study_state, section) for section in stage.sections],
            }
            for stage in study_state.roadmap.stages
        ],
    )


def topic_document(study_state: StudyState, topic: Topic, content: TopicContent) -> Document:
    """Give a topic in full."""
    return document(topic=_topic_in_full(study_state, topic, content))


def habit_document(study_state: StudyState, habit: Habit) -> Document:
    """Give a habit in full."""
    sessions = (str(each.day) for each in study_state.plan.sessions if each.habit == habit.id)
    return document(
        habit={
            "id": habit.id,
            "title": habit.title,
            "topic": habit.topic,
            "rule": habit.rule.rule,
            "minutes": habit.minutes,
            "from": habit.starts_after,
            "until": str(habit.until_day or habit.until) or None,
            "times": habit.times,
            "taken": [*map(str, study_state.progress.habits.days.get(habit.id, ()))],
            "next": next(sessions, None),
        }
    )


def steps_document(study_state: StudyState, topic: Topic, content: TopicContent) -> Document:
    """Give the steps of a topic with their states."""
    return document(topic=topic.id, steps=_steps(study_state, topic, content))


def _steps(study_state: StudyState, topic: Topic, content: TopicContent) -> list[Document]:
    return [
        {
            **step_of(study_state.roadmap, each.step),
            "state": each.state,
            "minutes": each.minutes,
            "left_minutes": each.left_minutes,
        }
        for each in step_states(content.steps, study_state.progress.topics[topic.id])
    ]


def place_document(study_state: StudyState, place: Section | Stage) -> Document:
    """Give a section or a stage in full."""
    match place:
        case Section():
            return document(section=_section(study_state, place))
        case Stage():
            return document(
                stage={
                    "number": place.number,
                    "id": place.id,
                    "title": place.title,
                    "sections": [_section(study_state, section) for section in place.sections],
                    "resources": [resource_of(resource) for resource in place.resources],
                }
            )


def check_document(file: str, problems: Sequence[Problem], roadmap: Roadmap | None) -> Document:
    """Give the problems of a roadmap file, and its size when it has none."""
    return document(
        file=file,
        topics=None if roadmap is None else len(roadmap.topics),
        problems=[
            {
                "file": problem.file or file,
                "line": problem.mark.line,
                "column": problem.mark.column,
                "code": problem.code,
                "message": problem.message,
                "hint": problem.hint,
                "warning": problem.is_warning,
            }
            for problem in problems
        ],
    )


def _topic_in_full(study_state: StudyState, topic: Topic, content: TopicContent) -> Document:
    evidence = topic.evidence
    return {
        **topic_of(study_state, topic),
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
            resource_of(resource) for resource in study_state.roadmap.resources_of(topic.id)
        ],
        "steps": _steps(study_state, topic, content),
    }


def _section(study_state: StudyState, section: Section) -> Document:
    return {
        "id": section.id,
        "title": section.title,
        "topics": [topic_of(study_state, topic) for topic in section.topics],
        "resources": [resource_of(resource) for resource in section.resources],
    }
