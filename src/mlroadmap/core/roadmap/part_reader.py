"""Reads the parts of a file by the table of its grammar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from mlroadmap.core.roadmap import document
from mlroadmap.core.roadmap.document import Node
from mlroadmap.core.roadmap.fields import MappingReader
from mlroadmap.core.roadmap.grammar import Key, Part, Parts
from mlroadmap.core.roadmap.problems import Code, ProblemList
from mlroadmap.core.roadmap.values import Reader, read_items

# Makes a value of the model out of a part's keys and their values.
Builder = Callable[..., Any]


class PartReader:
    """Reads a part as the value that its builder makes, or else as its kind of struct."""

    def __init__(self, notes: ProblemList, builders: Mapping[type[Struct], Builder]) -> None:
        self._notes = notes
        self._builders = builders

    def read(self, part: Part, node: Node) -> Any:
        """Read one part with all that it holds, and note what is wrong with it."""
        fields = MappingReader(node, part.noun, self._notes)
        values = {key.target: self._value(key, fields) for key in part.keys}
        fields.finish()
        build = self._builders.get(part.kind)
        return build(fields, **values) if build else part.kind(**values)

    def _value(self, key: Key, fields: MappingReader) -> Any:
        other = key.alternative
        is_needed = key.required and not (other and fields.has(other))
        read = self._parts_of(key.holds) if isinstance(key.holds, Parts) else key.holds.read
        take = fields.required if is_needed else fields.optional
        return take(key.name, read, key.holds.default)

    def _parts_of(self, parts: Parts) -> Reader[Any]:
        if parts.shape == "one":
            return lambda node, _name, _notes: self.read(parts.part, node)
        return partial(self._list if parts.shape == "list" else self._mapping, parts)

    def _list(
        self, parts: Parts, node: Node, name: str, notes: ProblemList
    ) -> tuple[Any, ...] | None:
        items = read_items(node, name, notes)
        if items == () and parts.some:
            notes.add(node.mark, Code.EMPTY, f"{name} has no items.", "List at least one.")
        return None if items is None else tuple(self.read(parts.part, each) for each in items)

    def _mapping(
        self, parts: Parts, node: Node, name: str, notes: ProblemList
    ) -> dict[str, Any] | None:
        if not isinstance(node, document.Mapping):
            noun = parts.part.noun
            message = f"{name} is not a mapping from keys, each to {noun}."
            hint = "Write a key a line, such as 'first:', and below it what it stands for."
            notes.add(node.mark, Code.WRONG_TYPE, message, hint)
            return None
        found = {}
        for key, value in node.entries:
            parts.read_key(key, f"The key of {parts.part.noun}", notes)
            found[key.text] = self.read(parts.part, value)
        return found
