"""Spreadsheets (.xlsx, .xls, .ods): each sheet is a table, and of several each is a stage.

python-calamine reads them; it comes with the extra `spreadsheets`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from mlroadmap.core.text import clean
from mlroadmap.importers.raw import SourceError

MISSING = (
    "is a spreadsheet, which needs an extra: pip install 'mlroadmap[spreadsheets]'; "
    "or save the sheet as CSV"
)
_MOST_ROWS = 50_000

Row = tuple[int, list[str]]


def read_workbook(content: bytes) -> Iterator[tuple[str, list[Row]]]:
    """Give the sheets that hold something, each with its rows and their numbers.

    Raises SourceError where the file is no spreadsheet, or the library is not installed.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415
    except ImportError as error:
        raise SourceError(MISSING) from error
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            rows = rows_of(
                book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=_MOST_ROWS)
            )
            if rows:
                yield clean(name), rows
    except CalamineError as error:
        raise SourceError(f"is no spreadsheet: {clean(str(error))}") from error


def rows_of(values: Sequence[Sequence[object]]) -> list[Row]:
    """Give the rows that hold something; titles above the header are left out."""
    rows = [(number, list(map(_text, row))) for number, row in enumerate(values, start=1)]
    filled = [(number, row) for number, row in rows if any(row)]
    # A title above the table fills one cell where its header fills several.
    while len(filled) > 2 and _width(filled[0][1]) == 1 and _width(filled[1][1]) > 1:
        filled = filled[1:]
    return filled


def _width(row: list[str]) -> int:
    return sum(map(bool, row))


def _text(value: object) -> str:
    """Write a cell as a person sees it: whole numbers without a point, times as h:mm."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}h {minutes % 60}m"
    if isinstance(value, time):
        return f"{value.hour}h {value.minute}m"
    return value.isoformat() if isinstance(value, date) else clean(str(value))
