"""Ids out of titles, and titles compared whatever their case and signs."""

from __future__ import annotations

import re
import unicodedata
from zlib import crc32

from mlroadmap.core.text import clean

LONGEST_ID = 64
UNTITLED = "Untitled"

# What no reader of YAML accepts, or libyaml does not.
_UNPRINTABLE = re.compile(
    "[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_NO_WORDS = re.compile(r"[\W_]+")
# Notion puts it behind the names of pages and databases.
_NOTION_ID = re.compile(r"[ _-]?[0-9a-f]{32}(?=_all$|$)")
_VALID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
# Letters that have no decomposition into a Latin one and a mark.
_LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
    | {"+": " plus ", "#": " sharp ", "&": " and "}
)


def slug(title: str, kind: str) -> str:
    """Make an id of a title; one without Latin letters gets its kind and a checksum."""
    spelled = unicodedata.normalize("NFKD", title[:1000].lower().translate(_LATIN))
    found = _NO_LETTERS.sub("-", spelled.encode("ascii", "ignore").decode()).strip("-")
    if not found:
        return f"{kind}-{crc32(title.encode('utf-8', 'replace')):08x}"
    return shortened(found)


def shortened(name: str, limit: int = LONGEST_ID) -> str:
    """Cut an id to a length, after a word where that leaves most of it."""
    if len(name) <= limit:
        return name
    cut = name[:limit]
    whole = cut.rpartition("-")[0]
    return (whole if len(whole) >= limit // 2 else cut).strip("-")


def is_id(text: str) -> bool:
    """Whether a text can be an id as it is."""
    return _VALID.fullmatch(text) is not None


def without_id(name: str) -> str:
    """Take the id off that Notion puts behind the name of a file."""
    return _NOTION_ID.sub("", name)


def key(title: str) -> str:
    """Give what two spellings of the same title have in common."""
    text = unicodedata.normalize("NFKC", printable(title[:1000])).casefold()
    return _NO_WORDS.sub(" ", text).strip() or text or UNTITLED.casefold()


def printable(text: str) -> str:
    """Clean a text, and take out what YAML cannot hold."""
    return clean(_UNPRINTABLE.sub("", text))
