"""The documents of `topics`, `show` and `check`."""

from __future__ import annotations

from collections.abc import Sequence

from mlroadmap.core.model import Roadmap, Section, Stage, Topic
from mlroadmap.core.outlook import Outlook
from mlroadmap.core.problems import Problem
from mlroadmap.views.documents.parts import Document, document, resource_of, topic_of


def topics_document(outlook: Outlook) -> Document:
    """Give every topic with its place and state."""
    return document(
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
            return document(topic=_topic_in_full(outlook, place))
        case Section():
            return document(section=_section(outlook, place))
        case Stage():
            return document(
                stage={
                    "number": place.number,
                    "id": place.id,
                    "title": place.title,
                    "sections": [_section(outlook, section) for section in place.sections],
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
                "line": problem.mark.line,
                "column": problem.mark.column,
                "code": problem.code,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in problems
        ],
    )


def _topic_in_full(outlook: Outlook, topic: Topic) -> Document:
    evidence = topic.evidence
    return {
        **topic_of(outlook, topic),
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
            resource_of(resource) for resource in outlook.roadmap.resources_of(topic.id)
        ],
    }


def _section(outlook: Outlook, section: Section) -> Document:
    return {
        "id": section.id,
        "title": section.title,
        "topics": [topic_of(outlook, topic) for topic in section.topics],
        "resources": [resource_of(resource) for resource in section.resources],
    }
