"""Steps of a topic as exports of ours write them and imports read them back.

In a list a step is `read: Title (45m)`, in a cell of a table `read: Title <45m>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args

from mlroadmap.core.calendar.durations import format_duration, typed_duration
from mlroadmap.core.roadmap.content import StepKind
from mlroadmap.formats.export_links import link_cell, read_link_cell

STEPS_LABEL = "Steps:"

_KINDS: dict[str, StepKind] = {kind: kind for kind in get_args(StepKind)}
_LENGTH = re.compile(r" \((?:[0-9]+h(?: [0-9]+m)?|[0-9]+m)\)$")


def step_line(kind: StepKind, title: str, minutes: int) -> str:
    """Write a step with its kind before it and its length behind: `read: Title (45m)`."""
    return f"{kind}: {title} ({format_duration(minutes)})"


def read_step_line(line: str) -> tuple[StepKind, str]:
    """Read the kind and the title of a step on a line."""
    return _split(_LENGTH.sub("", line))


def step_cell(steps: Iterable[tuple[StepKind, str, int]]) -> str:
    """Write steps, each with its kind, title and minutes, into a cell of a table."""
    return link_cell(
        (f"{kind}: {title}", typed_duration(minutes)) for kind, title, minutes in steps
    )


def read_step_cell(cell: str) -> tuple[tuple[StepKind, str], ...]:
    """Read the kind and the title of each step in a cell."""
    return tuple(_split(words) for words, _ in read_link_cell(cell))


def _split(words: str) -> tuple[StepKind, str]:
    """Part the kind from the title; a step without a kind is to be read."""
    kind, colon, title = words.partition(": ")
    return (_KINDS[kind], title) if colon and kind in _KINDS else ("read", words)
