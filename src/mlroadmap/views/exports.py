"""The formats of `export`, and what was exported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import RenderableType

from mlroadmap.views.documents.fields import SCHEMA_VERSION
from mlroadmap.views.listing import listing


def formats_view(formats: Sequence[tuple[str, str, str]]) -> RenderableType:
    """List formats, each given as its name, its files' ending and what it is."""
    table = listing("Format", "Files", "What it is")
    for name, ending, what in formats:
        table.add_row(name, ending, what)
    return table


def formats_document(formats: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
    """Give the formats, each given as its name, its files' ending and what it is."""
    return {
        "schema_version": SCHEMA_VERSION,
        "formats": [
            {"format": name, "ending": ending, "what": what} for name, ending, what in formats
        ],
    }


def exported_document(format_name: str, file: str) -> dict[str, Any]:
    """Say what was written where."""
    return {"schema_version": SCHEMA_VERSION, "format": format_name, "file": file}
