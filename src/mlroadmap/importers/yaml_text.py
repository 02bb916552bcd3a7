"""A draft as the text of a roadmap file, with comments that lead back to the source."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from mlroadmap.core.text import count
from mlroadmap.importers.draft import Draft, DraftTopic
from mlroadmap.importers.identity import IdSource
from mlroadmap.importers.losses import left_out_lines, taken
from mlroadmap.importers.names import slug
from mlroadmap.importers.raw import RawHours, RawSection, RawStage
from mlroadmap.importers.yaml_content import Library, content_lines, resource_lines
from mlroadmap.importers.yaml_scalars import comment, hours_text, scalar, title

MODELINE = "# yaml-language-server: $schema="

_LEFT_OUT_SHOWN = 500


class Labels(Struct, frozen=True):
    """What stands in the head of the file beside the roadmap itself.

    `default_minutes` is what the learner wants assumed for topics without hours.
    """

    source: str
    schema: str
    default_minutes: int | None = None


def write_yaml(draft: Draft, labels: Labels) -> str:
    """Write a roadmap file; the same draft gives the same text."""
    lines = [*_head(draft, labels), "stages:"]
    library = Library(step.link for topic in draft.topics for step in topic.content.steps)
    rest = _Rest(iter(draft.topics), IdSource(), library)
    for stage in draft.raw.stages:
        lines += _stage(stage, rest)
    return "\n".join([*lines, *library.lines(), ""])


class _Rest(Struct):
    """What is still to be written, the ids that are taken, and what steps refer to."""

    topics: Iterator[DraftTopic]
    places: IdSource
    library: Library


def _head(draft: Draft, labels: Labels) -> Iterator[str]:
    yield f"{MODELINE}{labels.schema}"
    yield f"# Imported by mlroadmap from {comment(labels.source)}; comments give its lines."
    yield f"# {draft.summary}."
    if draft.raw.tallies:
        yield f"# Taken: {taken(draft.raw.tallies)}."
    yield from (f"# Guessed: {comment(guess)}." for guess in draft.raw.guesses)
    lines = left_out_lines(draft.left_out)
    if lines:
        yield "#"
        yield f"# Left out, {count(sum(left.number for left in draft.left_out), 'part')}:"
        yield from (f"#   {comment(line)}" for line in lines[:_LEFT_OUT_SHOWN])
        if len(lines) > _LEFT_OUT_SHOWN:
            yield f"#   and {len(lines) - _LEFT_OUT_SHOWN} more"
    yield ""
    yield "format: 1"
    yield f"title: {title(draft.raw.title)}"
    if labels.default_minutes:
        yield "# Not from the source, but assumed for every topic without hours:"
        yield f"default_hours: {hours_text(labels.default_minutes)}"
    yield ""


def _stage(stage: RawStage, rest: _Rest) -> Iterator[str]:
    own = rest.places.take(slug(stage.title, "stage"))
    yield from _line_comment("  ", stage.line)
    yield f"  - id: {scalar(own)}"
    yield f"    title: {title(stage.title)}"
    yield from resource_lines("    ", stage.links)
    first = stage.sections[0]
    if len(stage.sections) == 1 and first.title == stage.title and not first.group:
        yield from resource_lines("    ", () if stage.links else first.links)
        yield from _topics("    ", first, rest)
        return
    yield "    sections:"
    for section in stage.sections:
        yield from _line_comment("      ", section.line)
        longer = slug(f"{stage.title} {section.title}", "section")
        name = rest.places.take(slug(section.title, "section"), longer)
        yield f"      - id: {scalar(name)}"
        yield f"        title: {title(section.title)}"
        if section.group:
            yield f"        group: {scalar(section.group)}"
        yield from resource_lines("        ", section.links)
        yield from _topics("        ", section, rest)


def _topics(indent: str, section: RawSection, rest: _Rest) -> Iterator[str]:
    yield f"{indent}topics:"
    for _ in section.topics:
        yield from _topic(f"{indent}  ", next(rest.topics), rest.library)


def _topic(indent: str, topic: DraftTopic, library: Library) -> Iterator[str]:
    raw, inner = topic.raw, f"{indent}  "
    yield from _line_comment(indent, raw.line, raw.source)
    yield f"{indent}- id: {scalar(topic.identity.id)}"
    yield f"{inner}title: {title(raw.title)}"
    if topic.hours:
        yield f"{inner}hours: {_effort(topic.hours)}"
    if raw.done:
        yield f"{inner}done: true"
    if raw.is_project:
        yield f"{inner}kind: project"
    if raw.outcome:
        yield f"{inner}outcome: {scalar(raw.outcome)}"
    for name, values in (("needs", topic.needs), ("aliases", topic.identity.aliases)):
        if values:
            yield f"{inner}{name}: [{', '.join(map(scalar, values))}]"
    if topic.content.covers:
        yield f"{inner}covers:"
        yield from (f"{inner}  - {scalar(text)}" for text in topic.content.covers)
    note = _note(topic)
    if note:
        yield f"{inner}note: {scalar(note)}"
    yield from resource_lines(inner, raw.links)
    yield from content_lines(inner, topic.content, library)


def _note(topic: DraftTopic) -> str:
    parts = [topic.raw.note]
    if topic.unmatched:
        parts.append(f"Prerequisites: {', '.join(topic.unmatched)}.")
    return " ".join(part for part in parts if part)


def _effort(hours: RawHours) -> str:
    low, likely, high = (
        hours_text(minutes)
        for minutes in (hours.low_minutes, hours.likely_minutes, hours.high_minutes)
    )
    one = hours.low_minutes == hours.high_minutes
    value = likely if one else f"{{low: {low}, likely: {likely}, high: {high}}}"
    return f"{value}  # {comment(hours.words)}" if hours.words else value


def _line_comment(indent: str, line: int, source: str = "") -> Iterator[str]:
    if line:
        words = f": {comment(source)}" if source else ""
        yield f"{indent}# line {line}{words}"
    elif source:
        yield f"{indent}# {comment(source)}"
