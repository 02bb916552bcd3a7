"""What stands inside of a topic's list item, below its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct, field

from mlroadmap.importers.account import Account
from mlroadmap.importers.hours import read_hours
from mlroadmap.importers.markdown_account import leave_within, take_within
from mlroadmap.importers.markdown_blocks import BOX, Block
from mlroadmap.importers.markdown_links import (
    WORD,
    announced_resources,
    announces_resources,
    followed,
    links_of,
    pointers,
)
from mlroadmap.importers.markdown_lists import LISTS, is_box, opening
from mlroadmap.importers.needs import parts_of_need, read_needs
from mlroadmap.importers.raw import RawLink, RawStep
from mlroadmap.importers.reasons import NO_WORDS, STRUCK
from mlroadmap.importers.wording import (
    after_covers,
    after_duration,
    after_outcome,
    after_prerequisites,
    is_project,
)


class Details(Struct):
    """What stands inside of a topic's item, below its title."""

    account: Account
    steps: list[RawStep] = field(default_factory=list)
    links: list[RawLink] = field(default_factory=list)
    needs: list[RawLink] = field(default_factory=list)
    durations: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    covers: list[str] = field(default_factory=list)
    outcome: str = ""
    is_project: bool = False


def details_of(blocks: Sequence[Block], account: Account) -> Details:
    """Read what is said about a topic below its title."""
    details = Details(account)
    _read_details(blocks, details)
    return details


def _read_details(blocks: Sequence[Block], details: Details) -> None:
    for at, block in enumerate(blocks):
        if block.kind in LISTS and not (at and _is_label(blocks[at - 1])):
            for item in block.children:
                _read_item(item, details, is_numbered=block.kind == "ordered_list")
        elif block.kind == "table":
            _read_rows(block, details)
        elif block.kind == "heading":
            details.account.take(id(block))
            details.notes.append(block.inline.text)
        elif block.kind == "paragraph" and not _take_label(
            block, _list_behind(blocks, at), details
        ):
            details.notes.append(block.inline.text)
            details.links += links_of(block.inline)


def _list_behind(blocks: Sequence[Block], at: int) -> Sequence[Block]:
    behind = blocks[at + 1 : at + 2]
    return behind if behind and behind[0].kind in LISTS else ()


def _is_label(block: Block) -> bool:
    """Whether a paragraph ends in a colon that its list has been taken with."""
    text = block.inline.text
    return announces_resources(block, ()) or after_prerequisites(text) is not None


def _read_item(item: Block, details: Details, *, is_numbered: bool) -> None:
    """Read an item as a step; a mere link is one where it has a box or a number."""
    first = opening(item)
    if first is None:
        return
    if first.inline.is_struck:
        leave_within(details.account, item, STRUCK)
        return
    taken = _take_label(first, item.children[1:], details)
    if taken == "":
        text = BOX.sub("", first.inline.text).rstrip(": ")
        links = followed(first.inline.links)
        is_task = is_numbered or is_box(item) or WORD.search(first.inline.outside) is not None
        is_link = bool(links) and not is_task
        if WORD.search(text) and not is_link:
            details.steps.append(
                RawStep(text, link=RawLink("", links[0].url) if links else None)
            )
        elif not is_link:
            details.account.leave(id(item), NO_WORDS)
        details.links += links_of(first.inline)
    if taken != "all":
        _read_details(item.children[1:], details)
    details.account.take(id(item))


def _read_rows(table: Block, details: Details) -> None:
    """Make a step of each row of a table inside a topic."""
    head, *rows = [block for block in table.within() if block.kind == "tr"]
    details.account.take(*map(id, head.children))
    for row in rows:
        text = ", ".join(cell.inline.text for cell in row.children if cell.inline.text)
        details.links += (link for cell in row.children for link in links_of(cell.inline))
        if WORD.search(text):
            details.steps.append(RawStep(text))
            details.account.take(id(row))


def _take_label(
    block: Block, inside: Sequence[Block], details: Details
) -> Literal["", "line", "all"]:
    """Take a line such as `Prerequisites: ...`, `Effort: ...` or `Resources:`.

    Says whether nothing was taken, the line, or all that is inside too.
    """
    text = BOX.sub("", block.inline.text)
    needs, duration, outcome = (
        after_prerequisites(text), after_duration(text), after_outcome(text),
    )  # fmt: skip
    if needs is not None:
        details.needs += read_needs(needs, pointers(block.inline.links))
        for item in (each for inner in inside for each in inner.within()):
            first = opening(item) if item.kind == "list_item" else None
            if first:
                details.needs += read_needs(first.inline.text, pointers(first.inline.links))
                details.account.take(id(item))
        return "all"
    if announces_resources(block, inside):
        details.links += announced_resources(block, inside)
        take_within(details.account, inside)
        return "all"
    if duration is not None and (read_hours(duration) or _is_duration(duration)):
        details.durations.append(duration)
    elif after_covers(text) is not None:
        details.covers += parts_of_need(after_covers(text) or "")
    elif outcome is not None and not details.outcome:
        details.outcome = outcome
    elif is_project(text):
        details.is_project = True
    else:
        return ""
    return "line"


def _is_duration(text: str) -> bool:
    return re.match(r"[~≈]?\s*[0-9]", text) is not None
