"""What a learner can say about a source that the source leaves open."""

from __future__ import annotations

from msgspec import Struct


class ImportOptions(Struct, frozen=True):
    """Choices for an import.

    `base` is the address that relative links start from, `keep` are headings whose content
    is taken whatever they are called, `columns` are pairs of a role and a header. `notes` are
    the names of the notes that are imported together.
    """

    base: str = ""
    keep: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    notes: frozenset[str] = frozenset()


DEFAULT = ImportOptions()
