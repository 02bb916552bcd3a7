"""Tables in the house style, in which nothing is lost on a narrow terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Column, Table
from rich.text import Text

from mlroadmap.views.theme import QUIET
from mlroadmap.views.topic import facts

# Words in a column that may be broken are broken below this width only where nothing else
# is left.
_LEAST_OF_WORDS = 12
_LIMITLESS = 10_000


def listing(*headers: str, right: tuple[int, ...] = (), whole: tuple[int, ...] = ()) -> Table:
    """Make an empty table in the house style.

    `right` are the columns of numbers, which are never broken or cut, as those that are to
    be `whole`.
    """
    table = _Listing(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style=QUIET, expand=False
    )
    for index, header in enumerate(headers):
        table.add_column(
            header,
            justify="right" if index in right else "left",
            no_wrap=index in right or index in whole,
            overflow="fold",
        )
    return table


class _Listing(Table):
    """A table whose columns move together, or become lines, where there is no room for them."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        needed = sum(_least_width(console, options, column) for column in self.columns)
        gaps = len(self.columns) - 1
        if needed + 3 * gaps > options.max_width:
            self.padding = 0
        if needed + gaps > options.max_width:
            yield from self._lines()
        else:
            yield from super().__rich_console__(console, options)

    def _lines(self) -> Iterator[RenderableType]:
        """Show each row as lines, each with its column's header."""
        rows = zip(*(column.cells for column in self.columns), strict=True)
        for number, cells in enumerate(rows):
            if number:
                yield Text()
            named = [
                (str(column.header), cell)
                for column, cell in zip(self.columns, cells, strict=True)
                if not (isinstance(cell, str | Text) and not str(cell))
            ]
            yield from (cell for header, cell in named if not header)
            yield facts((header, cell) for header, cell in named if header)


def _least_width(console: Console, options: ConsoleOptions, column: Column) -> int:
    """Give the width that a column needs to be read."""
    wide = options.update(width=_LIMITLESS)
    cells = chain([column.header], column.cells)
    measured = [Measurement.get(console, wide, cell) for cell in cells]
    if column.no_wrap:
        return max(each.maximum for each in measured)
    return min(_LEAST_OF_WORDS, max(each.minimum for each in measured))
