"""CSV with a header: a topic a row, with columns for its place, hours and prerequisites."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from mlroadmap.core.text import clean
from mlroadmap.formats.formula import unprotected
from mlroadmap.importers.columns import Cell, Columns, read_columns, read_row
from mlroadmap.importers.headings import Place, arrange
from mlroadmap.importers.own_table import import_own_rows, is_own_header
from mlroadmap.importers.raw import SKIPPED, LeftOut, RawRoadmap, RawTopic, SourceError

LOOKED_FOR = "rows under a header with a column such as title, topic or course"
_DELIMITERS = ",;\t|"
_SAMPLE = 10_000


def import_csv(text: str, name: str) -> RawRoadmap:
    """Read a table; `name` is its title. Raises SourceError when it is no CSV."""
    rows = list(_rows(text))
    if not rows:
        return RawRoadmap(name, (), (), LOOKED_FOR)
    columns = read_columns([clean(header) for header in rows[0][1]])
    if is_own_header([clean(header) for header in rows[0][1]]):
        return import_own_rows(((line, _values(row)) for line, row in rows[1:]), name)
    topics: dict[tuple[str, ...], list[RawTopic]] = {}
    left_out: list[LeftOut] = []
    for line, values in rows[1:]:
        row = [Cell(value) for value in _values(values)]
        topic = read_row(columns, row, line, clean(" | ".join(values)[:1000]))
        if topic and columns.is_skipped(row):
            left_out.append(LeftOut(line, topic.title, SKIPPED))
        elif topic:
            topics.setdefault(_path(columns, row), []).append(topic)
        elif any(cell.text for cell in row):
            left_out.append(LeftOut(line, " | ".join(values), "a row without a title"))
    places = [Place(path, of[0].line, tuple(of)) for path, of in topics.items()]
    return RawRoadmap(name, arrange(places, name), tuple(left_out), LOOKED_FOR)


def _values(row: Sequence[str]) -> list[str]:
    return [unprotected(clean(value)) for value in row]


def _path(columns: Columns, row: Sequence[Cell]) -> tuple[str, ...]:
    titles = (columns.text(role, row) for role in ("stage", "section"))
    return tuple(title for title in titles if title)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Go through the rows that hold something, each with the line it begins on."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), _dialect(text))
    line = 1
    try:
        for row in reader:
            if any(value.strip() for value in row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(f"line {line} is no row of a CSV file: {error}") from error


def _dialect(text: str) -> type[csv.Dialect]:
    """Find the delimiter: the one that the header has most of."""
    header = text[:_SAMPLE].partition("\n")[0]

    class Found(csv.excel):
        delimiter = max(_DELIMITERS, key=header.count)

    return Found
