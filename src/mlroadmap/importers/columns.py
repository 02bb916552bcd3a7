"""What the columns of a table mean, by their headers; and a topic out of a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from mlroadmap.importers.hours import hours_from_numbers, read_hours, split_hours, with_unit
from mlroadmap.importers.raw import RawHours, RawLink, RawTopic
from mlroadmap.importers.wording import is_nothing, is_skipped, is_url, is_yes, split_done

Role = Literal[
    "id", "title", "stage", "section", "low", "high", "hours", "needs", "done", "link",
    "covers", "outcome", "kind", "note", "number", "",
]  # fmt: skip

# The first pattern that fits a header decides.
_ROLES: tuple[tuple[Role, str], ...] = (
    ("id", r"id|slug|key"),
    ("number", r"\#|nr\.?|no\.?|number|week|day|order|step"),
    ("low", r"(?:low|min|minimum|optimistic|best\ case)(?:\ hours)?|hours?\ low"),
    ("high", r"(?:high|max|maximum|pessimistic|worst\ case)(?:\ hours)?|hours?\ high"),
    (
        "needs",
        r""".*\b(?:prerequisites?|prereqs?|pre-requisites?|requires?|required|depends(?:\ on)?|
        needs|dependenc(?:y|ies))\b.*""",
    ),
    ("done", r"completed\??|done\??|finished\??|status|progress|state|[✅✔☑✓]\ufe0f?"),
    ("link", r"links?|urls?|website|resources?|materials?|references?"),
    ("hours", r"(?:hours?|hrs?|likely|time|minutes?|mins?|duration|length|weeks)\b.*|h"),
    ("hours", r"(?:(?:estimated?|study|total|weekly)\ )?(?:effort|workload|estimates?)\b.*"),
    ("hours", r"(?:est\.?|estimated?|study|total|weekly|likely)\ (?:hours?|time)\b.*"),
    ("stage", r"stage|phase|part|level|track|milestone|semester|term|year"),
    ("section", r"section|category|area|chapter|group|field|domain|subject\ area"),
    ("outcome", r"outcomes?|goals?|objectives?"),
    ("covers", r"covers|contents?|topics\ covered|subtopics?|details"),
    ("kind", r"kind|type"),
    ("note", r"notes?|description|comments?|remarks?|about|summary"),
    (
        "title",
        r"""(?:.*\ )?(?:title|name|topics?|courses?|subjects?|modules?|lessons?|skills?|items?|
        units?|what\ to\ learn|tasks?|concepts?|books?|videos?|lectures?|projects?)""",
    ),
)
_PATTERNS = tuple(
    (role, re.compile(pattern, re.IGNORECASE | re.VERBOSE)) for role, pattern in _ROLES
)
_UNITS = tuple(
    (re.compile(pattern, re.IGNORECASE), unit)
    for pattern, unit in (
        (r"\b(?:hours?|hrs?|h)\s*(?:/|per|an?)\s*w(?:ee)?k", "hours/week"),
        (r"\bw(?:ee)?ks?\b", "weeks"),
        (r"\bmin(?:ute)?s?\b", "minutes"),
        (r"\b(?:hours?|hrs?|h|likely)\b", "hours"),
    )
)
_HEADER_EDGES = re.compile(r"^[\s*_:]+|[\s*_:]+$")
_SEPARATORS = re.compile(r"\s*[;\n|•]\s*")
_LETTER = re.compile(r"[^\W\d_]")
_SPACES = re.compile(r"[\s,;|]+")
_JOINTS = {"and", "or"}
_COMMAS = re.compile(r"\s*,\s*|\s+and\s+|\s*&\s+")


class Cell(Struct, frozen=True):
    """A cell of a table: its words, and its links where it can hold some."""

    text: str = ""
    links: tuple[RawLink, ...] = ()


class Columns(Struct, frozen=True):
    """The meaning of each column, and the unit of the bare numbers in it."""

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
        return next((text for text in texts if _LETTER.search(text)), "".join(texts[:1]))

    def is_skipped(self, row: Sequence[Cell]) -> bool:
        """Whether a row says that it is not to be done."""
        return any(is_skipped(cell.text) for cell in self.all("done", row))


def read_columns(headers: Sequence[str]) -> Columns:
    """Find out what columns mean; where none says that it holds titles, the first does."""
    roles = [_role(header) for header in headers]
    if "title" not in roles:
        candidates = [at for at, role in enumerate(roles) if role in {"", "section", "link"}]
        if candidates:
            unnamed = [at for at in candidates if roles[at] == ""]
            roles[(unnamed or candidates)[0]] = "title"
    return Columns(tuple(roles), tuple(_unit(header) for header in headers))


def read_row(columns: Columns, row: Sequence[Cell], line: int, source: str) -> RawTopic | None:
    """Read a topic out of a row; None when the row has no title."""
    title, hours = split_hours(columns.title(row))
    title, ticked = split_done(title)
    if not title:
        return None
    return RawTopic(
        title=title,
        line=line,
        source=source,
        hours=_hours(columns, row) or hours,
        needs=tuple(
            need
            for cell in columns.all("needs", row)
            for need in read_needs(cell.text, cell.links)
        ),
        links=tuple(_links(columns, row, title)),
        covers=_items(columns.text("covers", row)),
        note=columns.text("note", row),
        outcome=columns.text("outcome", row),
        done=ticked or any(is_yes(cell.text) for cell in columns.all("done", row)),
        is_project=columns.text("kind", row).lower() == "project",
        wanted_id=columns.text("id", row),
    )


def read_needs(text: str, links: Sequence[RawLink] = ()) -> tuple[RawLink, ...]:
    """Read prerequisites: the links where there are some, and the texts around them.

    A text is split at commas only once it turns out to be no title with commas in it.
    """
    found: dict[str, RawLink] = {}
    for piece in _SEPARATORS.split(_around(text, links) if links else text):
        whole = _without_joints(piece) if links else piece.strip(" .")
        if not is_nothing(whole):
            found[whole] = RawLink(whole)
    return (*links, *found.values())


def _around(text: str, links: Sequence[RawLink]) -> str:
    """Put a separator in the place of each link."""
    parts = []
    for link in links:
        before, title, after = text.partition(link.title)
        if title:
            parts.append(before)
            text = after
    return ";".join([*parts, text])


def _without_joints(text: str) -> str:
    """Take off what only ties a text to a link beside it."""
    words = text.lstrip(" .,:&)]").rstrip(" .,:&([").split()
    while words and words[0].lower() in _JOINTS:
        words = words[1:]
    while words and words[-1].lower() in _JOINTS:
        words = words[:-1]
    return " ".join(words).strip(" .,")


def parts_of_need(text: str) -> list[str]:
    """Split prerequisites that stand between commas or `and`."""
    parts = [part.strip(" .") for part in _COMMAS.split(text)]
    return [part for part in parts if not is_nothing(part)]


def _role(header: str) -> Role:
    name = _HEADER_EDGES.sub("", header[:80].replace("_", " "))
    without_unit = re.sub(r"\s*[(\[].*[)\]]", "", name).strip() or name
    for role, pattern in _PATTERNS:
        if pattern.fullmatch(without_unit):
            return role
    return ""


def _unit(header: str) -> str:
    """Find the unit in a header such as `Duration (weeks)`; empty where there is none."""
    return next((unit for pattern, unit in _UNITS if pattern.search(header[:80])), "")


def _hours(columns: Columns, row: Sequence[Cell]) -> RawHours | None:
    low, high = columns.text("low", row), columns.text("high", row)
    cells = zip(row, columns.units, columns.roles, strict=False)
    texts = [
        with_unit(cell.text, unit)
        for cell, unit, role in cells
        if role == "hours" and cell.text
    ]
    if low or high:
        exact = hours_from_numbers(low, columns.text("hours", row), high)
        if exact:
            return exact
    return read_hours(*texts)


def _links(columns: Columns, row: Sequence[Cell], title: str) -> list[RawLink]:
    links: list[RawLink] = []
    for role, cell in zip(columns.roles, row, strict=False):
        if role in {"title", "link", "covers", "note", ""}:
            links += cell.links
        if role == "link" and not cell.links:
            links += (RawLink(title, url) for url in _SPACES.split(cell.text) if is_url(url))
    return links


def _items(text: str) -> tuple[str, ...]:
    return tuple(item for item in (part.strip() for part in _SEPARATORS.split(text)) if item)
