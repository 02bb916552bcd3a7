"""How long things take, in a roadmap file: a range of hours, and the minutes of a step."""

from __future__ import annotations

import re

from mlroadmap.core.roadmap.document import Mapping, Node
from mlroadmap.core.roadmap.fields import MappingReader
from mlroadmap.core.roadmap.model import Effort
from mlroadmap.core.roadmap.problems import Code, ProblemList
from mlroadmap.core.roadmap.values import read_hours, read_scalar
from mlroadmap.core.text import excerpt

STEP_MINUTES = range(5, 240 + 1)

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


def read_step_minutes(node: Node, name: str, notes: ProblemList) -> int | None:
    """Read the minutes of a step: a whole number within STEP_MINUTES."""
    scalar = read_scalar(node, name, notes)
    if scalar is None:
        return None
    if scalar.plain and _WHOLE.fullmatch(scalar.text) and int(scalar.text) in STEP_MINUTES:
        return int(scalar.text)
    least, most = STEP_MINUTES[0], STEP_MINUTES[-1]
    message = f"{name} is {excerpt(scalar.text)}, not a whole number from {least} to {most}."
    notes.add(node.mark, Code.BAD_MINUTES, message, "Split a step that takes longer.")
    return None
