"""`done` for what is planned for today, and for one step."""

from __future__ import annotations

from collections.abc import Sequence

import typer
from msgspec.structs import replace

from mlroadmap.cli.change_summary import minutes_of_day, past_day, show_effect
from mlroadmap.cli.closing_check import confirmed
from mlroadmap.cli.context import AppContext, locked, open_context
from mlroadmap.cli.nearness import by_day
from mlroadmap.cli.notices import show_running
from mlroadmap.cli.output import say
from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.journal.actions import StepsDone, TopicsDone
from mlroadmap.core.roadmap.lookup import find_topic
from mlroadmap.core.roadmap.step_lookup import find_step
from mlroadmap.core.schedule.session_steps import (
    SessionSteps,
    session_done,
    step_done,
    steps_of_sessions,
)
from mlroadmap.core.text import clean
from mlroadmap.errors import UsageError


def done_today(context: typer.Context, note: str, *, is_sure: bool) -> None:
    """Mark what `next` shows for today as done."""
    kept_open = () if is_sure else _kept_open(open_context(context))
    with locked(context) as app:
        before = app.planned()
        wanted = [each for each in today_steps(app) if each.session.topic not in kept_open]
        actions = [_action_of(app, each, clean(note)) for each in wanted]
        after = app.recorded(*actions) if actions else app
    if not actions:
        _report_nothing(app)
        return
    for each in wanted:
        say(f"✓ {_described(app, each)}")
    show_effect(before, after)
    show_running(after)


def today_steps(app: AppContext) -> tuple[SessionSteps, ...]:
    """Give today's sessions with their steps."""
    sessions = app.study_state.plan.today_sessions
    return steps_of_sessions(app.study_state, sessions, app.contents_of(sessions))


def done_step(
    context: typer.Context, name: str, time: str | None, on: str | None, note: str
) -> None:
    """Mark one step as done, whether it was planned for today or not."""
    topic_name, _, step_name = name.partition("/")
    with locked(context) as app:
        before = app.planned()
        topic = find_topic(app.roadmap, topic_name, by_day(app))
        steps = app.content_of(topic.id).steps
        step = find_step(topic.id, steps, step_name)
        progress = before.progress.topics[topic.id]
        if progress.is_settled:
            raise UsageError(
                f"{topic.title} is {progress.state}.",
                f"Take that back first: mlroadmap reopen {topic.id}.",
            )
        day = past_day(app, on)
        is_fresh = step.id not in progress.steps_done
        after = app
        if is_fresh:
            planned = 0 if time or day != app.today else _planned_today(app, topic.id, step.id)
            action = step_done(topic.id, step.id, steps, progress, planned)
            minutes = minutes_of_day(app, time, day) if time is not None else None
            after = app.recorded(replace(action, minutes=minutes, note=clean(note)), day=day)
    if not is_fresh:
        say(f"{step.title} is done already. To correct that: mlroadmap history.")
        return
    say(f"✓ {topic.title}, {step.title}: done on {format_day(day)}.")
    if not after.study_state.progress.topics[topic.id].remaining_minutes:
        say(f"That was its last step. Is the topic done? mlroadmap done {topic.id}")
    show_effect(before, after)


def _kept_open(app: AppContext) -> Sequence[str]:
    """Ask about the topics that end today, and give those that are not done."""
    app.planned()
    ending = [each.session.topic for each in today_steps(app) if each.completes]
    done = confirmed(app, ending)
    return [topic for topic in ending if topic not in done]


def _action_of(app: AppContext, planned: SessionSteps, note: str) -> TopicsDone | StepsDone:
    session = planned.session
    if planned.completes:
        return TopicsDone((session.topic,), note=note)
    steps = app.content_of(session.topic).steps
    progress = app.study_state.progress.topics[session.topic]
    return replace(session_done(planned, steps, progress), note=note)


def _planned_today(app: AppContext, topic_id: str, step_id: str) -> int:
    return sum(
        step.minutes
        for each in today_steps(app)
        for step in each.steps
        if each.session.topic == topic_id and step.step.id == step_id
    )


def _described(app: AppContext, planned: SessionSteps) -> str:
    session = planned.session
    title = app.study_state.session_title(session.topic, session.habit)
    if planned.completes:
        return f"{title}: done."
    finished = [each.step.title for each in planned.steps if each.is_finished]
    what = ", ".join(finished) if finished else "studied"
    return f"{title}: {what} ({format_duration(session.minutes)})."


def _report_nothing(app: AppContext) -> None:
    upcoming = app.study_state.plan.upcoming_sessions
    if app.study_state.progress.awaiting:
        names = " ".join(app.study_state.progress.awaiting)
        say(f"Nothing is left for today. Waiting for you to say done: mlroadmap done {names}")
    elif upcoming:
        say(f"Nothing is left for today; the next study day is {format_day(upcoming[0].day)}.")
    else:
        say("Nothing is left to study.")
