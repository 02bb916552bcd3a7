"""Steps of a topic as exports of ours write them and imports read them back.

In a list a step is `read: Title (45m)`, in a cell of a table `read: Title <45m>`. What
else is known of it follows: `Link: Title`, `Where: Chapter 2`, `Done when: Is it wet?`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.core.calendar.durations import (
    format_duration,
    is_duration,
    parse_duration,
    typed_duration,
)
from mlroadmap.core.roadmap.content import StepKind
from mlroadmap.formats.export_links import Link, link_cell, read_link_cell

STEPS_LABEL = "Steps:"
LINK, WHERE, CHECK = "Link: ", "Where: ", "Done when: "

_KINDS: dict[str, StepKind] = {kind: kind for kind in get_args(StepKind)}
_LENGTH = re.compile(r" \((?P<length>[0-9]+h(?: [0-9]+m)?|[0-9]+m)\)$")


class WrittenStep(Struct, frozen=True):
    """A step as an export says it; without `minutes` it has its share of the topic's."""

    kind: StepKind
    title: str
    minutes: int | None = None
    link: Link | None = None
    where: str = ""
    check: str = ""


def step_line(kind: StepKind, title: str, minutes: int | None) -> str:
    """Write a step with its kind before it and its length behind: `read: Title (45m)`."""
    return f"{kind}: {title}" + (f" ({format_duration(minutes)})" if minutes else "")


def read_step_line(line: str) -> WrittenStep:
    """Read the kind, the title and the length of a step on a line."""
    found = _LENGTH.search(line)
    return _split(line[: found.start()] if found else line, found["length"] if found else "")


def with_detail(step: WrittenStep, line: str, link: Link | None = None) -> WrittenStep | None:
    """Add what a line below a step says of it; None where that is nothing known."""
    if line.startswith(LINK):
        return replace(step, link=link or (line.removeprefix(LINK), ""))
    if line.startswith(WHERE):
        return replace(step, where=line.removeprefix(WHERE))
    if line.startswith(CHECK):
        return replace(step, check=line.removeprefix(CHECK))
    return None


def step_cell(steps: Iterable[WrittenStep]) -> str:
    """Write steps with all that is known of them into a cell of a table."""
    return link_cell(entry for step in steps for entry in _entries(step))


def read_step_cell(cell: str) -> tuple[WrittenStep, ...]:
    """Read the steps in a cell."""
    found: list[WrittenStep] = []
    for words, tail in read_link_cell(cell):
        link = (words.removeprefix(LINK), tail)
        more = with_detail(found[-1], words, link) if found and not is_duration(tail) else None
        if more:
            found[-1] = more
        else:
            found.append(_split(words, tail))
    return tuple(found)


def _entries(step: WrittenStep) -> Iterator[Link]:
    length = typed_duration(step.minutes) if step.minutes else ""
    yield f"{step.kind}: {step.title}", length
    if step.link:
        title, url = step.link
        yield f"{LINK}{title}", url
    if step.where:
        yield f"{WHERE}{step.where}", ""
    if step.check:
        yield f"{CHECK}{step.check}", ""


def _split(words: str, length: str) -> WrittenStep:
    """Part the kind from the title; a step without a kind is to be read."""
    minutes = parse_duration(length) if is_duration(length) else None
    kind, colon, title = words.partition(": ")
    if colon and kind in _KINDS:
        return WrittenStep(_KINDS[kind], title, minutes)
    return WrittenStep("read", words, minutes)
