"""When a habit comes and when it ends, in a roadmap file."""

from __future__ import annotations

from datetime import date

from mlroadmap.core.roadmap.document import Node, Scalar
from mlroadmap.core.roadmap.problems import Code, ProblemList
from mlroadmap.core.roadmap.recurrence import Recurrence, parse_rule
from mlroadmap.core.roadmap.values import looks_like_day, read_day, read_word
from mlroadmap.core.text import excerpt


def read_rule(node: Node, name: str, notes: ProblemList) -> Recurrence | None:
    """Read a rule of RFC 5545 that names days of weeks."""
    word = read_word(node, name, notes)
    if word is None:
        return None
    rule = parse_rule(word.text)
    if rule is None:
        message = f"{name}, {excerpt(word.text)}, is no rule that names days of the week."
        hint = "Use FREQ=DAILY or WEEKLY, INTERVAL and BYDAY, as in FREQ=WEEKLY;BYDAY=TU,TH."
        notes.add(node.mark, Code.BAD_RULE, message, hint)
    return rule


def read_end(node: Node, name: str, notes: ProblemList) -> Scalar | date | None:
    """Read a day, or the id of a topic, section or stage, kept with its place."""
    if isinstance(node, Scalar) and looks_like_day(node.text):
        return read_day(node, name, notes)
    return read_word(node, name, notes)
