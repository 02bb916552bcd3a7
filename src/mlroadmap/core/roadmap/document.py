"""A document as a tree whose every node knows its place, whatever format it was read from."""

from __future__ import annotations

from msgspec import Struct

from mlroadmap.core.roadmap.problems import Position


class Scalar(Struct, frozen=True):
    """A single value, as its author wrote it.

    `plain` is false for text in quotes or in a block. `reads_as` describes what other
    readers of the format make of a plain text that they change ("the number 750" for
    `12:30`); it is None where they see the text as it stands.
    """

    text: str
    mark: Position
    plain: bool = True
    reads_as: str | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written here at all, as after a bare `key:`."""
        return self.plain and not self.text


class Sequence(Struct, frozen=True):
    """A list of nodes."""

    items: tuple[Node, ...]
    mark: Position


class Mapping(Struct, frozen=True):
    """Keys with their values in the order of the file; no key comes twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    mark: Position


Node = Scalar | Sequence | Mapping
