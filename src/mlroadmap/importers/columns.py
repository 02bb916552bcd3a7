"""What the columns of a table mean, by their headers and where needed by their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from msgspec import Struct

from mlroadmap.core.text import excerpt
from mlroadmap.importers.headers import Role, role_of
from mlroadmap.importers.names import key
from mlroadmap.importers.options import DEFAULT, ImportOptions
from mlroadmap.importers.raw import RawLink, SourceError
from mlroadmap.importers.wording import is_skipped


class Cell(Struct, frozen=True):
    """A cell of a table: its words, and its links where it can hold some."""

    text: str = ""
    links: tuple[RawLink, ...] = ()


class Columns(Struct, frozen=True):
    """The headers of a table, what each column means, and the unit of its bare numbers."""

    headers: tuple[str, ...]
    roles: tuple[Role, ...]
    units: tuple[str, ...]

    def all(self, role: Role, row: Sequence[Cell]) -> list[Cell]:
        """Give the cells of a row that have a role."""
        return [cell for found, cell in zip(self.roles, row, strict=False) if found == role]

    def text(self, role: Role, row: Sequence[Cell]) -> str:
        """Give the words of the first cell with a role that has any."""
        return next((cell.text for cell in self.all(role, row) if cell.text), "")

    def title(self, row: Sequence[Cell]) -> str:
        """Give a row's title: of several columns that may hold it, the one with letters."""
        texts = [cell.text for cell in self.all("title", row)]
        return next((text for text in texts if LETTER.search(text)), "".join(texts[:1]))

    def is_skipped(self, row: Sequence[Cell]) -> bool:
        """Whether a row says that it is not to be done."""
        return any(is_skipped(cell.text) for cell in self.all("done", row))


def read_columns(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]] = (),
    options: ImportOptions = DEFAULT,
) -> Columns:
    """Find out what columns mean, by their headers and where needed by their cells.

    Without a column called like a title, the first one that holds words is it; of several,
    those that hold only numbers or codes are not. Raises SourceError for a header in
    `options` that the table lacks.
    """
    roles = [role_of(header) for header in headers]
    _settle_titles(roles, headers, rows)
    for role, header in options.columns:
        at = next((i for i, name in enumerate(headers) if key(name) == key(header)), None)
        if at is None:
            known = ", ".join(excerpt(name) for name in headers)
            raise SourceError(f"has no column {excerpt(header)}, only {known}")
        if role == "title":
            roles = ["note" if other == "title" else other for other in roles]
        roles[at] = cast("Role", role)
    return Columns(tuple(headers), tuple(roles), tuple(_unit(header) for header in headers))


def _settle_titles(
    roles: list[Role], headers: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    titles = [at for at, role in enumerate(roles) if role == "title"]
    for at in titles[1:]:
        if headers[at].strip("*: ").lower().endswith("s") and _holds_lists(at, rows):
            roles[at] = "covers"
    titles = [at for at in titles if roles[at] == "title"]
    if len(titles) > 1:
        worded = [at for at in titles if _holds_words(at, rows)] or titles
        # `Module | Lesson | Topic`: the most exact one is the topic, the others are around it.
        best = max(worded, key=lambda at: (_exactness(headers[at]), -at))
        for at in titles:
            if at != best:
                is_around = _exactness(headers[at]) < _exactness(headers[best])
                roles[at] = "section" if is_around and at in worded else "number"
    if not titles:
        candidates = [at for at, role in enumerate(roles) if role in {"", "section", "link"}]
        unnamed = [at for at in candidates if roles[at] == "" and _is_filled(at, rows)]
        worded = [at for at in unnamed if _holds_words(at, rows)]
        if candidates:
            roles[(worded or unnamed or candidates)[0]] = "title"


def _is_filled(at: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether at least half of the cells of a column hold something."""
    return 2 * sum(at < len(row) and bool(row[at].strip()) for row in rows) >= len(rows)


def _holds_words(at: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether most cells of a column hold more than numbers and codes."""
    cells = [row[at] for row in rows if at < len(row) and row[at].strip()]
    return not cells or 2 * sum(_is_code(cell) for cell in cells) < len(cells)


def _holds_lists(at: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether most cells of a column name several things."""
    cells = [row[at] for row in rows if at < len(row) and row[at].strip()]
    return 2 * sum(_LISTED.search(cell) is not None for cell in cells) > len(cells)


def _is_code(cell: str) -> bool:
    return _CODE.fullmatch(cell.strip()) is not None


def _exactness(header: str) -> int:
    """Say how far down in a curriculum a thing of this name stands."""
    words = header.lower()
    return next((i for i, names in enumerate(_LEVELS) if names.search(words)), len(_LEVELS))


_UNITS = tuple(
    (re.compile(pattern, re.IGNORECASE), unit)
    for pattern, unit in (
        (r"\b(?:hours?|hrs?|h)\s*(?:/|per|an?)\s*w(?:ee)?k", "hours/week"),
        (r"\bw(?:ee)?ks?\b", "weeks"),
        (r"\bmin(?:ute)?s?\b", "minutes"),
        (r"\b(?:hours?|hrs?|h|likely|stunden|std|horas|heures)\b|час", "hours"),
    )
)
_CODE = re.compile(r"[\W\d_]*|[A-Za-z]{1,3}[-. ]?\d{1,4}")
_LISTED = re.compile(r"[,;•\n|]")
_LEVELS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:courses?|programs?|subjects?)\b",
        r"\b(?:modules?|units?|books?|skills?)\b",
        r"\b(?:lessons?|lectures?|chapters?|projects?)\b",
    )
)
LETTER = re.compile(r"[^\W\d_]")


def _unit(header: str) -> str:
    """Find the unit in a header such as `Duration (weeks)`; empty where there is none."""
    return next((unit for pattern, unit in _UNITS if pattern.search(header[:80])), "")
