"""CSV with a header: a topic a row, with columns for its place, hours and prerequisites."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from mlroadmap.core.text import clean
from mlroadmap.formats.formula import unprotected
from mlroadmap.importers.columns import cell_of, read_columns
from mlroadmap.importers.gathering import Gathering
from mlroadmap.importers.options import DEFAULT, ImportOptions
from mlroadmap.importers.own_table import import_own_rows, is_own_header
from mlroadmap.importers.raw import RawRoadmap, SourceError
from mlroadmap.importers.rows import RowReader, account_for_columns
from mlroadmap.importers.todoist import import_todoist_rows, is_todoist_header
from mlroadmap.importers.trello import import_trello_rows, is_trello_header
from mlroadmap.importers.youtube import import_takeout, is_takeout

LOOKED_FOR = "rows under a header with a column such as title, topic or course"
_DELIMITERS = ",;\t|"
_SAMPLE = 10_000
_SAMPLED = 50


def import_csv(text: str, name: str, options: ImportOptions = DEFAULT) -> RawRoadmap:
    """Read a table; `name` is its title. Raises SourceError when it is no CSV."""
    rows = list(read_rows(text))
    headers = [clean(header) for header in rows[0][1]] if rows else []
    if is_own_header(headers):
        own = ((line, _values(row)) for line, row in rows[1:])
        return import_own_rows(own, name)
    if is_trello_header(headers):
        return import_trello_rows(rows, name)
    if is_todoist_header(headers):
        return import_todoist_rows(rows, name)
    if is_takeout(rows):
        return import_takeout(rows, name)
    return import_rows(rows, name, options)


def import_rows(
    rows: Sequence[tuple[int, Sequence[str]]], name: str, options: ImportOptions = DEFAULT
) -> RawRoadmap:
    """Read rows with their lines; the first one is the header."""
    found = Gathering(name, LOOKED_FOR)
    if not rows:
        return found.roadmap()
    account = found.account
    headers = [clean(header) for header in rows[0][1]]
    columns = read_columns(headers, [row for _, row in rows[1:_SAMPLED]], options)
    for at, header in enumerate(headers):
        account.expect("column", ("column", at), rows[0][0], header)
    account_for_columns(columns, [("column", at) for at in range(len(headers))], account)
    cells = [[cell_of(v.split("\n")) for v in map(unprotected, row)] for _, row in rows[1:]]
    reader = RowReader(columns, cells)
    for (line, values), row in zip(rows[1:], cells, strict=True):
        words = clean(" | ".join(filter(None, values))[:1000])
        account.expect("row", line, line, words)
        found.expect_links(" ".join(values), line)
        topic = reader.read(row, line, words, (account, line))
        if topic:
            found.add(reader.path(row), topic)
    return found.roadmap()


def _values(row: Sequence[str]) -> list[str]:
    return [unprotected(clean(value)) for value in row]


def read_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Go through the rows that hold something, each with the line it begins on.

    Raises SourceError where the text is no CSV.
    """
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
