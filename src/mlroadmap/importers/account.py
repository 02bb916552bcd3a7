"""An account of a source: each of its parts is either taken or left out with a reason.

The parts are counted from the source itself, before anything is read. What no reader claims
is left out as not understood, so nothing can be lost without being named.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from msgspec import Struct

from mlroadmap.importers.raw import LeftOut, Tally

UNCLAIMED = "not understood"

# So many of these are left out for one reason that each by itself says nothing.
_COUNTED = {"link", "text item"}


class _Unit(Struct):
    kind: str
    line: int
    what: str
    is_taken: bool = False
    reason: str = ""
    under: str = ""


class Account:
    """Units of a source by a key of the importer's choice; a unit without a key is ignored."""

    def __init__(self) -> None:
        self._units: dict[Hashable, _Unit] = {}

    def expect(self, kind: str, unit: Hashable, line: int = 0, what: str = "") -> None:
        """Count a unit of the source."""
        self._units[unit] = _Unit(kind, line, what)

    def take(self, *units: Hashable) -> None:
        """Mark units as part of the roadmap, unless they were left out by name."""
        for unit in units:
            if unit in self._units:
                self._units[unit].is_taken = True

    def leave(self, unit: Hashable, reason: str, under: str = "", what: str = "") -> None:
        """Leave a unit out; `under` is the heading to which it belongs, for a summary.

        `what` says better than the source what it is. The first reason stands, and a unit
        left out is not taken, whatever comes later.
        """
        found = self._units.get(unit)
        if found is not None and not found.reason:
            found.reason, found.under, found.what = reason, under, what or found.what

    def leave_open(self, unit: Hashable, reason: str) -> None:
        """Leave a unit out that nobody has taken."""
        found = self._units.get(unit)
        if found is not None and not found.is_taken:
            self.leave(unit, reason)

    def take_rest(self, kind: str) -> None:
        """Take all units of a kind that nobody left out."""
        for unit in self._units.values():
            unit.is_taken = unit.is_taken or (unit.kind == kind and not unit.reason)

    def tallies(self) -> tuple[Tally, ...]:
        """Count found and taken units of each kind, in the order of the source."""
        kinds = dict.fromkeys(unit.kind for unit in self._units.values())
        return tuple(
            Tally(
                kind,
                sum(unit.kind == kind for unit in self._units.values()),
                sum(unit.kind == kind for unit in self._units.values() if _is_in(unit)),
            )
            for kind in kinds
        )

    def left_out(self) -> tuple[LeftOut, ...]:
        """List what was left out by line; units under one heading are counted together."""
        groups: dict[Hashable, list[_Unit]] = {}
        for key, unit in self._units.items():
            if not _is_in(unit):
                groups.setdefault(_group(key, unit), []).append(unit)
        first_lines: dict[tuple[str, str], int] = {}
        for units in groups.values():
            place = units[0].under, units[0].reason
            first_lines[place] = min(units[0].line, first_lines.get(place, units[0].line))
        # What is under one heading stays together, from the line of its first part on.
        entries = (_entry(units) for units in groups.values())
        return tuple(
            sorted(
                entries,
                key=lambda entry: (
                    first_lines[entry.keep, entry.reason] if entry.keep else entry.line,
                    entry.keep,
                    entry.reason,
                ),
            )
        )


def joined_tallies(tallies: Iterator[Tally]) -> tuple[Tally, ...]:
    """Add up tallies of the same kind."""
    found: dict[str, Tally] = {}
    for tally in tallies:
        before = found.get(tally.kind, Tally(tally.kind, 0, 0))
        found[tally.kind] = Tally(
            tally.kind, before.found + tally.found, before.taken + tally.taken
        )
    return tuple(found.values())


def _is_in(unit: _Unit) -> bool:
    return unit.is_taken and not unit.reason


def _group(key: Hashable, unit: _Unit) -> Hashable:
    if unit.under:
        return unit.under, unit.reason, unit.kind
    if unit.kind in _COUNTED:
        return unit.reason, unit.kind
    return key


def _entry(units: list[_Unit]) -> LeftOut:
    first = units[0]
    return LeftOut(
        line=first.line,
        what=first.what if len(units) == 1 else first.under,
        reason=first.reason or UNCLAIMED,
        kind=first.kind,
        number=len(units),
        keep=first.under,
    )
