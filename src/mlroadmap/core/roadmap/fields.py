"""The keys of one mapping, taken out one by one; what was never asked for is unknown."""

from __future__ import annotations

from mlroadmap.core.roadmap import document
from mlroadmap.core.roadmap.document import Node, Scalar
from mlroadmap.core.roadmap.problems import Code, Position, ProblemList
from mlroadmap.core.roadmap.values import Reader, T
from mlroadmap.core.text import excerpt, nearest


class MappingReader:
    """Gives typed access to a mapping and notes every fault instead of raising.

    A value that is missing or bad is replaced by the caller's default, so reading goes
    on and finds the other faults; `finish` notes the keys that nobody asked for.
    """

    def __init__(self, node: Node, what: str, notes: ProblemList) -> None:
        self.node = node
        self._what = what
        self._notes = notes
        self._is_mapping = isinstance(node, document.Mapping)
        entries = node.entries if isinstance(node, document.Mapping) else ()
        self._keys = tuple(key for key, _ in entries)
        self._values = {key.text: value for key, value in entries}
        self._asked: list[str] = []
        if not self._is_mapping:
            message = f"{what.capitalize()} is written here as a single value or a list."
            hint = "Write its keys and values, a line each, such as 'title: ...'."
            notes.add(node.mark, Code.WRONG_TYPE, message, hint)

    def mark(self, key: str) -> Position:
        """Find the place of a key's value, or of the whole mapping without such a key."""
        return self._values.get(key, self.node).mark

    def scalar(self, key: str) -> Scalar | None:
        """Give a single value as it is written, valid or not."""
        node = self._values.get(key)
        return node if isinstance(node, Scalar) and not node.is_blank else None

    def has(self, key: str) -> bool:
        """Whether the key is there with something behind it."""
        return self._given(key) is not None

    def required(self, key: str, read: Reader[T], default: T) -> T:
        """Read a key that must be there."""
        node = self._demanded(key)
        value = None if node is None else read(node, f"'{key}'", self._notes)
        return default if value is None else value

    def optional(self, key: str, read: Reader[T], default: T) -> T:
        """Read a key that may be left out, or left blank."""
        node = self._given(key)
        value = None if node is None else read(node, f"'{key}'", self._notes)
        return default if value is None else value

    def finish(self) -> None:
        """Note every key that was never asked for, with the nearest one that exists."""
        for key in self._keys:
            if key.text not in self._asked:
                near = nearest(key.text, self._asked)
                hint = f"Did you mean '{near}'?" if near else self._all_keys()
                message = f"{excerpt(key.text)} is no key of {self._what}."
                self._notes.add(key.mark, Code.UNKNOWN_KEY, message, hint)

    def _all_keys(self) -> str:
        return f"The keys here are: {', '.join(self._asked)}."

    def _given(self, key: str) -> Node | None:
        if key not in self._asked:
            self._asked.append(key)
        node = self._values.get(key)
        return None if isinstance(node, Scalar) and node.is_blank else node

    def _demanded(self, key: str) -> Node | None:
        node = self._given(key)
        if node is not None or not self._is_mapping:
            return node
        if key in self._values:
            hint = f"Write a value after '{key}:'."
            self._notes.add(self.mark(key), Code.EMPTY, f"'{key}' is empty.", hint)
        else:
            message = f"{self._what.capitalize()} needs the key '{key}'."
            hint = f"Add '{key}: ...'."
            self._notes.add(self.node.mark, Code.MISSING_KEY, message, hint)
        return None
