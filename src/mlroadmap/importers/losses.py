"""What an import took and what it left out, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from shlex import quote

from mlroadmap.core.text import excerpt
from mlroadmap.importers.raw import LeftOut, Tally
from mlroadmap.importers.reasons import EXPECTED

_PLURALS = {"box": "boxes"}
# What `--keep` can make topics of.
_KEPT = {"box", "item", "row", "heading"}


def taken(tallies: Iterable[Tally]) -> str:
    """Say how much of each kind was taken: `12 of 14 boxes, 3 of 3 links`."""
    return ", ".join(
        f"{tally.taken:,} of {tally.found:,} {_plural(tally.kind, tally.found)}"
        for tally in tallies
        if tally.found
    )


def left_out_lines(left_out: Sequence[LeftOut]) -> list[str]:
    """Say in a line each what was left out, where it stands, and why."""
    return [
        _line(list(group))
        for _, group in groupby(
            left_out,
            key=lambda left: (left.file, left.keep, left.reason) if left.keep else (left,),
        )
    ]


def _line(group: Sequence[LeftOut]) -> str:
    first = group[0]
    place = ", ".join(
        part for part in (first.file, f"line {first.line}" if first.line else "") if part
    )
    what = first.what
    if len(group) > 1 or first.number > 1:
        counts = ", ".join(
            f"{left.number:,} {_plural(left.kind, left.number)}" for left in group
        )
        what = f"{counts} under {excerpt(first.keep)}" if first.keep else counts
    words = f"{what}: {first.reason}" if what else first.reason
    if first.keep and first.reason not in EXPECTED and _KEPT & {left.kind for left in group}:
        words = f"{words} (to take them: --keep {quote(first.keep)})"
    return f"{place}: {words}" if place else words


def _plural(kind: str, number: int) -> str:
    name = kind or "part"
    return name if number == 1 else _PLURALS.get(name, f"{name}s")
