"""The documents of `history`, `off`, `hours`, `doctor`, `paths` and of errors."""

from __future__ import annotations

from typing import TypedDict

from mlroadmap.views.schemas.parts import Count, Day, Document, Instant, Minutes


class Entry(TypedDict):
    """An entry of the log; one that is undone does not count."""

    id: str
    at: Instant
    day: Day
    kind: str
    what: str
    undone: bool
    edited: bool


class HistoryDocument(Document):
    """The entries in the order in which they were made."""

    entries: list[Entry]


# Days with other hours than usual; without an end, all days from the first on. `capacity`
# has the minutes of each weekday, nothing where a change was taken back.
Change = TypedDict(
    "Change",
    {"from": Day, "to": Day | None, "capacity": dict[str, Minutes], "holiday": str | None},
)


class DaysDocument(Document):
    """The days that differ from the usual week."""

    changes: list[Change]


class Finding(TypedDict):
    """Damage that `doctor` found, and what can be done about it."""

    code: str
    file: str
    line: Count | None
    reason: str
    remedy: str
    fixable: bool
    fixed: bool


class DoctorDocument(Document):
    """The state's health; `copy` is the copy of the logs that was made before mending."""

    healthy: bool
    events: Count | None
    findings: list[Finding]
    copy: str | None
    copies: list[str]


class PathsDocument(Document):
    """Where everything is."""

    paths: dict[str, str]


class Error(TypedDict):
    """What went wrong and what to do next; some errors have more members."""

    code: str
    message: str
    hint: str


class ErrorDocument(Document):
    """What a command with --json writes to stderr when it fails."""

    error: Error
