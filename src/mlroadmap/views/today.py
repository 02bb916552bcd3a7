"""What to study today, and why: the answer of `next`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mlroadmap.core.calendar.durations import typed_duration
from mlroadmap.core.progress.topic_progress import remainder_minutes
from mlroadmap.core.roadmap.model import Resource
from mlroadmap.core.roadmap.steps import CoveredStep
from mlroadmap.core.schedule.plan import Session
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import count
from mlroadmap.views.session_steps import step_lines
from mlroadmap.views.theme import ACCENT, QUIET, STRONG, command, progress_bar
from mlroadmap.views.topic import facts, resource_block
from mlroadmap.views.units import date_in_table, date_in_words, duration
from mlroadmap.views.words import finish_in_words, nothing_counts, session_summary, share

_RESOURCES_SHOWN = 3
_BAR_WIDTH = 20
_INDENT = 2


class Details(Struct, frozen=True):
    """What `next` shows of topics beside the plan: the steps of sessions, and last notes."""

    steps: Mapping[Session, tuple[CoveredStep, ...]] = {}
    notes: Mapping[str, str] = {}


def next_view(study_state: StudyState, details: Details) -> RenderableType:
    """Show the day's sessions in full, what comes after them, and how far along one is."""
    if study_state.is_finished:
        return _finished(study_state)
    today = study_state.plan.today_sessions
    upcoming = study_state.plan.upcoming_sessions
    parts: list[RenderableType] = [
        _question(study_state, topic) for topic in study_state.progress.awaiting
    ]
    if today:
        parts.append(
            _heading(f"Today, {date_in_table(study_state.today, study_state.today)}", today)
        )
        parts.extend(_sessions(study_state, details, today))
        parts.append(_when_done(today))
        if upcoming:
            parts.append(_afterwards(study_state, upcoming))
    elif upcoming:
        parts.append(_nothing_today(study_state))
        parts.append(
            _heading(f"Next, {date_in_table(upcoming[0].day, study_state.today)}", upcoming)
        )
        parts.extend([*_sessions(study_state, details, upcoming), Text()])
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
        Text(f"Finish: {finish_in_words(study_state)}"),
    )


def _heading(label: str, sessions: Sequence[Session]) -> RenderableType:
    minutes = sum(session.minutes for session in sessions)
    return Text.assemble((label, STRONG), (f"  {duration(minutes)}", QUIET))


def _sessions(
    study_state: StudyState, details: Details, sessions: Sequence[Session]
) -> Iterator[RenderableType]:
    """Show sessions; resources that the one before has too are not repeated."""
    shown: tuple[Resource, ...] = ()
    for session in sessions:
        steps = details.steps.get(session, ())
        yield from (
            Text(),
            _session_title(study_state, session, steps),
            _details(study_state, session, details.notes.get(session.topic, "")),
        )
        for each in steps:
            yield from step_lines(study_state.roadmap, each)
        resources = study_state.roadmap.recommended(session.topic)[:_RESOURCES_SHOWN]
        if not steps and resources and resources != shown:
            yield resource_block(resources, indent=_INDENT)
        shown = resources


def _when_done(today: Sequence[Session]) -> RenderableType:
    """Say how to mark what was shown as done; one topic alone may be named."""
    words = Text.assemble(("When done: ", QUIET), command("done"))
    if len(today) > 1:
        first = today[0].habit or today[0].topic
        words.append(" for all of it, or ", style=QUIET).append(command("done", first))
    return Padding(words, (1, 0, 0, 0))


def _session_title(
    study_state: StudyState, session: Session, steps: Sequence[CoveredStep]
) -> RenderableType:
    progress = study_state.progress.topics[session.topic]
    words = study_state.session_title(session.topic, session.habit)
    title = Text.assemble((words, f"{STRONG} {ACCENT}"), f"  {duration(session.minutes)}")
    if session.habit:
        title.append(f"  a habit: {study_state.title(session.topic)}")
    elif session.parts > 1:
        title.append(f"  part {session.part} of {session.parts}")
    if progress.is_over_estimate:
        title.append("  over its estimate")
    elif session.completes:
        title.append("  its last session")
    taken = sum(each.minutes for each in steps)
    if steps and taken != session.minutes:
        title.append(f"  {duration(taken)} of steps, as short ones are not split", style=QUIET)
    return title


def _details(study_state: StudyState, session: Session, note: str) -> RenderableType:
    topic = study_state.roadmap.topics[session.topic]
    stage, section = study_state.roadmap.places[topic.id]
    details = facts(
        [
            ("Where", Text(f"Stage {stage.number}, {section.title}")),
            ("Outcome", Text(topic.outcome) if topic.outcome else None),
            ("Covers", Text(", ".join(topic.covers)) if topic.covers else None),
            ("Last time", Text(note) if note else None),
        ]
    )
    return Padding(details, (0, 0, 0, _INDENT))


def _question(study_state: StudyState, topic_id: str) -> RenderableType:
    topic, progress = study_state.topic(topic_id)
    effort = duration(progress.effort_minutes)
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
    return typed_duration(remainder_minutes(effort_minutes))


def _afterwards(study_state: StudyState, upcoming: Sequence[Session]) -> RenderableType:
    summaries = ", ".join(session_summary(study_state, session) for session in upcoming)
    text = Text.assemble(
        (f"Then, {date_in_words(upcoming[0].day, study_state.today)}: ", QUIET), summaries
    )
    return Padding(text, (1, 0))


def _nothing_today(study_state: StudyState) -> RenderableType:
    settings = study_state.progress.plan.settings if study_state.progress.plan else None
    if settings and study_state.today < settings.start:
        return Text(f"Your plan starts on {date_in_words(settings.start, study_state.today)}.")
    if study_state.progress.availability.minutes_on(study_state.today):
        return Text("Today's study is done.")
    return Text(
        f"Nothing is planned for today, {date_in_table(study_state.today, study_state.today)}."
    )


def _finished(study_state: StudyState) -> RenderableType:
    if words := nothing_counts(study_state):
        return Text(f"Nothing is left to study: {words}.", style=STRONG)
    done = study_state.progress.done_topics
    words = (
        f"All {done} topics are done, the last on" if done > 1 else "Its topic is done since"
    )
    finish = date_in_table(study_state.plan.finish, study_state.today)
    return Group(
        Text(f"You have finished the roadmap: {study_state.roadmap.title}.", style=STRONG),
        Text(f"{words} {finish}."),
    )
