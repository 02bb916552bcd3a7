"""Cells of tables that a spreadsheet would run: protected on the way out, and back again."""

from __future__ import annotations

# What makes spreadsheets take a cell for a formula, in ASCII and in full width. The
# apostrophe is among them so that protecting a cell can be undone.
FORMULA_STARTS = ("=", "+", "-", "@", "'", "＝", "＋", "－", "＠")  # noqa: RUF001 - as they are


def protected(cell: str) -> str:
    """Keep a spreadsheet from running a cell, by an apostrophe before it."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def unprotected(cell: str) -> str:
    """Give a cell as it was before it was protected."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS) else cell
