"""What several formats say in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mlroadmap.core.roadmap.model import Resource
from mlroadmap.core.text import clean
from mlroadmap.formats.export_links import RESOURCES_LABEL

# Everything that CommonMark, its common extensions or a reader of tags could take for markup.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$!^=])")
_LIST_START = re.compile(r"^([0-9]{0,9})([-+.)])")
_PLAIN_ADDRESS = re.compile(r"[\w:/?#@!$&*+,=%.~-]+", re.ASCII)
_IN_BRACKETS = re.compile(r"[\\<>&]")
_ESCAPED = r"\\\g<0>"
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def as_markdown(text: str) -> str:
    """Write text on one line so that Markdown shows it as it is."""
    return _MARKUP.sub(r"\\\1", clean(text))


def as_item(text: str) -> str:
    """Write text that begins a list item so that it begins no list of its own."""
    return _LIST_START.sub(r"\1\\\2", as_markdown(text))


def resource_items(resources: Iterable[Resource], bullet: str = "*") -> Iterator[str]:
    """Write resources as a list under a label, with links where they have an address.

    Another bullet than that of the topics keeps the lists apart.
    """
    lines = [f"  {bullet} {linked(each.title, each.best_url)}" for each in resources]
    if lines:
        yield f"{bullet} {RESOURCES_LABEL}"
        yield from lines


def linked(title: str, url: str) -> str:
    """Write a title that leads to an address, if there is one."""
    if not url:
        return as_item(title)
    address = clean(url)
    if not _PLAIN_ADDRESS.fullmatch(address):
        address = f"<{_IN_BRACKETS.sub(_ESCAPED, address)}>"
    return f"[{as_markdown(title)}]({address})"


def slug(text: str) -> str:
    """Make a name of a-z, 0-9 and '-' out of text."""
    return _NOT_IN_SLUG.sub("-", text.lower()).strip("-") or "roadmap"
