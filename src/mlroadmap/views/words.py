"""The words for times, shares and sessions, as plain text: commands need no Rich for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mlroadmap.core.progress.pace import Pace
from mlroadmap.core.progress.topic_progress import TopicProgress
from mlroadmap.core.schedule.plan import Session
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import count, unbroken
from mlroadmap.views.units import date_in_words, duration


def share(study_state: StudyState) -> str:
    """Write how much of the effort is behind one, with a decimal while it is little."""
    achieved, total = study_state.progress.achieved_minutes, study_state.progress.total_minutes
    if 0 < 10 * achieved < total:
        return f"{100 * achieved / total:.1f}%"
    return f"{study_state.percent}%"


def day_and_distance(day: date, today: date) -> str:
    """Write a day with how far away it is: `Mon 08 Jan 2029, in 105 weeks`."""
    days = (day - today).days
    if days < 0:
        return date_in_words(day, today)
    if days == 0:
        return f"{date_in_words(day, today)}, today"
    if days < 14:
        return f"{date_in_words(day, today)}, in {count(days, 'day')}"
    return f"{date_in_words(day, today)}, in {count(days // 7, 'week')}"


def shift(before: date, after: date) -> str:
    """Say how a date moved: `3 days earlier`, `2 weeks later`; empty when it did not."""
    if before == after:
        return ""
    return f"{_span(before, after)} {'later' if after > before else 'earlier'}"


def against_original(original: date, finish: date) -> str:
    """Say how a finish compares with the original one: `3 days behind`, `on schedule`."""
    if original == finish:
        return "on schedule"
    return f"{_span(original, finish)} {'behind' if finish > original else 'ahead'}"


def _span(before: date, after: date) -> str:
    days = abs((after - before).days)
    if days < 4 * 7:
        return count(days, "day")
    return count(round(days / 7), "week") if days < 2 * 365 else f"{days / 365.25:.1f} years"


def times_the_estimates(pace: Pace) -> str:
    """Write a pace: `You take 1.30 times the estimated time (5 topics)`."""
    topics = count(pace.sample_size, "topic")
    if 0.95 <= pace.value < 1.05:
        return f"You take about the estimated time ({topics})"
    return f"You take {pace.value:.2f} times the estimated time ({topics})"


def uncounted(topics: Iterable[TopicProgress]) -> str:
    """Say why no topic counts: `skipped`, `known` or several such; empty when one does."""
    words = {"skipped": "skipped", "known": "known", "aside": "set aside"}
    states = {topic.state for topic in topics}
    if not states <= set(words):
        return ""
    return " or ".join(word for state, word in words.items() if state in states)


def sentence(words: str) -> str:
    """Make a sentence of words: a capital at the start, a full stop at the end."""
    return f"{words[0].upper()}{words[1:]}."


def finish_change(before: date, after: date, today: date) -> str:
    """Say in half a sentence what became of the finish date."""
    finish = date_in_words(after, today)
    if before == after:
        return f"still on course for {finish}"
    return f"you now finish on {finish}, {shift(before, after)}"


def session_summary(study_state: StudyState, session: Session) -> str:
    """Write a session in a few words: `NumPy 1h 30m (2 of 5)`."""
    title = study_state.session_title(session.topic, session.habit)
    parts = 1 if session.habit else session.parts
    return f"{title} {length_and_part(session.minutes, session.part, parts)}"


def length_and_part(minutes: int, part: int, parts: int) -> str:
    """Write how long a session is, and which of its topic: `1h 30m (2 of 5)`."""
    length = duration(minutes)
    return unbroken(f"{length} ({part} of {parts})") if parts > 1 else length


def short_line(study_state: StudyState) -> str:
    """Write what is to be studied today on one line, for a prompt or a status bar."""
    sessions = study_state.plan.today_sessions
    cards = [count(len(study_state.cards), "card")] if study_state.cards else []
    if sessions or cards:
        studies = [session_summary(study_state, session) for session in sessions]
        return ", ".join([*cards, *studies])
    if study_state.is_finished:
        return "finished"
    if study_state.plan.upcoming_sessions:
        day = study_state.plan.upcoming_sessions[0].day
        return f"nothing until {date_in_words(day, study_state.today)}"
    awaiting = study_state.progress.awaiting
    return "done? " + ", ".join(study_state.roadmap.topics[topic].title for topic in awaiting)
