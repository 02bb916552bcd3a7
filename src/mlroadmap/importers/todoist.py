"""Todoist projects, as CSV: a task is a topic, and the tasks indented below are its steps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from mlroadmap.core.text import clean
from mlroadmap.importers.gathering import Gathering
from mlroadmap.importers.hours import read_hours, split_hours
from mlroadmap.importers.raw import RawHours, RawLink, RawRoadmap, RawStep, RawTopic
from mlroadmap.importers.reasons import NO_WORDS

LOOKED_FOR = "rows of the type task"

_COLUMNS = {"TYPE", "CONTENT", "INDENT"}
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\((https?://[^)\s]{1,2000})\)")
_LABEL = re.compile(r"(?<!\S)@[^\s@]+")


def is_todoist_header(headers: Sequence[str]) -> bool:
    """Whether a table is a Todoist project."""
    return set(headers) >= _COLUMNS


def import_todoist_rows(rows: Sequence[tuple[int, Sequence[str]]], name: str) -> RawRoadmap:
    """Read the rows of a project below their header."""
    headers = [clean(header) for header in rows[0][1]]
    found = Gathering(name, LOOKED_FOR)
    section = ""
    topics: list[tuple[str, RawTopic]] = []
    for line, values in rows[1:]:
        cells = dict(zip(headers, values, strict=False))
        content = clean(cells.get("CONTENT", ""))
        kind = clean(cells.get("TYPE", "")).lower()
        unit = ("row", line)
        if kind == "section":
            section = content
            found.expect("section", unit, (line, content))
        elif kind == "note" and topics and content:
            where, topic = topics[-1]
            topics[-1] = where, replace(topic, note=f"{topic.note} {content}".strip())
            found.expect("note", unit, (line, content))
        elif kind != "task":
            if content:
                found.expect("row", unit, (line, content), f"of the type {kind or 'unknown'}")
        elif not _title(content):
            found.expect("task", unit, (line, content), NO_WORDS)
        elif topics and cells.get("INDENT", "1").strip() not in {"", "1"}:
            where, topic = topics[-1]
            steps = (*topic.steps, RawStep(_title(content), link=RawLink("", _url(content))))
            topics[-1] = (
                where,
                replace(topic, steps=steps, links=(*topic.links, *_links(content))),
            )
            found.expect("task", unit, (line, content))
        else:
            topics.append((section, _topic(cells, content, line)))
            found.expect("task", unit, (line, content))
        found.expect_links(f"{_addresses(content)} {cells.get('DESCRIPTION', '')}", line)
    for where, topic in topics:
        found.add([where], topic)
    return found.roadmap()


def _topic(cells: dict[str, str], content: str, line: int) -> RawTopic:
    title, hours = split_hours(_title(content))
    return RawTopic(
        title=title,
        line=line,
        source=content[:1000],
        hours=_duration(cells) or hours,
        links=(*_links(content), *_links(cells.get("DESCRIPTION", ""))),
        note=clean(cells.get("DESCRIPTION", "")),
    )


def _duration(cells: dict[str, str]) -> RawHours | None:
    amount, unit = (cells.get(name, "").strip() for name in ("DURATION", "DURATION_UNIT"))
    return read_hours(f"{amount} {unit}s") if amount and unit.lower() == "minute" else None


def _title(content: str) -> str:
    """Give the words of a task without links, labels and the mark of one without a box."""
    return clean(_LABEL.sub("", _LINK.sub(r"\1", content.removeprefix("* "))))


def _links(text: str) -> tuple[RawLink, ...]:
    return tuple(RawLink(clean(match[1]), match[2]) for match in _LINK.finditer(text))


def _url(content: str) -> str:
    match = _LINK.search(content)
    return match[2] if match else ""


def _addresses(content: str) -> str:
    return " ".join(match[2] for match in _LINK.finditer(content))
