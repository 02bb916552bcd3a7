"""Prerequisites as a source writes them: links, titles between commas, titles with `and`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlroadmap.core.text import clean
from mlroadmap.importers.raw import RawLink
from mlroadmap.importers.wording import is_nothing

SEPARATORS = re.compile(r"\s*[;\n|•]\s*")
_JOINTS = {"and", "or"}
# Notion writes relations as `Title (https://...)`, with commas between them.
_NAMED_URL = re.compile(r"(?:^|,\s*)([^()]+?)\s*\((https?://[^\s()]+)\)")
_LONGEST_NAMED = 5_000
_COMMAS = re.compile(r"\s*,\s*|\s+and\s+|\s*&\s+")


def read_needs(text: str, links: Sequence[RawLink] = ()) -> tuple[RawLink, ...]:
    """Read prerequisites: the links where there are some, and the texts around them.

    A text is split at commas only once it turns out to be no title with commas in it.
    """
    matches = () if links or len(text) > _LONGEST_NAMED else _NAMED_URL.finditer(text)
    named = [RawLink(clean(match[1]), match[2]) for match in matches]
    text = _NAMED_URL.sub("", text).strip(" ,") if named else text
    links = links or named
    found: dict[str, RawLink] = {}
    for piece in SEPARATORS.split(_around(text, links) if links else text):
        whole = _without_joints(piece) if links else piece.strip(" .")
        if not is_nothing(whole):
            found[whole] = RawLink(whole)
    return (*links, *found.values())


def _around(text: str, links: Sequence[RawLink]) -> str:
    """Put a separator in the place of each link."""
    parts = []
    for link in links:
        before, title, after = text.partition(link.title)
        if title:
            parts.append(before)
            text = after
    return ";".join([*parts, text])


def _without_joints(text: str) -> str:
    """Take off what only ties a text to a link beside it."""
    words = text.lstrip(" .,:&)]").rstrip(" .,:&([").split()
    while words and words[0].lower() in _JOINTS:
        words = words[1:]
    while words and words[-1].lower() in _JOINTS:
        words = words[:-1]
    return " ".join(words).strip(" .,")


def parts_of_need(text: str) -> list[str]:
    """Split prerequisites that stand between commas or `and`."""
    parts = [part.strip(" .") for part in _COMMAS.split(text)]
    return [part for part in parts if not is_nothing(part)]
