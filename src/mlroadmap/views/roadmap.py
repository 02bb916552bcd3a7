"""The roadmap as a tree with states, and one topic, section or stage in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from mlroadmap.core.journal.history import Entry
from mlroadmap.core.progress.topic_progress import TopicProgress
from mlroadmap.core.roadmap.content import TopicContent
from mlroadmap.core.roadmap.model import Resource, Roadmap, Section, Stage, Topic, best_first
from mlroadmap.core.schedule.session_steps import step_states
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.core.text import NO_BREAK
from mlroadmap.views.entries import Titles, describe
from mlroadmap.views.habits import habit_list
from mlroadmap.views.steps import step_list
from mlroadmap.views.theme import QUIET, STRONG, state_symbol
from mlroadmap.views.topic import facts, resource_block
from mlroadmap.views.units import date_in_table, duration, span_of_days


def topics_view(study_state: StudyState) -> RenderableType:
    """Show every topic in its place, with its state, hours and id."""
    roadmap = study_state.roadmap
    tree = Tree(Text(roadmap.title, style=STRONG), guide_style=QUIET)
    for stage in roadmap.stages:
        branch = tree.add(Text(f"{stage.number}. {stage.title}", style=STRONG))
        for section in stage.sections:
            leaves = branch.add(Text(section.title))
            for topic in section.topics:
                leaves.add(_topic_line(study_state, topic))
    legend = Text("· to do  ▸ under way  ? time is up  ✓ done  = known  - skipped", style=QUIET)
    preface = facts(
        [("About", _text(roadmap.about)), ("The hours assume", _text(roadmap.assumes))]
    )
    habits = facts([("Habits", habit_list(study_state))])
    return Group(
        *([preface] if preface.row_count else []),
        tree,
        *([habits] if habits.row_count else []),
        legend,
    )


def stage_view(study_state: StudyState, stage: Stage) -> RenderableType:
    """Show a stage with its sections, topics and resources."""
    heading = Text(f"Stage {stage.number}: {stage.title}", style=STRONG)
    sections = [
        part
        for section in stage.sections
        for part in (Text(), section_view(study_state, section))
    ]
    resources = [Text(), resource_block(best_first(stage.resources))] if stage.resources else []
    return Group(heading, *sections, *resources)


def section_view(study_state: StudyState, section: Section) -> RenderableType:
    """Show a section with its topics and resources."""
    topics = [_topic_line(study_state, topic) for topic in section.topics]
    return Group(
        Text(section.title, style=STRONG),
        Padding(Group(*topics), (0, 0, 0, 2)),
        resource_block(best_first(section.resources), indent=2),
    )


def topic_view(
    study_state: StudyState, topic: Topic, content: TopicContent, entries: Sequence[Entry]
) -> RenderableType:
    """Show all that is known about a topic."""
    progress = study_state.progress.topics[topic.id]
    stage, section = study_state.roadmap.places[topic.id]
    needed_by = [
        other.id for other in study_state.roadmap.topics.values() if topic.id in other.needs
    ]
    heading = Text.assemble((topic.title, STRONG), f"  {topic.id}")
    details = facts(
        [
            ("Where", Text(f"Stage {stage.number}, {section.title}")),
            (
                "State",
                Text.assemble(
                    state_symbol(progress.state), f" {_state(progress, study_state.today)}"
                ),
            ),
            ("Dates", _dates(study_state, topic)),
            (
                "Not before",
                Text(date_in_table(topic.after, study_state.today)) if topic.after else None,
            ),
            ("Outcome", _text(topic.outcome)),
            ("Covers", _text(", ".join(topic.covers))),
            ("Needs", _names(study_state, topic.needs)),
            ("Better after", _names(study_state, topic.helps)),
            ("Needed by", _names(study_state, needed_by)),
            ("Effort", Text(_effort(study_state, topic, progress))),
            ("Evidence", _evidence(study_state.roadmap, topic)),
            ("Note", _text(topic.note)),
            ("Habits", habit_list(study_state, topic.id)),
            ("Steps", step_list(step_states(content.steps, progress))),
            ("Entries", _entries(study_state.title, entries, study_state.today)),
        ]
    )
    roadmap = study_state.roadmap
    # What is recommended, then what the roadmap names besides.
    resources: dict[str, Resource] = {}
    for each in (*roadmap.recommended(topic.id), *roadmap.resources_of(topic.id)):
        resources.setdefault(each.best_url or each.title, each)
    return Group(
        heading,
        details,
        *([Text(), resource_block([*resources.values()])] if resources else []),
    )


def _topic_line(study_state: StudyState, topic: Topic) -> Text:
    progress = study_state.progress.topics[topic.id]
    return Text.assemble(
        state_symbol(progress.state),
        f" {topic.title}  {duration(progress.effort_minutes)}",
        "  " if topic.hours_known else " assumed  ",
        (topic.id, QUIET),
    )


def _state(progress: TopicProgress, today: date) -> str:
    if progress.done_on:
        return f"done on {date_in_table(progress.done_on, today)}"
    if progress.is_settled:
        return "set aside" if progress.state == "aside" else progress.state
    words = {"todo": "to do", "active": "under way", "awaiting": "time is up"}
    studied = [
        f"{duration(minutes)} {how}"
        for minutes, how in (
            (progress.logged_minutes, "logged"),
            (progress.assumed_minutes, "assumed (no time logged)"),
        )
        if minutes
    ]
    over = ["over its estimate"] if progress.is_over_estimate else []
    left = f"{duration(progress.remaining_minutes)} left"
    return ", ".join([words[progress.state], *over, *studied, left])


def _dates(study_state: StudyState, topic: Topic) -> Text | None:
    dates = study_state.plan.dates.get(topic.id)
    return Text(span_of_days((dates.start, dates.finish), study_state.today)) if dates else None


def _effort(study_state: StudyState, topic: Topic, progress: TopicProgress) -> str:
    effort = topic.effort
    words = duration(effort.likely_minutes)
    if not topic.hours_known:
        words = f"{words}, assumed: the roadmap does not say"
    elif effort.low_minutes < effort.high_minutes:
        low, high = duration(effort.low_minutes), duration(effort.high_minutes)
        words = f"{words} likely, {low} to {high}"
    if progress.effort_minutes == effort.likely_minutes:
        return words
    planned = f"planned as {duration(progress.effort_minutes)}"
    return f"{words}; {planned}, {_reason(study_state, progress)}"


def _reason(study_state: StudyState, progress: TopicProgress) -> str:
    """Say why a topic is planned to take another time than the roadmap says."""
    if progress.is_re_estimated:
        return "your own estimate"
    if progress.pace_percent == 100:
        return "after the steps done so far"
    plan = study_state.progress.plan
    is_set = plan is not None and isinstance(plan.pace, int)
    return "as set with plan --pace" if is_set else "at your pace"


def _evidence(roadmap: Roadmap, topic: Topic) -> Text | None:
    if topic.evidence is None:
        return None
    text = Text(f"{topic.evidence.strength}: {topic.evidence.basis}".removesuffix(": "))
    for key in topic.evidence.sources:
        source = roadmap.sources[key]
        text.append(f"\n{source.what}: {source.fact}", style=QUIET)
    return text


def _names(study_state: StudyState, topics: Iterable[str]) -> Text | None:
    shown = [
        Text.assemble(
            state_symbol(study_state.progress.topics[topic].state), f"{NO_BREAK}{topic}"
        )
        for topic in topics
    ]
    return Text(", ").join(shown) or None


def _entries(titles: Titles, entries: Sequence[Entry], today: date) -> Text | None:
    """List what was entered about a topic, timers and estimates included."""
    lines = [
        f"{date_in_table(entry.day, today)}: {describe(titles, entry, today)}"
        for entry in entries
    ]
    return Text("\n".join(lines)) if lines else None


def _text(text: str) -> Text | None:
    return Text(text) if text else None
