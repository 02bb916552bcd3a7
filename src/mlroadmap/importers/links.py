"""Addresses of links, made whole where a base is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from mlroadmap.importers.raw import RawLink, RawStage
from mlroadmap.importers.wording import is_url

BARE_URL = re.compile(r"https?://[^\s<>()\[\]\"']+[^\s<>()\[\]\"'.,;:!?]", re.IGNORECASE)

_SPACES = re.compile(r"[\s,;|]+")


def urls_in(text: str) -> list[str]:
    """Give the addresses that a cell or a line holds, with or without words around them."""
    found: list[str] = []
    for word in _SPACES.split(text):
        found += [word] if is_url(word) else BARE_URL.findall(word)
    return found


def resolved(url: str, base: str) -> str:
    """Give an address with what it lacks taken from `base`; a place in the file stays."""
    if not base or not url or url.startswith("#"):
        return url
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def is_relative(url: str) -> bool:
    """Whether an address says neither how nor where: it lies beside the file."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return not parts.scheme and not url.startswith("#")


def links_in(stages: Iterable[RawStage]) -> Iterator[RawLink]:
    """Go through everything that a roadmap leads to or waits for."""
    for stage in stages:
        yield from stage.links
        for section in stage.sections:
            yield from section.links
            for topic in section.topics:
                yield from (*topic.links, *topic.needs)


def urls_of(stages: Iterable[RawStage]) -> set[str]:
    """Give the addresses of everything that a roadmap leads to or waits for."""
    return {link.url for link in links_in(stages)}


def is_followed(url: str) -> bool:
    """Whether an address leads to something to learn from, on the web or beside the file."""
    return url.lower().startswith(("http:", "https:")) or is_relative(url)
