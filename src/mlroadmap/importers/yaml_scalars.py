"""Texts and hours as they are spelled in a roadmap file."""

from __future__ import annotations

import json
import re

from mlroadmap.importers.names import UNTITLED, printable

_LONGEST_COMMENT = 120
_LONGEST_TEXT = 4_000
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ()/+_.'’-]*[A-Za-z0-9).])?")
_WORDS_OF_YAML = {"y", "n", "yes", "no", "true", "false", "on", "off", "null"}


def hours_text(minutes: int) -> str:
    """Spell minutes as hours that are read back as the same minutes."""
    return f"{minutes / 60:.3f}".rstrip("0").rstrip(".")


def scalar(text: str) -> str:
    """Spell a text so that every reader of YAML sees just this text."""
    cleaned = printable(text)
    if len(cleaned) > _LONGEST_TEXT:
        cleaned = f"{cleaned[: _LONGEST_TEXT - 3]}..."
    if _PLAIN.fullmatch(cleaned) and cleaned.lower() not in _WORDS_OF_YAML:
        return cleaned
    return json.dumps(cleaned, ensure_ascii=False)


def title(text: str) -> str:
    """Spell a text that must not be empty."""
    return scalar(text) if printable(text) else UNTITLED


def comment(text: str) -> str:
    """Cut a text to what a comment can hold."""
    cleaned = printable(text)
    return (
        cleaned if len(cleaned) <= _LONGEST_COMMENT else f"{cleaned[: _LONGEST_COMMENT - 3]}..."
    )
