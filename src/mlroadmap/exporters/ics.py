"""The plan as a calendar (iCalendar, RFC 5545): one event for each day of study.

An event is named by its day, so a plan made anew changes the events that are there. See
docs/export.md for the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct

from mlroadmap import __version__
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.schedule.plan import Session
from mlroadmap.core.text import clean
from mlroadmap.exporters.calendar_days import CalendarDay, calendar_days
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.icalendar_lines import content_line, text_line
from mlroadmap.exporters.material import study_links
from mlroadmap.exporters.review_time import review_line, review_minutes_on
from mlroadmap.formats.export_steps import step_line

LINKS_SHOWN = 3

# Sessions up to so many days ahead have their outcome and steps in the event, as has the
# first one of each topic: an hour a week makes thousands of events.
DETAILED_DAYS = 28

# Many clients show cancelled events. A day that is called off is moved to where nobody looks.
CALLED_OFF_DAY = date(2000, 1, 1)


class CalendarOptions(Struct, frozen=True):
    """How the events are to be.

    `at` is the local time at which study begins; None makes events of whole days. The
    alarm rings `alarm_minutes` before. `is_fresh` leaves out the days called off: the
    calendar holds nothing of an earlier export.
    """

    at: time | None = None
    alarm_minutes: int | None = None
    is_fresh: bool = False


def to_ics(export_input: ExportInput, options: CalendarOptions) -> str:
    """Write the days of study as a calendar."""
    return "".join(_lines(export_input, options))


def _lines(export_input: ExportInput, options: CalendarOptions) -> Iterator[str]:
    title = clean(export_input.roadmap.title)
    yield content_line("BEGIN:VCALENDAR")
    yield content_line("VERSION:2.0")
    yield text_line("PRODID", f"-//mlroadmap//mlroadmap {__version__}//EN")
    yield text_line("NAME", title)
    yield text_line("X-WR-CALNAME", title)
    for day in calendar_days(export_input, called_off=not options.is_fresh):
        yield from _event(export_input, day, options)
    yield content_line("END:VCALENDAR")


def uid(export_input: ExportInput, day: date) -> str:
    """Name the study of a day: the same in every export of this log, and in no other."""
    return f"{day:%Y%m%d}-{export_input.identity}@mlroadmap"


def _event(
    export_input: ExportInput, day: CalendarDay, options: CalendarOptions
) -> Iterator[str]:
    stamp, summary = export_input.stamp.astimezone(UTC), _summary(export_input, day)
    yield content_line("BEGIN:VEVENT")
    yield text_line("UID", uid(export_input, day.day))
    yield content_line(f"DTSTAMP:{_basic(stamp)}Z")
    yield content_line(f"SEQUENCE:{export_input.revision}")
    yield from _times(export_input, day, options.at)
    yield text_line("SUMMARY", summary)
    yield content_line(f"STATUS:{'CANCELLED' if day.is_called_off else 'CONFIRMED'}")
    if not day.is_called_off:
        yield text_line("DESCRIPTION", "\n".join(_description(export_input, day)))
    if day.planned and options.alarm_minutes is not None:
        yield from _alarm(summary, options.alarm_minutes)
    yield content_line("END:VEVENT")


def _times(export_input: ExportInput, day: CalendarDay, at: time | None) -> Iterator[str]:
    """Give start and end: whole days, or floating times, which are local wherever one is."""
    if day.is_called_off:
        yield from _whole_day(CALLED_OFF_DAY)
    elif at is None:
        yield from _whole_day(day.day)
    else:
        plan = export_input.study_state.progress.plan
        is_after_midnight = plan is not None and at.hour < plan.settings.day_begins
        start = datetime.combine(day.day + timedelta(days=is_after_midnight), at)
        yield content_line(f"DTSTART:{_basic(start)}")
        minutes = day.minutes + review_minutes_on(export_input, day.day)
        yield content_line(f"DTEND:{_basic(start + timedelta(minutes=minutes))}")
        yield content_line("TRANSP:OPAQUE")


def _whole_day(day: date) -> Iterator[str]:
    yield content_line(f"DTSTART;VALUE=DATE:{_basic_day(day)}")
    yield content_line(f"DTEND;VALUE=DATE:{_basic_day(day + timedelta(days=1))}")
    yield content_line("TRANSP:TRANSPARENT")


def _basic_day(day: date) -> str:
    """Write a day in the basic format of ISO 8601; strftime leaves out a year's zeros."""
    return day.isoformat().replace("-", "")


def _basic(moment: datetime) -> str:
    return f"{_basic_day(moment.date())}T{moment:%H%M%S}"


def _summary(export_input: ExportInput, day: CalendarDay) -> str:
    if day.is_called_off:
        return f"Cancelled: {clean(export_input.roadmap.title)}"
    titles = {(entry.topic, ""): _title(export_input, entry.topic) for entry in day.studied}
    for session in day.planned:
        title = _title(export_input, session.topic, session.habit)
        titles[session.topic, session.habit] = f"{title}{_part(session)}"
    cards = ("Cards",) if day.planned and review_minutes_on(export_input, day.day) else ()
    return ", ".join((*cards, *titles.values()))


def _part(session: Session) -> str:
    is_part = session.parts > 1 and not session.habit
    return f" ({session.part}/{session.parts})" if is_part else ""


def _title(export_input: ExportInput, topic_id: str, habit_id: str = "") -> str:
    return clean(export_input.study_state.session_title(topic_id, habit_id))


def _description(export_input: ExportInput, day: CalendarDay) -> Iterator[str]:
    for entry in day.studied:
        how = "assumed" if entry.is_assumed else "studied"
        yield f"{_title(export_input, entry.topic)}: {format_duration(entry.minutes)} {how}"
    yield from review_line(export_input, day.day)
    for session in day.planned:
        yield from _session_lines(export_input, session)


def _session_lines(export_input: ExportInput, session: Session) -> Iterator[str]:
    topic = export_input.roadmap.topics[session.topic]
    title = _title(export_input, topic.id, session.habit)
    of_topic = f", of {clean(topic.title)}" if session.habit else ""
    part = of_topic or f", part {session.part} of {session.parts}"
    yield f"{title}: {format_duration(session.minutes)}{part}"
    if session.part == 1 or (session.day - export_input.today).days < DETAILED_DAYS:
        if topic.outcome:
            yield clean(topic.outcome)
        yield from _steps_or_links(export_input, session)
    if session.completes:
        yield f"Afterwards: mlroadmap done {topic.id}"


def _steps_or_links(export_input: ExportInput, session: Session) -> Iterator[str]:
    """Say what the session's steps are and where, or else what there is to learn from."""
    steps = export_input.session_steps.get(session, ())
    for each in steps:
        yield step_line(each.step.kind, clean(each.step.title), each.minutes)
        resource = export_input.roadmap.library.get(each.step.resource)
        title, url = (resource.title, resource.best_url) if resource else ("", "")
        place = ", ".join(clean(part) for part in (title, each.step.where, url) if part)
        if place:
            yield f"  {place}"
    if not steps:
        for resource in study_links(export_input.roadmap, session.topic, LINKS_SHOWN):
            yield f"{clean(resource.title)}: {clean(resource.best_url)}"


def _alarm(summary: str, minutes: int) -> Iterator[str]:
    yield content_line("BEGIN:VALARM")
    yield content_line("ACTION:DISPLAY")
    yield text_line("DESCRIPTION", summary)
    yield content_line(f"TRIGGER:-PT{minutes}M")
    yield content_line("END:VALARM")
