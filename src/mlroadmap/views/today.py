"""What to study today, and why: the answer of `next`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mlroadmap.core.dates import format_day
from mlroadmap.core.durations import format_duration
from mlroadmap.core.model import Resource
from mlroadmap.core.outlook import Outlook
from mlroadmap.core.plan import Session
from mlroadmap.core.text import count
from mlroadmap.views.theme import ACCENT, QUIET, STRONG, command, progress_bar
from mlroadmap.views.topic import facts, resource_block
from mlroadmap.views.words import day_and_distance, session_summary, share

_RESOURCES_SHOWN = 3
_BAR_WIDTH = 20
_INDENT = 2


def next_view(outlook: Outlook) -> RenderableType:
    """Show the day's sessions in full, what comes after them, and how far along one is."""
    if outlook.plan.is_finished:
        return _finished(outlook)
    today = outlook.plan.today_sessions
    upcoming = outlook.plan.upcoming_sessions
    parts: list[RenderableType] = [
        _question(outlook, topic) for topic in outlook.progress.awaiting
    ]
    if today:
        parts.append(_heading(f"Today, {format_day(outlook.today)}", today))
        parts.extend(_sessions(outlook, today))
        if upcoming:
            parts.append(_afterwards(outlook, upcoming))
    else:
        parts.append(_nothing_today(outlook))
        parts.append(_heading(f"Next, {format_day(upcoming[0].day)}", upcoming))
        parts.extend([*_sessions(outlook, upcoming), Text()])
    return Group(*parts, standing(outlook))


def standing(outlook: Outlook) -> RenderableType:
    """Show in two lines how far along one is and when the roadmap is finished."""
    progress = outlook.progress
    return Group(
        Text.assemble(
            progress_bar(_BAR_WIDTH, outlook.percent),
            f" {share(outlook)}  {progress.done_topics} of ",
            f"{count(len(progress.counted), 'topic')}",
        ),
        Text(f"Finish: {day_and_distance(outlook.plan.finish, outlook.today)}"),
    )


def _heading(label: str, sessions: Sequence[Session]) -> RenderableType:
    minutes = sum(session.minutes for session in sessions)
    return Text.assemble((label, STRONG), (f"  {format_duration(minutes)}", QUIET))


def _sessions(outlook: Outlook, sessions: Sequence[Session]) -> Iterator[RenderableType]:
    """Show sessions; resources that the one before has too are not repeated."""
    shown: tuple[Resource, ...] = ()
    for session in sessions:
        resources = outlook.roadmap.resources_of(session.topic)[:_RESOURCES_SHOWN]
        yield from (Text(), _session_title(outlook, session), _details(outlook, session))
        if resources and resources != shown:
            yield resource_block(resources, indent=_INDENT)
        shown = resources


def _session_title(outlook: Outlook, session: Session) -> RenderableType:
    topic, progress = outlook.topic(session.topic)
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


def _details(outlook: Outlook, session: Session) -> RenderableType:
    topic = outlook.roadmap.topics[session.topic]
    stage, section = outlook.roadmap.places[topic.id]
    details = facts(
        [
            ("Where", Text(f"Stage {stage.number}, {section.title}")),
            ("Outcome", Text(topic.outcome) if topic.outcome else None),
            ("Covers", Text(", ".join(topic.covers)) if topic.covers else None),
            ("When done", command("done", topic.id)),
        ]
    )
    return Padding(details, (0, 0, 0, _INDENT))


def _question(outlook: Outlook, topic_id: str) -> RenderableType:
    topic, progress = outlook.topic(topic_id)
    effort = format_duration(progress.effort_minutes)
    remaining = format_duration(progress.remaining_minutes).replace(" ", "")
    answers = facts(
        [
            ("Yes", command("done", topic_id)),
            ("Not yet", command("left", topic_id, remaining)),
            ("I did not study", command("missed", "DATE..DATE")),
        ]
    )
    return Group(
        Text(f"Have you finished {topic.title}? Its planned time of {effort} is used up."),
        Padding(answers, (0, 0, 1, _INDENT)),
    )


def _afterwards(outlook: Outlook, upcoming: Sequence[Session]) -> RenderableType:
    summaries = ", ".join(session_summary(outlook, session) for session in upcoming)
    text = Text.assemble((f"Then, {format_day(upcoming[0].day)}: ", QUIET), summaries)
    return Padding(text, (1, 0))


def _nothing_today(outlook: Outlook) -> RenderableType:
    settings = outlook.progress.plan.settings if outlook.progress.plan else None
    if settings and outlook.today < settings.start:
        return Text(f"Your plan starts on {format_day(settings.start)}.")
    if outlook.progress.availability.minutes_on(outlook.today):
        return Text("Today's study is done.")
    return Text(f"Nothing is planned for today, {format_day(outlook.today)}.")


def _finished(outlook: Outlook) -> RenderableType:
    topics = count(outlook.progress.done_topics, "topic")
    return Group(
        Text(f"You have finished the roadmap: {outlook.roadmap.title}.", style=STRONG),
        Text(f"All {topics} are done, the last on {format_day(outlook.plan.finish)}."),
    )
