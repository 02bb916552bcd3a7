"""The items of lists: their words and boxes, and what those beside one another say of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from mlroadmap.importers.markdown_blocks import BOX, Block

LISTS = {"bullet_list", "ordered_list"}

_LABEL = re.compile(r"([^\W\d][\w /-]{0,30})[:：]\s")


def is_box(item: Block) -> bool:
    """Whether a block is a list item with a box to tick."""
    first = opening(item) if item.kind == "list_item" else None
    return first is not None and BOX.match(first.inline.text) is not None


def opening(item: Block) -> Block | None:
    """Give the first block of a list item, which holds its words."""
    return item.children[0] if item.children else None


class ItemsOfList:
    """The items of one list, each seen against those beside it."""

    def __init__(self, items: Sequence[Block]) -> None:
        self._number = len(items)
        self._leading = sum(map(_leads, items))
        self._labels = Counter(label for item in items for label in set(_labels(item)))

    def is_group(self, item: Block) -> bool:
        """Whether an item such as `Videos:` holds links like those beside it.

        Where nothing beside it is a link, each such item is a topic with its resources.
        """
        first = item.children[0]
        is_label = first.inline.text.endswith((":", "：")) and not first.inline.links
        inside = _inside(item)
        return (
            is_label
            and _are_most(sum(map(_leads, inside)), len(inside))
            and _are_most(self._leading, self._number - 1)
        )

    def is_described(self, item: Block) -> bool:
        """Whether what is listed in an item describes it, as it does those beside it.

        Then the lines begin with the same labels: `Topics: ...`, `Goals: ...`.
        """
        own = _labels(item)
        is_shared = any(self._labels[label] > 1 for label in own)
        has_only_labels = len(own) > 1 and "" not in own and len(set(own)) == len(own)
        return is_shared and has_only_labels and not any(map(is_box, item.within()))


def _inside(item: Block) -> list[Block]:
    return [inner for block in item.children[1:] for inner in block.children]


def _labels(item: Block) -> list[str]:
    """Give the label of each line in an item, empty for one without."""
    texts = [inner.children[0].inline.text for inner in _inside(item) if inner.children]
    found = (_LABEL.match(BOX.sub("", text)) for text in texts)
    return [match[1].lower() if match else "" for match in found]


def _leads(item: Block) -> bool:
    return bool(item.children and item.children[0].inline.links)


def _are_most(some: int, number: int) -> bool:
    return number > 1 and 2 * some > number
