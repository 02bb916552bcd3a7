"""The words for times, shares and sessions, as plain text: commands need no Rich for them."""

from __future__ import annotations

from datetime import date

from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.progress.pace import Pace
from mlroadmap.core.schedule.plan import Session
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import count


def share(study_state: StudyState) -> str:
    """Write how much of the effort is behind one, with a decimal while it is little."""
    progress = study_state.progress
    if 0 < 10 * progress.achieved_minutes < progress.total_minutes:
        return f"{100 * progress.achieved_minutes / progress.total_minutes:.1f}%"
    return f"{study_state.percent}%"


def day_and_distance(day: date, today: date) -> str:
    """Write a day with how far away it is: `Mon 08 Jan 2029, in 105 weeks`."""
    days = (day - today).days
    if days < 0:
        return format_day(day)
    if days == 0:
        return f"{format_day(day)}, today"
    if days < 14:
        return f"{format_day(day)}, in {count(days, 'day')}"
    return f"{format_day(day)}, in {count(days // 7, 'week')}"


def shift(before: date, after: date) -> str:
    """Say how a date moved: `3 days earlier`, `2 weeks later`; empty when it did not."""
    days = (after - before).days
    if not days:
        return ""
    size, direction = abs(days), "later" if days > 0 else "earlier"
    if size < 4 * 7:
        return f"{count(size, 'day')} {direction}"
    if size < 2 * 365:
        return f"{count(round(size / 7), 'week')} {direction}"
    return f"{size / 365.25:.1f} years {direction}"


def times_the_estimates(pace: Pace) -> str:
    """Write a pace: `You take 1.30 times the estimated time (5 topics)`."""
    topics = count(pace.sample_size, "topic")
    if 0.95 <= pace.value < 1.05:
        return f"You take about the estimated time ({topics})"
    return f"You take {pace.value:.2f} times the estimated time ({topics})"


def sentence(words: str) -> str:
    """Make a sentence of words: a capital at the start, a full stop at the end."""
    return f"{words[0].upper()}{words[1:]}."


def finish_change(before: date, after: date) -> str:
    """Say in half a sentence what became of the finish date."""
    if before == after:
        return f"the finish stays on {format_day(after)}"
    return (
        f"the finish goes from {format_day(before)} to {format_day(after)}, "
        f"{shift(before, after)}"
    )


def session_summary(study_state: StudyState, session: Session) -> str:
    """Write a session in a few words: `NumPy 1h 30m (2 of 5)`."""
    is_part = session.parts > 1 and not session.habit
    part = f" ({session.part} of {session.parts})" if is_part else ""
    title = study_state.session_title(session.topic, session.habit)
    return f"{title} {format_duration(session.minutes)}{part}"


def short_line(study_state: StudyState) -> str:
    """Write what is to be studied today on one line, for a prompt or a status bar."""
    sessions = study_state.plan.today_sessions
    if sessions:
        return ", ".join(session_summary(study_state, session) for session in sessions)
    if study_state.is_finished:
        return "finished"
    if study_state.plan.upcoming_sessions:
        return f"nothing until {format_day(study_state.plan.upcoming_sessions[0].day)}"
    awaiting = study_state.progress.awaiting
    return "done? " + ", ".join(study_state.roadmap.topics[topic].title for topic in awaiting)
