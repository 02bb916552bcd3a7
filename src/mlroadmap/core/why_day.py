"""Why a day of the plan holds what it holds, or nothing."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from mlroadmap.core.availability import Pattern
from mlroadmap.core.outlook import Outlook
from mlroadmap.core.plan import Session
from mlroadmap.core.why import Reasons, reasons

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


def day_reasons(outlook: Outlook, day: date) -> DayReasons:
    """Find what put study on a day, or kept it free."""
    sessions = tuple(session for session in outlook.plan.sessions if session.day == day)
    seen = {session.topic for session in outlook.plan.sessions if session.day < day}
    starting = tuple(
        reasons(outlook, session.topic) for session in sessions if session.topic not in seen
    )
    capacity = outlook.progress.availability.minutes_on(day)
    idle = None if sessions else _idle(outlook, day, capacity)
    return DayReasons(day, capacity, sessions, starting, idle)


def _idle(outlook: Outlook, day: date, capacity_minutes: int) -> Idle:
    """Say what keeps a day free: that which would put study on it if it were lifted."""
    if day < outlook.today:
        return "past"
    if outlook.plan.is_finished or day > outlook.plan.finish:
        return "finished"
    if capacity_minutes:
        return "used-up"
    return _without_hours(outlook, day)


def _without_hours(outlook: Outlook, day: date) -> Idle:
    availability, used = outlook.progress.availability, outlook.progress.used_minutes
    settings = outlook.progress.plan.settings if outlook.progress.plan else None
    usual = availability.with_days([day], None).minutes_on(day)
    if usual:
        return "used-up" if day == outlook.today and used >= usual else "day-off"
    if settings and outlook.today < settings.start and day < settings.start:
        at_once = availability.with_pattern(Pattern(outlook.today, settings.week_minutes))
        return "start" if at_once.minutes_on(day) else "no-hours"
    return "no-hours"
