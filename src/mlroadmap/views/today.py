"""What to study today, and why: the answer of `next`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.progress.progress import remainder_minutes
from mlroadmap.core.roadmap.model import Resource
from mlroadmap.core.schedule.plan import Session
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import count
from mlroadmap.views.theme import ACCENT, QUIET, STRONG, command, progress_bar
from mlroadmap.views.topic import facts, resource_block
from mlroadmap.views.words import day_and_distance, session_summary, share

_RESOURCES_SHOWN = 3
_BAR_WIDTH = 20
_INDENT = 2


def next_view(study_state: StudyState) -> RenderableType:
    """Show the day's sessions in full, what comes after them, and how far along one is."""
    if study_state.is_finished:
        return _finished(study_state)
    today = study_state.plan.today_sessions
    upcoming = study_state.plan.upcoming_sessions
    parts: list[RenderableType] = [
        _question(study_state, topic) for topic in study_state.progress.awaiting
    ]
    if today:
        parts.append(_heading(f"Today, {format_day(study_state.today)}", today))
        parts.extend(_sessions(study_state, today))
        if upcoming:
            parts.append(_afterwards(study_state, upcoming))
    elif upcoming:
        parts.append(_nothing_today(study_state))
        parts.append(_heading(f"Next, {format_day(upcoming[0].day)}", upcoming))
        parts.extend([*_sessions(study_state, upcoming), Text()])
    return Group(*parts, standing(study_state))


def standing(study_state: StudyState) -> RenderableType:
    """Show in two lines how far along one is and when the roadmap is finished."""
    progress = study_state.progress
    return Group(
        Text.assemble(
            progress_bar(_BAR_WIDTH, study_state.percent),
            f" {share(study_state)}  {progress.done_topics} of ",
            f"{count(len(progress.counted), 'topic')}",
        ),
        Text(f"Finish: {day_and_distance(study_state.plan.finish, study_state.today)}"),
    )


def _heading(label: str, sessions: Sequence[Session]) -> RenderableType:
    minutes = sum(session.minutes for session in sessions)
    return Text.assemble((label, STRONG), (f"  {format_duration(minutes)}", QUIET))


def _sessions(study_state: StudyState, sessions: Sequence[Session]) -> Iterator[RenderableType]:
    """Show sessions; resources that the one before has too are not repeated."""
    shown: tuple[Resource, ...] = ()
    for session in sessions:
        resources = study_state.roadmap.resources_of(session.topic)[:_RESOURCES_SHOWN]
        yield from (
            Text(),
            _session_title(study_state, session),
            _details(study_state, session),
        )
        if resources and resources != shown:
            yield resource_block(resources, indent=_INDENT)
        shown = resources


def _session_title(study_state: StudyState, session: Session) -> RenderableType:
    topic, progress = study_state.topic(session.topic)
    title = Text.assemble(
        (topic.title, f"{STRONG} {ACCENT}"), f"  {format_duration(session.minutes)}"
    )
    if session.parts > 1:
        title.append(f"  part {session.part} of {session.parts}")
    if progress.is_over_estimate:
        title.append("  over its estimate")
    elif session.completes:
        title.append("  completes it")
    return title


def _details(study_state: StudyState, session: Session) -> RenderableType:
    topic = study_state.roadmap.topics[session.topic]
    stage, section = study_state.roadmap.places[topic.id]
    details = facts(
        [
            ("Where", Text(f"Stage {stage.number}, {section.title}")),
            ("Outcome", Text(topic.outcome) if topic.outcome else None),
            ("Covers", Text(", ".join(topic.covers)) if topic.covers else None),
            ("When done", command("done", topic.id)),
        ]
    )
    return Padding(details, (0, 0, 0, _INDENT))


def _question(study_state: StudyState, topic_id: str) -> RenderableType:
    topic, progress = study_state.topic(topic_id)
    effort = format_duration(progress.effort_minutes)
    answers = facts(
        [
            ("Yes", command("done", topic_id)),
            ("Not yet", command("left", topic_id, _likely_rest(progress.effort_minutes))),
        ]
    )
    return Group(
        Text(f"Is {topic.title} done? Its {effort} are up."),
        Padding(answers, (0, 0, 1, _INDENT)),
    )


def _likely_rest(effort_minutes: int) -> str:
    return format_duration(remainder_minutes(effort_minutes)).replace(" ", "")


def _afterwards(study_state: StudyState, upcoming: Sequence[Session]) -> RenderableType:
    summaries = ", ".join(session_summary(study_state, session) for session in upcoming)
    text = Text.assemble((f"Then, {format_day(upcoming[0].day)}: ", QUIET), summaries)
    return Padding(text, (1, 0))


def _nothing_today(study_state: StudyState) -> RenderableType:
    settings = study_state.progress.plan.settings if study_state.progress.plan else None
    if settings and study_state.today < settings.start:
        return Text(f"Your plan starts on {format_day(settings.start)}.")
    if study_state.progress.availability.minutes_on(study_state.today):
        return Text("Today's study is done.")
    return Text(f"Nothing is planned for today, {format_day(study_state.today)}.")


def _finished(study_state: StudyState) -> RenderableType:
    topics = count(study_state.progress.done_topics, "topic")
    return Group(
        Text(f"You have finished the roadmap: {study_state.roadmap.title}.", style=STRONG),
        Text(f"All {topics} are done, the last on {format_day(study_state.plan.finish)}."),
    )
