"""How long things take, in a roadmap file: a range of hours, minutes, and how often."""

from __future__ import annotations

import re

from mlroadmap.core.roadmap.document import Mapping, Node
from mlroadmap.core.roadmap.fields import MappingReader
from mlroadmap.core.roadmap.model import Effort
from mlroadmap.core.roadmap.problems import Code, ProblemList
from mlroadmap.core.roadmap.values import Reader, read_hours, read_scalar
from mlroadmap.core.text import excerpt

STEP_MINUTES = range(5, 240 + 1)
HABIT_TIMES = range(1, 1000 + 1)

_WHOLE = re.compile(r"[1-9][0-9]{0,3}")


def read_effort(node: Node, name: str, notes: ProblemList) -> Effort | None:
    """Read hours, or a mapping of low, likely and high hours in rising order."""
    if not isinstance(node, Mapping):
        return Effort.exactly(read_hours(node, name, notes))
    fields = MappingReader(node, "the hours", notes)
    low = fields.required("low", read_hours, None)
    likely = fields.required("likely", read_hours, None)
    high = fields.required("high", read_hours, None)
    fields.finish()
    if low is None or likely is None or high is None:
        return None
    if not low <= likely <= high:
        message = "These hours are not low <= likely <= high."
        notes.add(node.mark, Code.BAD_HOURS, message, "Put them in rising order.")
        return None
    return Effort(low, likely, high)


def _whole_number(limits: range, code: Code, hint: str) -> Reader[int]:
    """Make a reader of whole numbers within limits."""
    least, most = limits[0], limits[-1]

    def read_whole_number(node: Node, name: str, notes: ProblemList) -> int | None:
        scalar = read_scalar(node, name, notes)
        if scalar is None:
            return None
        if scalar.plain and _WHOLE.fullmatch(scalar.text) and int(scalar.text) in limits:
            return int(scalar.text)
        found = excerpt(scalar.text)
        message = f"{name} is {found}, not a whole number from {least} to {most}."
        notes.add(node.mark, code, message, hint)
        return None

    return read_whole_number


read_step_minutes = _whole_number(
    STEP_MINUTES, Code.BAD_MINUTES, "Split anything longer into parts."
)
read_habit_times = _whole_number(
    HABIT_TIMES, Code.BAD_TIMES, "Leave it out where 'until' says the end."
)
