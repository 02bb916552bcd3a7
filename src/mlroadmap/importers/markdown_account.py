"""The account of a Markdown document: its headings, boxes, items, rows, columns and links."""

from __future__ import annotations

from collections.abc import Sequence

from mlroadmap.importers.account import Account
from mlroadmap.importers.markdown_blocks import BOX, Block
from mlroadmap.importers.markdown_lists import is_box, opening


def account_of(document: Block) -> Account:
    """Count every heading, box, item, row, column and link of a document."""
    account = Account()
    for block in document.within():
        kind, words = _unit(block)
        if kind:
            account.expect(kind, id(block), block.line, words)
        for at, link in enumerate(block.inline.links):
            account.expect("link", (id(block), at), block.line, link.title)
    return account


def _unit(block: Block) -> tuple[str, str]:
    """Give the kind and the words of what the account counts; empty for anything else."""
    first = opening(block)
    if block.kind == "heading" and block.inline.text:
        return "heading", block.inline.text
    if block.kind == "list_item" and first:
        words = BOX.sub("", first.inline.text, count=1)
        return "box" if is_box(block) else "item", words
    if block.kind == "th":
        return "column", block.inline.text
    if block.kind == "tr" and first and first.kind == "td":
        return "row", " | ".join(filter(None, (cell.inline.text for cell in block.children)))
    return "", ""


def take_within(account: Account, blocks: Sequence[Block]) -> None:
    """Mark all items within blocks as taken."""
    for block in blocks:
        account.take(id(block), *map(id, block.within()))


def leave_within(
    account: Account, block: Block, reason: str, under: str = "", what: str = ""
) -> None:
    """Leave out a block with all that is in it, links included."""
    account.leave(id(block), reason, under, what)
    for inner in (block, *block.within()):
        account.leave(id(inner), reason, under)
        for at, _ in enumerate(inner.inline.links):
            account.leave((id(inner), at), reason, under)
