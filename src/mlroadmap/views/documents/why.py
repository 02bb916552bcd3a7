"""The documents of `why`."""

from __future__ import annotations

from mlroadmap.core.schedule.why import Constraint, Reasons
from mlroadmap.core.schedule.why_day import DayReasons
from mlroadmap.views.documents.fields import Document, day_or_none, document, sessions_of
from mlroadmap.views.why import constraint_command, idle_command


def topic_reasons_document(found: Reasons) -> Document:
    """Give what holds a topic back, and when it would start without each constraint."""
    return document(**_reasons(found))


def day_reasons_document(found: DayReasons) -> Document:
    """Give what a day holds, the reasons of what starts on it, or why it holds nothing."""
    return document(
        date=day_or_none(found.day),
        capacity_minutes=found.capacity_minutes,
        sessions=sessions_of(found.sessions),
        starting=[_reasons(each) for each in found.starting],
        idle=found.idle,
        command=idle_command(found),
    )


def _reasons(found: Reasons) -> Document:
    return {
        "topic": found.topic,
        "start": day_or_none(found.start),
        "constraints": [_constraint(each) for each in found.constraints],
    }


def _constraint(constraint: Constraint) -> Document:
    return {
        "kinds": list(constraint.kinds),
        "topics": list(constraint.topics),
        "days": [day_or_none(day) for day in constraint.days],
        "extra_minutes": constraint.extra_minutes,
        "start_without": day_or_none(constraint.start_without),
        "command": constraint_command(constraint),
    }
