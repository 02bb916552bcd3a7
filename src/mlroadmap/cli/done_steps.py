"""`done` for what is planned for today, and for steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mlroadmap.cli.change_summary import (
    minutes_of_day,
    one_after_another,
    past_day,
    refuse_settled,
    show_effect,
)
from mlroadmap.cli.closing_check import confirmed
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.nearness import by_day
from mlroadmap.cli.notices import show_running
from mlroadmap.cli.opening import locked, open_context
from mlroadmap.cli.output import say
from mlroadmap.core.journal.actions import StepsDone, TopicsDone
from mlroadmap.core.roadmap.content import Step
from mlroadmap.core.roadmap.lookup import find_topic
from mlroadmap.core.roadmap.model import Topic
from mlroadmap.core.roadmap.step_lookup import find_step
from mlroadmap.core.schedule.session_steps import (
    SessionSteps,
    session_done,
    step_done,
    steps_of_sessions,
)
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import clean
from mlroadmap.views.units import date_in_table, date_in_words, duration

TopicStep = tuple[Topic, Step]


def done_today(context: AppContext, note: str, *, is_sure: bool) -> None:
    """Mark what `next` shows for today as done."""
    kept_open = () if is_sure else _kept_open(open_context(context))
    with locked(context) as app:
        before = app.planned()
        wanted = [each for each in today_steps(app) if each.session.topic not in kept_open]
        after = app.recorded(_studied(app, wanted, clean(note))) if wanted else app
    if not wanted:
        _report_nothing(app)
        return
    for each in wanted:
        say(f"✓ {_described(app, each)}")
    show_effect(before, after)
    show_running(after)


def today_steps(app: AppContext) -> tuple[SessionSteps, ...]:
    """Give today's sessions with their steps."""
    return _steps_of_day(app, app.study_state)


def _steps_of_day(app: AppContext, state: StudyState) -> tuple[SessionSteps, ...]:
    sessions = state.plan.today_sessions
    return steps_of_sessions(state, sessions, app.contents_of(sessions))


def done_steps(
    context: AppContext, names: Sequence[str], time: str | None, on: str | None, note: str
) -> None:
    """Mark steps as done, in one entry, whether they were planned for today or not."""
    with locked(context) as app:
        before = app.planned()
        steps = list(dict.fromkeys(_find(app, name) for name in names))
        done = before.progress.topics
        fresh = [
            (topic, step) for topic, step in steps if step.id not in done[topic.id].steps_done
        ]
        day = past_day(app, on)
        minutes = minutes_of_day(app, time, day) if time is not None else None
        action = TopicsDone((), minutes, clean(note), steps=_marked(app, fresh, day, minutes))
        after = app.recorded(action, day=day) if fresh else app
    for _, step in (each for each in steps if each not in fresh):
        say(
            f"{step.title} is already done. To take that back, find its id in:",
            "mlroadmap history",
        )
    for topic, step in fresh:
        say(f"✓ {topic.title}, {step.title}: done on {date_in_table(day, app.today)}.")
    if fresh:
        _report_finished(after, [topic for topic, _ in fresh])
        show_effect(before, after)


def _find(app: AppContext, name: str) -> TopicStep:
    """Find a step of a topic that is not settled, as TOPIC/STEP. Raises UsageError."""
    topic_name, _, step_name = name.partition("/")
    topic = find_topic(app.roadmap, topic_name, by_day(app))
    step = find_step(topic.id, app.steps_of(topic.id), step_name)
    refuse_settled(app, topic.id, topic.title)
    return topic, step


def _marked(
    app: AppContext, steps: Sequence[TopicStep], day: date, minutes: int | None
) -> tuple[StepsDone, ...]:
    """Give what is entered for steps, each as the learner stood on the day after the others."""

    def marked(app: AppContext, wanted: TopicStep) -> StepsDone:
        topic, step = wanted
        then = app.state_on(day)
        planned = 0 if minutes is not None else _planned(app, then, topic.id, step.id)
        stood = then.progress.topics[topic.id]
        return step_done(topic.id, step.id, app.steps_of(topic.id), stood, planned)

    return one_after_another(app, steps, day, marked)


def _report_finished(app: AppContext, topics: Sequence[Topic]) -> None:
    """Name the command for topics of which no step is left."""
    for topic in dict.fromkeys(topics):
        steps = {each.id for each in app.steps_of(topic.id)}
        if steps <= app.study_state.progress.topics[topic.id].steps_done:
            say("That was its last step. If the topic is done:", f"mlroadmap done {topic.id}")


def _kept_open(app: AppContext) -> Sequence[str]:
    """Ask about the topics that end today, and give those that are not done."""
    app.planned()
    ending = [each.session.topic for each in today_steps(app) if each.completes]
    done = confirmed(app, ending)
    return [topic for topic in ending if topic not in done]


def _studied(app: AppContext, wanted: Sequence[SessionSteps], note: str) -> TopicsDone:
    """Give the one entry for all that was planned, so that one undo takes it back."""
    completed = [each.session for each in wanted if each.completes]
    topics = app.study_state.progress.topics
    return TopicsDone(
        tuple(session.topic for session in completed),
        note=note,
        planned_minutes=tuple(session.minutes for session in completed),
        steps=tuple(
            session_done(each, app.steps_of(each.session.topic), topics[each.session.topic])
            for each in wanted
            if not each.completes
        ),
    )


def _planned(app: AppContext, state: StudyState, topic_id: str, step_id: str) -> int:
    """Give the minutes that the plan of the state's day has for a step."""
    return sum(
        min(step.minutes, each.session.minutes)
        for each in _steps_of_day(app, state)
        for step in each.steps
        if each.session.topic == topic_id and step.step.id == step_id
    )


def _described(app: AppContext, planned: SessionSteps) -> str:
    session = planned.session
    title = app.study_state.session_title(session.topic, session.habit)
    if planned.completes:
        return f"{title}: done."
    steps = [
        each.step.title if each.is_finished else f"part of {each.step.title}"
        for each in planned.steps
    ]
    return f"{title}, {duration(session.minutes)}: {', '.join(steps) or 'studied'}."


def _report_nothing(app: AppContext) -> None:
    upcoming = app.study_state.plan.upcoming_sessions
    if app.study_state.progress.awaiting:
        names = " ".join(app.study_state.progress.awaiting)
        say(
            "Nothing is left for today. If what has had its time is done:",
            f"mlroadmap done {names}",
        )
    elif upcoming:
        day = date_in_words(upcoming[0].day, app.today)
        say(f"Nothing is left for today; the next study day is {day}.")
    else:
        say("Nothing is left to study.")
