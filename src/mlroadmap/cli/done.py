"""`done`: a topic is completed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

from mlroadmap.cli.arguments import NoteOption, OnOption, TopicsArgument
from mlroadmap.cli.change_summary import minutes_of_day, past_day, show_effect
from mlroadmap.cli.context import AppContext, locked
from mlroadmap.cli.notices import show_running
from mlroadmap.cli.output import say
from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.journal.events import Action, TopicsDone, TopicsKnown
from mlroadmap.core.progress.ahead import completed_ahead
from mlroadmap.core.roadmap.lookup import find_topic
from mlroadmap.core.roadmap.model import Topic
from mlroadmap.core.text import clean
from mlroadmap.errors import UsageError

if TYPE_CHECKING:
    from mlroadmap.cli.prompts import EarlyAnswer


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap done numpy --time 1h30m --on yesterday")(done)


def done(
    context: typer.Context,
    topics: TopicsArgument,
    time: Annotated[
        str | None, typer.Option(metavar="DURATION", help="Time spent on it: 90m, 1h30m.")
    ] = None,
    on: OnOption = None,
    note: NoteOption = "",
) -> None:
    """Log that topics are completed; the rest of the plan follows."""
    with locked(context) as app:
        saying = _saying(app, topics, time, on, note)
        ahead = _ahead(app, saying)
        if not ahead:
            after = _recorded(app, saying)
    if ahead:
        answers = {topic_id: _ask_about(app, topic_id) for topic_id in ahead}
        with locked(context) as app:
            saying = _saying(app, topics, time, on, note)
            after = _recorded(app, saying, answers)
    _report(app, after, saying)


class _Saying(Struct, frozen=True):
    """What is said to be done: topics of which some are `fresh`, in so many minutes."""

    named: tuple[str, ...]
    fresh: tuple[str, ...]
    day: date
    minutes: int | None
    note: str


def _saying(
    app: AppContext, topics: Sequence[str], time: str | None, on: str | None, note: str
) -> _Saying:
    progress = app.planned().progress.topics
    named = tuple(dict.fromkeys(find_topic(app.roadmap, name).id for name in topics))
    fresh = tuple(name for name in named if not progress[name].is_done)
    day = past_day(app, on)
    minutes = minutes_of_day(app, time, day) if time is not None else None
    if minutes and len(named) > 1:
        raise UsageError(
            "--time is for one topic.", "Log them singly: mlroadmap done TOPIC --time 1h."
        )
    return _Saying(named, fresh, day, minutes, clean(note))


def _ahead(app: AppContext, saying: _Saying) -> tuple[str, ...]:
    """List the topics to ask about: no time is given, and the calendar has too little."""
    if saying.minutes is not None:
        return ()
    progress = app.study_state.progress
    ahead = completed_ahead(app.roadmap, progress, saying.fresh, saying.day)
    if not ahead:
        return ()
    from mlroadmap.cli.prompts import can_ask

    return ahead if can_ask() else ()


def _ask_about(app: AppContext, topic_id: str) -> EarlyAnswer:
    from mlroadmap.cli.prompts import ask_about_early

    topic = app.roadmap.topics[topic_id]
    estimate = format_duration(topic.effort.likely_minutes)
    return ask_about_early(f"{topic.title} is estimated at {estimate} and done early.")


def _recorded(
    app: AppContext, saying: _Saying, answers: Mapping[str, EarlyAnswer] = MappingProxyType({})
) -> AppContext:
    """Store what is said: together where nothing was asked, else each with its answer."""
    alone = [each for each in saying.fresh if answers.get(each, "elsewhere") != "elsewhere"]
    others = tuple(topic_id for topic_id in saying.fresh if topic_id not in alone)
    after = app
    if others:
        after = after.recorded(TopicsDone(others, saying.minutes, saying.note), saying.day)
    for topic_id in alone:
        answer = answers[topic_id]
        if isinstance(answer, int):
            action: Action = TopicsDone((topic_id,), answer, saying.note)
        else:
            action = TopicsKnown((topic_id,))
        after = after.recorded(action, saying.day)
    return after


def _report(before: AppContext, after: AppContext, saying: _Saying) -> None:
    for topic_id in saying.named:
        if topic_id not in saying.fresh:
            _say_already_done(before, topic_id)
    if saying.fresh:
        titles = ", ".join(before.roadmap.topics[topic].title for topic in saying.fresh)
        say(f"✓ {titles}: done on {format_day(saying.day)}.")
        for topic_id in saying.fresh:
            _mention_unmet_needs(after, before.roadmap.topics[topic_id])
        show_effect(before.study_state, after)
        show_running(after)


def _say_already_done(app: AppContext, topic_id: str) -> None:
    topic, progress = app.study_state.topic(topic_id)
    on = f" on {format_day(progress.done_on)}" if progress.done_on else ""
    say(f"{topic.title} was done already{on}; nothing changed.")


def _mention_unmet_needs(app: AppContext, topic: Topic) -> None:
    unmet = app.study_state.unmet_needs(topic.id)
    if unmet:
        titles = ", ".join(app.roadmap.topics[need].title for need in unmet)
        say(f"Out of order: {topic.title} builds on {titles}, still to be done.")
