"""The words `TOPIC DURATION`, of which neither needs quotes."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from mlroadmap.cli.context import AppContext
from mlroadmap.core.calendar.durations import is_duration
from mlroadmap.errors import UsageError


def topic_and_time(app: AppContext, command: str, words: Sequence[str]) -> tuple[str, str]:
    """Tell the words of a topic from the length of time that follows them.

    Raises UsageError when one of the two is missing or the time comes first.
    """
    *topic, time = words
    if topic and (is_duration(time) or not is_duration(topic[0])):
        return " ".join(topic), time
    if topic:
        *rest, time = [*words[1:], words[0]]
        name = " ".join(rest)
        raise UsageError(
            "The time comes last.", f"mlroadmap {command} {quote(name)} {quote(time)}"
        )
    if is_duration(time):
        raise UsageError(
            f"{time} for which topic?", f"mlroadmap {command} {due_topic(app)} {quote(time)}"
        )
    raise UsageError(f"How long for {time!r}?", f"mlroadmap {command} {quote(time)} 45m")


def due_topic(app: AppContext) -> str:
    """Give the topic that is next, as an example."""
    plan = app.study_state.plan
    sessions = (*plan.today_sessions, *plan.upcoming_sessions)
    return next((session.topic for session in sessions), "TOPIC")
