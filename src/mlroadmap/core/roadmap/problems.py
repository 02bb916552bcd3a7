"""What is wrong with a roadmap, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

PROBLEM_LIMIT = 100


class Code(StrEnum):
    """Every kind of problem; docs/roadmap-format.md says what each one means."""

    MISSING_FILE = "missing-file"
    NOT_A_FILE = "not-a-file"
    UNREADABLE_FILE = "unreadable-file"
    TOO_LARGE = "too-large"
    NOT_UTF8 = "not-utf-8"
    NOT_TEXT = "not-text"
    YAML_SYNTAX = "yaml-syntax"
    YAML_DOCUMENTS = "yaml-documents"
    YAML_ANCHOR = "yaml-anchor"
    YAML_ALIAS = "yaml-alias"
    YAML_TAG = "yaml-tag"
    YAML_MERGE = "yaml-merge"
    YAML_KEY = "yaml-key"
    YAML_SURPRISE = "yaml-surprise"
    TOO_DEEP = "too-deep"
    DUPLICATE_KEY = "duplicate-key"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    CONFLICTING_KEYS = "conflicting-keys"
    WRONG_TYPE = "wrong-type"
    EMPTY = "empty"
    BAD_FORMAT = "bad-format"
    BAD_ID = "bad-id"
    OPTION_LIKE_ID = "option-like-id"
    BAD_CHOICE = "bad-choice"
    BAD_HOURS = "bad-hours"
    BAD_MINUTES = "bad-minutes"
    BAD_RULE = "bad-rule"
    BAD_TIMES = "bad-times"
    BAD_URL = "bad-url"
    BAD_DATE = "bad-date"
    DUPLICATE_ID = "duplicate-id"
    DUPLICATE_ITEM = "duplicate-item"
    UNKNOWN_TOPIC = "unknown-topic"
    UNKNOWN_SOURCE = "unknown-source"
    UNKNOWN_RESOURCE = "unknown-resource"
    UNKNOWN_STEP = "unknown-step"
    CYCLE = "cycle"
    STEPS_MINUTES = "steps-minutes"
    STRAY_FILE = "stray-file"
    IDLE_HABIT = "idle-habit"
    TOO_MANY = "too-many-problems"


WARNINGS = frozenset({Code.STEPS_MINUTES, Code.STRAY_FILE, Code.IDLE_HABIT})


class Position(Struct, frozen=True, order=True):
    """A place in a file; lines and columns count from 1."""

    line: int
    column: int


class Problem(Struct, frozen=True, order=True):
    """One fault. `code` is stable, for scripts; `message` and `hint` are sentences.

    `file` is empty for the roadmap file itself.
    """

    mark: Position
    code: str
    message: str
    hint: str
    file: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether the roadmap can be used all the same."""
        return self.code in WARNINGS

    def located(self, file: str) -> str:
        """Write the problem as one line that editors can jump to: `file:line:column: ...`."""
        place = f"{self.file or file}:{self.mark.line}:{self.mark.column}"
        return f"{place}: {self.code}: {self.message} {self.hint}".rstrip()


class TooManyProblemsError(Exception):
    """Enough is wrong to stop looking; the notes hold all that was found so far."""


class ProblemList:
    """Collects problems while something is read.

    `add` raises TooManyProblemsError once there is one more than is ever shown, so
    that a file made of nothing but faults takes no longer than any other.
    """

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def __bool__(self) -> bool:
        """Whether anything is wrong."""
        return bool(self._problems)

    @property
    def has_errors(self) -> bool:
        """Whether what was read cannot be used."""
        return not all(problem.is_warning for problem in self._problems)

    def __iter__(self) -> Iterator[Problem]:
        """Go through the problems in the order in which they were noticed."""
        return iter(self._problems)

    def add(self, mark: Position, code: Code, message: str, hint: str) -> None:
        """Note one problem. Raises TooManyProblemsError when it is one too many."""
        self._problems.append(Problem(mark, code.value, message, hint))
        if len(self._problems) > PROBLEM_LIMIT:
            raise TooManyProblemsError


def shown(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by place and, where they are too many, end with one that says so."""
    ordered = sorted(problems, key=lambda problem: (problem.file, problem))
    if len(ordered) <= PROBLEM_LIMIT:
        return tuple(ordered)
    more = Problem(
        ordered[PROBLEM_LIMIT].mark,
        Code.TOO_MANY.value,
        f"There are more problems than the {PROBLEM_LIMIT} listed.",
        "Mend these, then check the file again.",
        ordered[PROBLEM_LIMIT].file,
    )
    return (*ordered[:PROBLEM_LIMIT], more)
