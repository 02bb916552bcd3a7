"""The documents of `paths` and of errors."""

from __future__ import annotations

from collections.abc import Mapping

from mlroadmap.views.documents.fields import Document, document


def paths_document(paths: Mapping[str, str]) -> Document:
    """Give where everything is."""
    return document(paths=dict(paths))


def error_document(
    code: str, message: str, hint: str, details: Mapping[str, object]
) -> Document:
    """Give what went wrong and what to do next."""
    return document(error={"code": code, "message": message, "hint": hint, **details})
