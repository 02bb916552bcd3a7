"""What several formats say in the same way."""

from __future__ import annotations

import re

from mlroadmap.core.text import clean

# Everything that CommonMark, its common extensions or a reader of tags could take for markup.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$!^=])")
_LIST_START = re.compile(r"^([0-9]{0,9})([-+.)])")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def as_markdown(text: str) -> str:
    """Write text on one line so that Markdown shows it as it is."""
    return _MARKUP.sub(r"\\\1", clean(text))


def as_item(text: str) -> str:
    """Write text that begins a list item so that it begins no list of its own."""
    return _LIST_START.sub(r"\1\\\2", as_markdown(text))


def slug(text: str) -> str:
    """Make a name of a-z, 0-9 and '-' out of text."""
    return _NOT_IN_SLUG.sub("-", text.lower()).strip("-") or "roadmap"
