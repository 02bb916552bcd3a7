"""The links of a document: which count, which say what is meant, and what a list names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlroadmap.core.text import clean
from mlroadmap.importers.links import BARE_URL, is_followed, is_relative
from mlroadmap.importers.markdown_blocks import BOX, Block, Inline
from mlroadmap.importers.markdown_lists import LISTS, is_box, opening
from mlroadmap.importers.part_words import is_resources
from mlroadmap.importers.raw import RawLink
from mlroadmap.importers.wording import is_chat_or_badge, is_url

LONGEST_TITLE = 120
WORD = re.compile(r"\w")

# What may stand around a lone link besides signs: `(book) or`, `and`.
_FEW_WORDS = 3


def is_contents(item: Block) -> bool:
    """Whether an item only leads to another place in the same document.

    A box with words of its own is a task all the same.
    """
    first = opening(item)
    if first is None or (is_box(item) and WORD.search(BOX.sub("", first.inline.outside))):
        return False
    links = first.inline.links
    return bool(links) and all(link.url.startswith("#") for link in links)


def is_lone_link(block: Block) -> bool:
    """Whether a paragraph holds a link and next to nothing else."""
    words = block.inline.outside.split()
    return bool(followed(block.inline.links)) and sum(map(_is_word, words)) <= _FEW_WORDS


def followed(links: Sequence[RawLink]) -> list[RawLink]:
    """Give the links that lead to something to learn from, on the web or beside the file."""
    return [link for link in pointers(links) if is_followed(link.url)]


def pointers(links: Sequence[RawLink]) -> list[RawLink]:
    """Give all links but those to chats and badges: any can say what is meant."""
    return [link for link in links if not is_chat_or_badge(link.url)]


def announces_resources(first: Block, rest: Sequence[Block]) -> bool:
    """Whether an item such as `Resources:` says what its list is, rather than a topic."""
    label, colon, _ = first.inline.text.partition(":")
    return is_resources(label) and bool(colon or rest)


def announced_resources(first: Block, rest: Sequence[Block]) -> list[RawLink]:
    """Give what stands behind `Resources:`, on its line and below."""
    return [*followed(first.inline.links), *bare_links(first.inline), *resources_of(rest)]


def resources_of(blocks: Sequence[Block]) -> list[RawLink]:
    """Give all that a list of resources names, with or without a link."""
    links: list[RawLink] = []
    for block in blocks:
        if block.kind in LISTS:
            links += resources_of(block.children)
        else:
            parts = (block, *block.within())
            found = [link for part in parts for link in links_of(part.inline)]
            first = opening(block) if block.kind == "list_item" else None
            named = BOX.sub("", first.inline.text) if first and not first.inline.links else ""
            links += found or ([RawLink(named)] if WORD.search(named) else [])
    return by_name(links)


def by_name(links: Sequence[RawLink]) -> list[RawLink]:
    """Name what lies beside the file without an address, which nothing else could follow."""
    return [
        RawLink(link.title) if is_relative(link.url) and link.url else link for link in links
    ]


def links_of(inline: Inline) -> list[RawLink]:
    """Give the links of a text to something to learn from, bare addresses among them."""
    return [*followed(inline.links), *bare_links(inline)]


def bare_links(inline: Inline) -> list[RawLink]:
    """Give the addresses that stand in a text without being links of the document."""
    urls = [url for url in BARE_URL.findall(inline.outside) if is_url(url)]
    return [
        RawLink(without_url(inline.text, url), url) for url in urls if not is_chat_or_badge(url)
    ]


def without_url(text: str, url: str) -> str:
    """Give what a text says beside an address, or the address where that is nothing."""
    rest = clean(BOX.sub("", text.replace(url, " "))).strip(" -–—:()<>")
    return rest if WORD.search(rest) and len(rest) <= LONGEST_TITLE else url


def once(links: Sequence[RawLink]) -> tuple[RawLink, ...]:
    """Give links without those that lead to the same place as one before."""
    found: dict[str, RawLink] = {}
    for link in links:
        found.setdefault(link.url or link.title, link)
    return tuple(found.values())


def _is_word(word: str) -> bool:
    return WORD.search(word) is not None
