"""The layout of --help: commands in groups, two a line where the terminal is wide enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from mlroadmap.cli.commands import BRIEF_WIDTH, Entry

# As wide as the longest of the commands with its brief text.
_OPTION_NAME_WIDTH, _OPTION_WIDTH = 16, 37
_INDENT = "  "
_GAP = "  "


def command_lines(commands: Mapping[str, Entry], width: int) -> Iterator[str]:
    """Write the commands under the headings of their groups, in their order."""
    name_width = max(map(len, commands)) + len(_GAP)
    for group, entries in groupby(commands.items(), key=lambda item: item[1].group):
        yield f"{group}:"
        rows = [(name, entry.brief) for name, entry in entries]
        yield from _in_columns(rows, name_width, name_width + BRIEF_WIDTH, width)


def option_lines(options: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Write the options under a heading."""
    yield "Options:"
    yield from _in_columns(options, _OPTION_NAME_WIDTH, _OPTION_WIDTH, width)


def _in_columns(
    rows: Sequence[tuple[str, str]], name_width: int, cell_width: int, width: int
) -> Iterator[str]:
    """Write names with what they mean, down two columns if they fit, else down one."""
    cells = [f"{name:<{name_width}}{meaning}" for name, meaning in rows]
    columns = 2 if len(_INDENT) + 2 * cell_width + len(_GAP) <= width else 1
    height = -(-len(cells) // columns)
    for place in range(height):
        line = _GAP.join(f"{cell:<{cell_width}}" for cell in cells[place::height])
        yield f"{_INDENT}{line.rstrip()}"
