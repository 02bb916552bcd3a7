"""What the columns of a table mean, by their headers; and a topic out of a row."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import cast

from msgspec import Struct

from mlroadmap.core.text import clean, excerpt
from mlroadmap.importers.account import Account
from mlroadmap.importers.headers import Role, role_of
from mlroadmap.importers.hours import (
    from_seconds,
    hours_from_numbers,
    read_clock,
    read_hours,
    split_hours,
    with_unit,
)
from mlroadmap.importers.links import urls_in
from mlroadmap.importers.names import key
from mlroadmap.importers.options import DEFAULT, ImportOptions
from mlroadmap.importers.raw import SKIPPED, RawHours, RawLink, RawTopic, SourceError
from mlroadmap.importers.wording import is_nothing, is_skipped, is_yes, split_done


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
        return next((text for text in texts if _LETTER.search(text)), "".join(texts[:1]))

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
NO_TITLE = "a row without a title"
ASIDE = "about people, dates or the tool, not the subject"
NUMBERS = "numbers of the rows"
_LEFT_OUT: Mapping[Role, str] = {"aside": ASIDE, "number": NUMBERS}
_CODE = re.compile(r"[\W\d_]*|[A-Za-z]{1,3}[-. ]?\d{1,4}")
_ISSUE = re.compile(r"github\.com/[^/]+/[^/]+/(?:issues|pull)/(\d+)$")
_VIDEO = re.compile(r"youtube\.com/|youtu\.be/")
_LISTED = re.compile(r"[,;•\n|]")
_LEVELS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:courses?|programs?|subjects?)\b",
        r"\b(?:modules?|units?|books?|skills?)\b",
        r"\b(?:lessons?|lectures?|chapters?|projects?)\b",
    )
)
_SEPARATORS = re.compile(r"\s*[;\n|•]\s*")
_LETTER = re.compile(r"[^\W\d_]")
_JOINTS = {"and", "or"}
# Notion writes relations as `Title (https://...)`, with commas between them.
_NAMED_URL = re.compile(r"(?:^|,\s*)([^()]+?)\s*\((https?://[^\s()]+)\)")
_LONGEST_NAMED = 5_000
_COMMAS = re.compile(r"\s*,\s*|\s+and\s+|\s*&\s+")


class RowReader:
    """Reads the topics of one table, row by row.

    A row that names no stage or section belongs where the row above does, as in merged
    cells of spreadsheets.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._path: tuple[str, ...] = ()

    def path(self, row: Sequence[Cell]) -> tuple[str, ...]:
        """Give the stage and the section of a row."""
        roles: tuple[Role, ...] = ("stage", "week", "section")
        titles = (_place(self._columns, role, row) for role in roles)
        self._path = tuple(dict.fromkeys(filter(None, titles))) or self._path
        return self._path

    def read(
        self,
        row: Sequence[Cell],
        line: int,
        source: str,
        accounted: tuple[Account, Hashable],
    ) -> RawTopic | None:
        """Read a topic out of a row; None when there is none, which the account says."""
        columns, (account, unit) = self._columns, accounted
        topic = _topic(columns, row, line, source)
        if topic is None:
            account.leave(unit, NO_TITLE)
        elif columns.is_skipped(row):
            account.leave(unit, SKIPPED, what=topic.title)
        else:
            account.take(unit)
            return topic
        return None


def account_for_columns(columns: Columns, units: Sequence[Hashable], account: Account) -> None:
    """Say which columns are taken: all but those about people and dates."""
    for unit, role in zip(units, columns.roles, strict=True):
        if role in _LEFT_OUT:
            account.leave(unit, _LEFT_OUT[role])
        else:
            account.take(unit)


def _place(columns: Columns, role: Role, row: Sequence[Cell]) -> str:
    """Give the stage or week of a row; a bare number gets its header's name before it."""
    for found, header, cell in zip(columns.roles, columns.headers, row, strict=False):
        if found == role and cell.text:
            is_number = not _LETTER.search(cell.text)
            return f"{header} {cell.text}" if is_number else cell.text
    return ""


def _topic(columns: Columns, row: Sequence[Cell], line: int, source: str) -> RawTopic | None:
    title, hours = split_hours(columns.title(row))
    title, ticked = split_done(title)
    links = tuple(_links(columns, row, title))
    title = _without_number(title, links)
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
        links=links,
        covers=_items(columns.text("covers", row)),
        note=_note(columns, row),
        outcome=columns.text("outcome", row),
        done=ticked or any(is_yes(cell.text) for cell in columns.all("done", row)),
        is_project=columns.text("kind", row).lower() == "project",
        wanted_id=columns.text("id", row),
    )


def _without_number(title: str, links: Sequence[RawLink]) -> str:
    """Take the number off that GitHub puts behind the title of an issue."""
    number = _ISSUE.search(links[0].url) if links else None
    return title.removesuffix(f" #{number[1]}") if number else title


def _note(columns: Columns, row: Sequence[Cell]) -> str:
    """Keep the words of notes, and of columns that mean nothing here by their headers."""
    parts = [columns.text("note", row)]
    for role, header, cell in zip(columns.roles, columns.headers, row, strict=False):
        if role == "" and not is_nothing(cell.text):
            parts.append(f"{header}: {cell.text}." if header else cell.text)
    return " ".join(part for part in parts if part)


def read_needs(text: str, links: Sequence[RawLink] = ()) -> tuple[RawLink, ...]:
    """Read prerequisites: the links where there are some, and the texts around them.

    A text is split at commas only once it turns out to be no title with commas in it.
    """
    matches = () if links or len(text) > _LONGEST_NAMED else _NAMED_URL.finditer(text)
    named = [RawLink(clean(match[1]), match[2]) for match in matches]
    text = _NAMED_URL.sub("", text).strip(" ,") if named else text
    links = links or named
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


def _unit(header: str) -> str:
    """Find the unit in a header such as `Duration (weeks)`; empty where there is none."""
    return next((unit for pattern, unit in _UNITS if pattern.search(header[:80])), "")


def _hours(columns: Columns, row: Sequence[Cell]) -> RawHours | None:
    low, high = columns.text("low", row), columns.text("high", row)
    cells = zip(row, columns.units, columns.roles, strict=False)
    texts = [
        with_unit(cell.text, unit)
        for cell, unit, role in cells
        if role in {"hours", "length"} and cell.text
    ]
    if low or high:
        exact = hours_from_numbers(low, columns.text("hours", row), high)
        if exact:
            return exact
    for role in ("hours", "length"):
        clock = read_clock(columns.text(role, row), "video" if role == "length" else "time")
        if clock:
            return clock
    length = columns.text("length", row)
    if length.isdecimal() and _VIDEO.search(" ".join(cell.text for cell in row)):
        return from_seconds(int(length[:6]), f"{length} seconds")
    return read_hours(*texts)


def _links(columns: Columns, row: Sequence[Cell], title: str) -> list[RawLink]:
    links: list[RawLink] = []
    for role, cell in zip(columns.roles, row, strict=False):
        if role not in {"needs", "aside"}:
            links += cell.links
        if role not in {"needs", "aside"} and not cell.links:
            links += (RawLink(title, url) for url in urls_in(cell.text))
    return links


def _items(text: str) -> tuple[str, ...]:
    return tuple(item for item in (part.strip() for part in _SEPARATORS.split(text)) if item)
