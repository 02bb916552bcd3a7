"""A draft as the text of a roadmap file, with comments that lead back to the source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from mlroadmap.core.text import count
from mlroadmap.importers.draft import Draft, DraftTopic
from mlroadmap.importers.identity import IdSource
from mlroadmap.importers.losses import left_out_lines, taken
from mlroadmap.importers.names import UNTITLED, printable, slug
from mlroadmap.importers.raw import RawHours, RawLink, RawSection, RawStage, RawTopic
from mlroadmap.importers.wording import is_url

MODELINE = "# yaml-language-server: $schema="

_LONGEST_COMMENT = 120
_LONGEST_TEXT = 4_000
_LEFT_OUT_SHOWN = 500
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ()/+_.'’-]*[A-Za-z0-9).])?")
_WORDS_OF_YAML = {"y", "n", "yes", "no", "true", "false", "on", "off", "null"}


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
    places = IdSource()
    topics = iter(draft.topics)
    for stage in draft.raw.stages:
        lines += _stage(stage, topics, places)
    return "\n".join([*lines, ""])


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


def _stage(stage: RawStage, topics: Iterator[DraftTopic], places: IdSource) -> Iterator[str]:
    own = places.take(slug(stage.title, "stage"))
    yield from _line_comment("  ", stage.line)
    yield f"  - id: {scalar(own)}"
    yield f"    title: {title(stage.title)}"
    yield from _resources("    ", stage.links)
    first = stage.sections[0]
    if len(stage.sections) == 1 and first.title == stage.title and not first.group:
        yield from _resources("    ", () if stage.links else first.links)
        yield from _topics("    ", first, topics)
        return
    yield "    sections:"
    for section in stage.sections:
        yield from _line_comment("      ", section.line)
        longer = slug(f"{stage.title} {section.title}", "section")
        name = places.take(slug(section.title, "section"), longer)
        yield f"      - id: {scalar(name)}"
        yield f"        title: {title(section.title)}"
        if section.group:
            yield f"        group: {scalar(section.group)}"
        yield from _resources("        ", section.links)
        yield from _topics("        ", section, topics)


def _topics(indent: str, section: RawSection, topics: Iterator[DraftTopic]) -> Iterator[str]:
    yield f"{indent}topics:"
    for _ in section.topics:
        yield from _topic(f"{indent}  ", next(topics))


def _topic(indent: str, topic: DraftTopic) -> Iterator[str]:
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
    covers = [scalar(text) for text in _parts(raw) if printable(text)]
    if covers:
        yield f"{inner}covers:"
        yield from (f"{inner}  - {text}" for text in covers)
    note = _note(topic)
    if note:
        yield f"{inner}note: {scalar(note)}"
    yield from _resources(inner, raw.links)


def _parts(topic: RawTopic) -> tuple[str, ...]:
    """Give what a topic consists of: what it covers, and the steps below it."""
    return (*topic.covers, *(step.title for step in topic.steps))


def _note(topic: DraftTopic) -> str:
    parts = [topic.raw.note]
    if topic.unmatched:
        parts.append(f"Prerequisites: {', '.join(topic.unmatched)}.")
    return " ".join(part for part in parts if part)


def _resources(indent: str, links: Sequence[RawLink]) -> Iterator[str]:
    usable = [link for link in links if not link.url or is_url(printable(link.url))]
    if not usable:
        return
    yield f"{indent}resources:"
    for link in usable:
        yield f"{indent}  - title: {title(link.title or link.url)}"
        if link.url:
            yield f"{indent}    url: {json.dumps(printable(link.url), ensure_ascii=False)}"
        if link.kind:
            yield f"{indent}    kind: {scalar(link.kind)}"


def _effort(hours: RawHours) -> str:
    low, likely, high = (
        hours_text(minutes)
        for minutes in (hours.low_minutes, hours.likely_minutes, hours.high_minutes)
    )
    one = hours.low_minutes == hours.high_minutes
    value = likely if one else f"{{low: {low}, likely: {likely}, high: {high}}}"
    return f"{value}  # {comment(hours.words)}" if hours.words else value


def hours_text(minutes: int) -> str:
    """Spell minutes as hours that are read back as the same minutes."""
    return f"{minutes / 60:.3f}".rstrip("0").rstrip(".")


def scalar(text: str) -> str:
    """Spell a text so that every reader of YAML sees just this text."""
    cleaned = printable(text)
    if len(cleaned) > _LONGEST_TEXT:
        cleaned = f"{cleaned[: _LONGEST_TEXT - 3]}..."
    if _PLAIN.fullmatch(cleaned) and cleaned.lower() not in _WORDS_OF_YAML:
        return cleaned
    return json.dumps(cleaned, ensure_ascii=False)


def title(text: str) -> str:
    """Spell a text that must not be empty."""
    return scalar(text) if printable(text) else UNTITLED


def comment(text: str) -> str:
    """Cut a text to what a comment can hold."""
    cleaned = printable(text)
    return (
        cleaned if len(cleaned) <= _LONGEST_COMMENT else f"{cleaned[: _LONGEST_COMMENT - 3]}..."
    )


def _line_comment(indent: str, line: int, source: str = "") -> Iterator[str]:
    if line:
        words = f": {comment(source)}" if source else ""
        yield f"{indent}# line {line}{words}"
    elif source:
        yield f"{indent}# {comment(source)}"
