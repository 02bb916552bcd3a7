"""What the columns of a table mean, by their headers and where needed by their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from msgspec import Struct

from mlroadmap.core.text import clean, excerpt
from mlroadmap.importers.headers import Role, role_of
from mlroadmap.importers.names import key
from mlroadmap.importers.options import DEFAULT, ImportOptions
from mlroadmap.importers.raw import RawLink, SourceError
from mlroadmap.importers.title_column import settle_titles
from mlroadmap.importers.wording import is_skipped


class Cell(Struct, frozen=True):
    """A cell of a table: its words, and its links where it can hold some.

    `items` are the lines of the cell that begin like those of a list; `lead` is what stands
    above them.
    """

    text: str = ""
    links: tuple[RawLink, ...] = ()
    lead: str = ""
    items: tuple[str, ...] = ()


def cell_of(lines: Sequence[str], links: tuple[RawLink, ...] = ()) -> Cell:
    """Make a cell of the lines in it."""
    lines = [line for line in map(clean, lines) if line]
    bullets = [_BULLET.match(line) for line in lines[1:]]
    if not bullets or not all(bullets):
        return Cell(clean(" ".join(lines)), links)
    items = tuple(_BULLET.sub("", line, count=1) for line in lines[1:])
    return Cell(clean(" ".join(lines)), links, _BULLET.sub("", lines[0], count=1), items)


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
        """Give a row's title, of a cell that holds a list what stands above it."""
        cell = self.title_cell(row)
        return cell.lead or cell.text

    def title_cell(self, row: Sequence[Cell]) -> Cell:
        """Give the cell of the title: of several that may hold it, the one with letters."""
        cells = [*self.all("title", row), Cell()]
        return next((cell for cell in cells if LETTER.search(cell.text)), cells[0])

    @property
    def is_comparison(self) -> bool:
        """Whether the rows are features: only the first column has no header.

        A table with columns for topics, weeks or hours is none.
        """
        first, *others = self.headers
        known = set(map(role_of, others))
        is_plan = not known.isdisjoint({"title", "week", "stage", "section", "hours", "length"})
        return len(others) > 1 and not first and all(others) and not is_plan

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
    settle_titles(roles, headers, rows)
    for role, header in options.columns:
        at = next((i for i, name in enumerate(headers) if key(name) == key(header)), None)
        if at is None:
            known = ", ".join(excerpt(name) for name in headers)
            raise SourceError(f"has no column {excerpt(header)}, only {known}")
        if role == "title":
            roles = ["note" if other == "title" else other for other in roles]
        roles[at] = cast("Role", role)
    return Columns(tuple(headers), tuple(roles), tuple(_unit(header) for header in headers))


_UNITS = tuple(
    (re.compile(pattern, re.IGNORECASE), unit)
    for pattern, unit in (
        (r"\b(?:hours?|hrs?|h)\s*(?:/|per|an?)\s*w(?:ee)?k", "hours/week"),
        (r"\bw(?:ee)?ks?\b", "weeks"),
        (r"\bmin(?:ute)?s?\b", "minutes"),
        (r"\b(?:hours?|hrs?|h|likely|stunden|std|horas|heures)\b|час", "hours"),
    )
)
_BULLET = re.compile(r"[•●▪·*–—-]\s*|\d{1,2}[.)]\s+")
LETTER = re.compile(r"[^\W\d_]")


def _unit(header: str) -> str:
    """Find the unit in a header such as `Duration (weeks)`; empty where there is none."""
    return next((unit for pattern, unit in _UNITS if pattern.search(header[:80])), "")
