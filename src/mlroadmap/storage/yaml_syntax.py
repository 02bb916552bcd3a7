"""YAML's syntax errors in plain sentences."""

from __future__ import annotations

from mlroadmap.core.roadmap.problems import Position
from mlroadmap.core.text import clean

_USUAL_CAUSE = "Look at the indentation, brackets and quotes on this line and the one before."

# Parts of PyYAML's messages, from both of its parsers, with what is meant and what helps.
_EXPLAINED = (
    (
        "mapping values are not allowed",
        "A ':' stands where none can be",
        "Put a text that holds ': ' in quotes, and check the indentation.",
    ),
    (
        "cannot start any token",
        "No value can begin with this character",
        "Indent with spaces, not tabs; put a text that begins with @, ` or % in quotes.",
    ),
    ("found unexpected end of stream", "A quote is never closed", "Close it."),
    (
        "expected ':'",
        "A key has no ':' after it",
        "Write 'key: value', and indent the lines that continue a text.",
    ),
    (
        "unknown escape character",
        "A backslash in double quotes begins an escape that does not exist",
        "Use single quotes, or write the backslash twice.",
    ),
    ("expected ',' or", "A bracket is never closed, or a comma is missing", _USUAL_CAUSE),
    ("expected <block end>", "This line does not fit what is above it", _USUAL_CAUSE),
    ("did not find expected key", "This line does not fit what is above it", _USUAL_CAUSE),
    ("expected '-' indicator", "This line does not fit what is above it", _USUAL_CAUSE),
)


def explain_syntax(error: Exception) -> tuple[Position, str, str]:
    """Say where a YAML error is, what is wrong and what to look at."""
    problem = clean(str(getattr(error, "problem", None) or error))
    place = getattr(error, "problem_mark", None)
    mark = Position(1, 1) if place is None else Position(place.line + 1, place.column + 1)
    sentence, hint = next(
        (explained[1:] for explained in _EXPLAINED if explained[0] in problem),
        (f"This is not YAML: {problem}", _USUAL_CAUSE),
    )
    return mark, f"{sentence}{_context(error, mark)}.", hint


def _context(error: Exception, mark: Position) -> str:
    place = getattr(error, "context_mark", None)
    if place is None or place.line + 1 == mark.line:
        return ""
    return f" (what it belongs to began on line {place.line + 1})"
