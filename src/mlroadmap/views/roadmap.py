"""The roadmap as a tree with states, and one topic, section or stage in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from mlroadmap.core.calendar.dates import format_day
from mlroadmap.core.calendar.durations import format_duration
from mlroadmap.core.journal.history import Entry
from mlroadmap.core.progress.progress import TopicProgress
from mlroadmap.core.roadmap.model import Roadmap, Section, Stage, Topic
from mlroadmap.core.schedule.study_state import StudyState
from mlroadmap.views.history import Titles, describe
from mlroadmap.views.theme import QUIET, STRONG, state_symbol
from mlroadmap.views.topic import facts, resource_block


def topics_view(study_state: StudyState) -> RenderableType:
    """Show every topic in its place, with its state, hours and id."""
    tree = Tree(Text(study_state.roadmap.title, style=STRONG), guide_style=QUIET)
    for stage in study_state.roadmap.stages:
        branch = tree.add(Text(f"{stage.number}. {stage.title}", style=STRONG))
        for section in stage.sections:
            leaves = branch.add(Text(section.title))
            for topic in section.topics:
                leaves.add(_topic_line(study_state, topic))
    legend = Text(
        "· to do  ▸ under way  ? awaiting done  ✓ done  = known  - skipped", style=QUIET
    )
    return Group(tree, legend)


def stage_view(study_state: StudyState, stage: Stage) -> RenderableType:
    """Show a stage with its sections, topics and resources."""
    heading = Text(f"Stage {stage.number}: {stage.title}", style=STRONG)
    sections = [
        Padding(section_view(study_state, section), (1, 0, 0, 0)) for section in stage.sections
    ]
    resources = [Text(), resource_block(stage.resources)] if stage.resources else []
    return Group(heading, *sections, *resources)


def section_view(study_state: StudyState, section: Section) -> RenderableType:
    """Show a section with its topics and resources."""
    topics = [_topic_line(study_state, topic) for topic in section.topics]
    return Group(
        Text(section.title, style=STRONG),
        Padding(Group(*topics), (0, 0, 0, 2)),
        resource_block(section.resources, indent=2),
    )


def topic_view(
    study_state: StudyState, topic: Topic, entries: Sequence[Entry]
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
            ("State", Text.assemble(state_symbol(progress.state), f" {_state(progress)}")),
            ("Dates", _dates(study_state, topic)),
            ("Outcome", _text(topic.outcome)),
            ("Covers", _text(", ".join(topic.covers))),
            ("Needs", _names(study_state, topic.needs)),
            ("Better after", _names(study_state, topic.helps)),
            ("Needed by", _names(study_state, needed_by)),
            ("Effort", Text(_effort(topic, progress))),
            ("Evidence", _evidence(study_state.roadmap, topic)),
            ("Note", _text(topic.note)),
            ("Entries", _entries(study_state.title, entries)),
        ]
    )
    resources = study_state.roadmap.resources_of(topic.id)
    return Group(heading, details, *([Text(), resource_block(resources)] if resources else []))


def _topic_line(study_state: StudyState, topic: Topic) -> Text:
    progress = study_state.progress.topics[topic.id]
    return Text.assemble(
        state_symbol(progress.state),
        f" {topic.title}  {format_duration(progress.effort_minutes)}",
        "  " if topic.hours_known else " assumed  ",
        (topic.id, QUIET),
    )


def _state(progress: TopicProgress) -> str:
    if progress.done_on:
        return f"done on {format_day(progress.done_on)}"
    if progress.is_settled:
        return progress.state
    words = {"todo": "to do", "active": "under way", "awaiting": "awaiting done"}
    studied = [
        f"{format_duration(minutes)} {how}"
        for minutes, how in (
            (progress.logged_minutes, "logged"),
            (progress.assumed_minutes, "assumed"),
        )
        if minutes
    ]
    over = ["over its estimate"] if progress.is_over_estimate else []
    left = f"{format_duration(progress.remaining_minutes)} left"
    return ", ".join([words[progress.state], *over, *studied, left])


def _dates(study_state: StudyState, topic: Topic) -> Text | None:
    dates = study_state.plan.dates.get(topic.id)
    return Text(f"{format_day(dates.start)} to {format_day(dates.finish)}") if dates else None


def _effort(topic: Topic, progress: TopicProgress) -> str:
    effort = topic.effort
    words = format_duration(effort.likely_minutes)
    if not topic.hours_known:
        words = f"{words}, assumed: the roadmap does not say"
    elif effort.low_minutes < effort.high_minutes:
        low, high = format_duration(effort.low_minutes), format_duration(effort.high_minutes)
        words = f"{words} likely, {low} to {high}"
    if progress.effort_minutes == effort.likely_minutes:
        return words
    whose = "in your words" if progress.is_re_estimated else "at your pace"
    return f"{words}; planned as {format_duration(progress.effort_minutes)}, {whose}"


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
        Text.assemble(state_symbol(study_state.progress.topics[topic].state), f" {topic}")
        for topic in topics
    ]
    return Text(", ").join(shown) or None


def _entries(titles: Titles, entries: Sequence[Entry]) -> Text | None:
    """List what was entered about a topic, timers and estimates included."""
    lines = [f"{format_day(entry.day)}: {describe(titles, entry)}" for entry in entries]
    return Text("\n".join(lines)) if lines else None


def _text(text: str) -> Text | None:
    return Text(text) if text else None
