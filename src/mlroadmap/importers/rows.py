"""A topic out of a row of a table, whose columns say what its cells mean."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from mlroadmap.importers.account import Account
from mlroadmap.importers.columns import LETTER, Cell, Columns
from mlroadmap.importers.headers import Role
from mlroadmap.importers.hours import (
    from_seconds,
    hours_from_numbers,
    read_clock,
    read_hours,
    split_hours,
    with_unit,
)
from mlroadmap.importers.links import urls_in
from mlroadmap.importers.needs import SEPARATORS, read_needs
from mlroadmap.importers.raw import SKIPPED, RawHours, RawLink, RawStep, RawTopic
from mlroadmap.importers.wording import is_nothing, is_yes, split_done

NO_TITLE = "a row without a title"
ASIDE = "about people, dates or the tool, not the subject"
NUMBERS = "numbers of the rows"
_LEFT_OUT: Mapping[Role, str] = {"aside": ASIDE, "number": NUMBERS}
TOTAL = "a sum of other rows"
_TOTAL = re.compile(
    r"(?:(?:sub|grand )?totals?|sum|gesamt|insgesamt|summe|suma|totale|итого|всего)\W*",
    re.IGNORECASE,
)
_ISSUE = re.compile(r"github\.com/[^/]+/[^/]+/(?:issues|pull)/(\d+)$")
_VIDEO = re.compile(r"youtube\.com/|youtu\.be/")


class RowReader:
    """Reads the topics of one table, row by row.

    A row that names no stage or section belongs where the row above does, as in merged
    cells of spreadsheets. Weeks that hold one topic each part nothing: they are remarks.
    """

    def __init__(self, columns: Columns, rows: Sequence[Sequence[Cell]] = ()) -> None:
        self._columns = columns
        self._has_lone_weeks = _has_lone_weeks(columns, rows)
        self._path: tuple[str, ...] = ()

    def path(self, row: Sequence[Cell]) -> tuple[str, ...]:
        """Give the stage and the section of a row."""
        roles: tuple[Role, ...] = ("stage", "week", "section")
        if self._has_lone_weeks:
            roles = ("stage", "section")
        titles = (title for role in roles for title in _places(self._columns, role, row))
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
        elif _is_total(topic.title):
            account.leave(unit, TOTAL, what=topic.title)
        elif columns.is_skipped(row):
            account.leave(unit, SKIPPED, what=topic.title)
        else:
            account.take(unit)
            weeks = _places(columns, "week", row) if self._has_lone_weeks else ()
            note = " ".join([*(f"{week}." for week in weeks), topic.note])
            return replace(topic, note=note.rstrip())
        return None


def _has_lone_weeks(columns: Columns, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether each of several weeks has a topic of its own, and no week has two."""
    titled = [row for row in rows if columns.title(row) and not _is_total(columns.title(row))]
    weeks = [tuple(_places(columns, "week", row)) for row in titled]
    return len(weeks) > 1 and all(weeks) and len(set(weeks)) == len(weeks)


def _is_total(title: str) -> bool:
    return _TOTAL.fullmatch(title) is not None


def account_for_columns(columns: Columns, units: Sequence[Hashable], account: Account) -> None:
    """Say which columns are taken: all but those about people and dates."""
    for unit, role in zip(units, columns.roles, strict=True):
        if role in _LEFT_OUT:
            account.leave(unit, _LEFT_OUT[role])
        else:
            account.take(unit)


def _places(columns: Columns, role: Role, row: Sequence[Cell]) -> Iterator[str]:
    """Give the stage or week of a row; a bare number gets its header's name before it."""
    for found, header, cell in zip(columns.roles, columns.headers, row, strict=False):
        if found == role and cell.text:
            one = header.removesuffix("s") if role == "week" else header
            yield cell.text if LETTER.search(cell.text) else f"{one} {cell.text}"


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
        steps=tuple(map(RawStep, columns.title_cell(row).items)),
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
            urls = urls_in(cell.text)
            links += (RawLink(title, url) for url in urls)
            is_named = role == "link" and not urls and LETTER.search(cell.text)
            links += [RawLink(cell.text)] if is_named and not is_nothing(cell.text) else []
    return links


def _items(text: str) -> tuple[str, ...]:
    return tuple(item for item in (part.strip() for part in SEPARATORS.split(text)) if item)
