"""The plan as a calendar (iCalendar, RFC 5545): one event for each day of study.

An event is named by its day, so a plan made anew changes the events that are there. See
docs/export.md for the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from mlroadmap import __version__
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.schedule.plan import Session
from mlroadmap.core.text import clean
from mlroadmap.exporters.calendar_days import CalendarDay, calendar_days
from mlroadmap.exporters.export_input import ExportInput
from mlroadmap.exporters.markdown_text import nearest_resources

if TYPE_CHECKING:
    from icalendar import Alarm, Event

LINKS_SHOWN = 3


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
    from icalendar import Calendar  # noqa: PLC0415 - takes 150 ms, and only calendars need it

    title = clean(export_input.roadmap.title)
    calendar = Calendar()
    calendar.add("prodid", f"-//mlroadmap//mlroadmap {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    for day in calendar_days(export_input, called_off=not options.is_fresh):
        calendar.add_component(_event(export_input, day, options))
    content: bytes = calendar.to_ical()
    return content.decode("utf-8")


def uid(export_input: ExportInput, day: date) -> str:
    """Name the study of a day: the same in every export of this log, and in no other."""
    return f"{day:%Y%m%d}-{export_input.identity}@mlroadmap"


def _event(export_input: ExportInput, day: CalendarDay, options: CalendarOptions) -> Event:
    from icalendar import Event  # noqa: PLC0415 - see to_ics

    event = Event()
    event.add("uid", uid(export_input, day.day))
    event.add("dtstamp", export_input.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", export_input.revision)
    start, end = _times(export_input, day, options.at)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", _summary(export_input, day))
    event.add("status", "CANCELLED" if day.is_called_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if type(start) is date else "OPAQUE")
    if not day.is_called_off:
        event.add("description", "\n".join(_description(export_input, day)))
    if day.planned and options.alarm_minutes is not None:
        event.add_component(_alarm(_summary(export_input, day), options.alarm_minutes))
    return event


def _times(
    export_input: ExportInput, day: CalendarDay, at: time | None
) -> tuple[date, date] | tuple[datetime, datetime]:
    """Give start and end: whole days, or floating times, which are local wherever one is.

    Without study there is no time, so a day that is called off is a whole one.
    """
    if at is None or day.is_called_off:
        return day.day, day.day + timedelta(days=1)
    plan = export_input.study_state.progress.plan
    is_after_midnight = plan is not None and at.hour < plan.settings.day_begins
    start = datetime.combine(day.day + timedelta(days=is_after_midnight), at)
    return start, start + timedelta(minutes=day.minutes)


def _summary(export_input: ExportInput, day: CalendarDay) -> str:
    if day.is_called_off:
        return f"No study: {clean(export_input.roadmap.title)}"
    titles = {entry.topic: _title(export_input, entry.topic) for entry in day.studied}
    for session in day.planned:
        titles[session.topic] = f"{_title(export_input, session.topic)}{_part(session)}"
    return ", ".join(titles.values())


def _part(session: Session) -> str:
    return f" ({session.part}/{session.parts})" if session.parts > 1 else ""


def _title(export_input: ExportInput, topic_id: str) -> str:
    return clean(export_input.study_state.title(topic_id))


def _description(export_input: ExportInput, day: CalendarDay) -> Iterator[str]:
    for entry in day.studied:
        how = "assumed" if entry.is_assumed else "studied"
        yield f"{_title(export_input, entry.topic)}: {format_duration(entry.minutes)} {how}"
    for session in day.planned:
        yield from _session_lines(export_input, session)


def _session_lines(export_input: ExportInput, session: Session) -> Iterator[str]:
    topic = export_input.roadmap.topics[session.topic]
    part = f", part {session.part} of {session.parts}"
    yield f"{clean(topic.title)}: {format_duration(session.minutes)}{part}"
    if topic.outcome:
        yield clean(topic.outcome)
    for resource in nearest_resources(export_input.roadmap, topic.id, LINKS_SHOWN):
        yield f"{clean(resource.title)}: {clean(resource.best_url)}"
    if session.completes:
        yield f"Afterwards: mlroadmap done {topic.id}"


def _alarm(summary: str, minutes: int) -> Alarm:
    from icalendar import Alarm  # noqa: PLC0415 - see to_ics

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -timedelta(minutes=minutes))
    return alarm
