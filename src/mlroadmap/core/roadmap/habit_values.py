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
        notes.add(node.mark, Code.BAD_RULE, message, _hint(word.text.upper()))
    return rule


def _hint(rule: str) -> str:
    """Say what to write instead: the end of a habit has keys of its own."""
    for part, key in (("COUNT=", "times"), ("UNTIL=", "until")):
        if part in rule:
            return f"Take {part.rstrip('=')} out of the rule, and use the key '{key}'."
    return "Use FREQ=DAILY or WEEKLY, INTERVAL and BYDAY, as in FREQ=WEEKLY;BYDAY=TU,TH."


def read_end(node: Node, name: str, notes: ProblemList) -> Scalar | date | None:
    """Read a day, or the id of a topic, section or stage, kept with its place."""
    if isinstance(node, Scalar) and looks_like_day(node.text):
        return read_day(node, name, notes)
    return read_word(node, name, notes)
