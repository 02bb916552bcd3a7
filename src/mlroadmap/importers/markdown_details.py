"""What stands inside of a topic's list item, below its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from mlroadmap.importers.columns import read_needs
from mlroadmap.importers.hours import read_hours
from mlroadmap.importers.markdown_blocks import BOX, Block
from mlroadmap.importers.markdown_links import (
    WORD,
    announced_resources,
    announces_resources,
    followed,
    is_lone_link,
    links_of,
    pointers,
)
from mlroadmap.importers.markdown_outline import LISTS, opening
from mlroadmap.importers.raw import LeftOut, RawLink
from mlroadmap.importers.wording import (
    after_duration,
    after_outcome,
    after_prerequisites,
    is_project,
)

STRUCK = "struck through"


class Details(Struct):
    """What stands inside of a topic's item, below its title."""

    covers: list[str] = field(default_factory=list)
    links: list[RawLink] = field(default_factory=list)
    needs: list[RawLink] = field(default_factory=list)
    durations: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    outcome: str = ""
    is_project: bool = False
    left_out: list[LeftOut] = field(default_factory=list)


def details_of(blocks: Sequence[Block]) -> Details:
    """Read what is said about a topic below its title."""
    details = Details()
    _read_details(blocks, details)
    return details


def _read_details(blocks: Sequence[Block], details: Details) -> None:
    for at, block in enumerate(blocks):
        if block.kind in LISTS and not (at and _is_label(blocks[at - 1])):
            for item in block.children:
                _read_item(item, details)
        elif block.kind == "paragraph" and not _take_label(block, blocks[at + 1 :], details):
            details.notes.append(block.inline.text)
            details.links += links_of(block.inline)


def _is_label(block: Block) -> bool:
    """Whether a paragraph ends in a colon that its list has been taken with."""
    text = block.inline.text
    return announces_resources(block, ()) or after_prerequisites(text) is not None


def _read_item(item: Block, details: Details) -> None:
    first = opening(item)
    if first is None:
        return
    if first.inline.is_struck:
        details.left_out.append(LeftOut(item.line, first.inline.text, STRUCK))
    elif not _take_label(first, item.children[1:], details):
        text = BOX.sub("", first.inline.text).rstrip(": ")
        links = followed(first.inline.links)
        if WORD.search(text) and not (links and is_lone_link(first)):
            details.covers.append(text)
        details.links += links_of(first.inline)
        _read_details(item.children[1:], details)


def _take_label(block: Block, inside: Sequence[Block], details: Details) -> bool:
    """Take a line such as `Prerequisites: ...`, `Effort: ...` or `Resources:`."""
    text = BOX.sub("", block.inline.text)
    needs, duration = after_prerequisites(text), after_duration(text)
    if needs is not None:
        details.needs += read_needs(needs, pointers(block.inline.links))
        for inner in inside:
            for item in inner.children:
                first = opening(item)
                if first:
                    details.needs += read_needs(first.inline.text, pointers(first.inline.links))
        return True
    if duration is not None and (read_hours(duration) or _is_duration(duration)):
        details.durations.append(duration)
        return True
    outcome = after_outcome(text)
    if outcome is not None and not details.outcome:
        details.outcome = outcome
        return True
    if is_project(text):
        details.is_project = True
        return True
    if announces_resources(block, inside):
        details.links += announced_resources(block, inside)
        return True
    return False


def _is_duration(text: str) -> bool:
    return re.match(r"[~≈]?\s*[0-9]", text) is not None
