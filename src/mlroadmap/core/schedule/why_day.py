"""Why a day of the plan holds what it holds, or nothing."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from mlroadmap.core.calendar.availability import Pattern
from mlroadmap.core.schedule.plan import Session
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.schedule.why import Reasons, reasons

Idle = Literal["past", "finished", "start", "day-off", "no-hours", "used-up"]


class DayReasons(Struct, frozen=True):
    """What a day holds: its sessions, and the reasons of the topics that start on it.

    `idle` says why there are no sessions. `capacity_minutes` are the day's whole hours.
    """

    day: date
    capacity_minutes: int
    sessions: tuple[Session, ...]
    starting: tuple[Reasons, ...]
    idle: Idle | None


def day_reasons(study_state: StudyState, day: date) -> DayReasons:
    """Find what put study on a day, or kept it free."""
    sessions = tuple(session for session in study_state.plan.sessions if session.day == day)
    turns = [session for session in study_state.plan.sessions if not session.habit]
    seen = {session.topic for session in turns if session.day < day}
    starting = tuple(
        reasons(study_state, session.topic)
        for session in turns
        if session.day == day and session.topic not in seen
    )
    capacity = study_state.progress.availability.minutes_on(day)
    idle = None if sessions else _idle(study_state, day, capacity)
    return DayReasons(day, capacity, sessions, starting, idle)


def _idle(study_state: StudyState, day: date, capacity_minutes: int) -> Idle:
    """Say what keeps a day free: that which would put study on it if it were lifted."""
    if day < study_state.today:
        return "past"
    if study_state.plan.is_finished or day > study_state.plan.finish:
        return "finished"
    if capacity_minutes:
        return "used-up"
    return _without_hours(study_state, day)


def _without_hours(study_state: StudyState, day: date) -> Idle:
    availability, used = study_state.progress.availability, study_state.progress.used_minutes
    settings = study_state.progress.plan.settings if study_state.progress.plan else None
    usual = availability.with_days([day], None).minutes_on(day)
    if usual:
        return "used-up" if day == study_state.today and used >= usual else "day-off"
    if settings and study_state.today < settings.start and day < settings.start:
        at_once = availability.with_pattern(Pattern(study_state.today, settings.week_minutes))
        return "start" if at_once.minutes_on(day) else "no-hours"
    return "no-hours"
