"""The steps in our own exports, read to the letter."""

from __future__ import annotations

from collections.abc import Iterator

from mlroadmap.formats.export_steps import (
    STEPS_LABEL,
    WrittenStep,
    read_step_line,
    with_detail,
)
from mlroadmap.importers.markdown_blocks import BOX, Block
from mlroadmap.importers.markdown_links import followed
from mlroadmap.importers.markdown_lists import LISTS, is_box, opening
from mlroadmap.importers.raw import RawLink, RawStep


def items_in(item: Block) -> Iterator[tuple[Block, str]]:
    """Go through the items of the lists inside an item, with their words."""
    for block in item.children:
        for inner in block.children if block.kind in LISTS else ():
            first = opening(inner)
            if first and first.inline.text:
                yield inner, first.inline.text


def listed_steps(item: Block) -> Iterator[RawStep]:
    """Read a box inside a topic as a step, or the items below the label of steps."""
    first = opening(item)
    if is_box(item):
        yield _step(item, first.inline.text if first else "")
    elif first and first.inline.text.startswith(STEPS_LABEL):
        yield from (_step(*each) for each in items_in(item))


def own_step(written: WrittenStep) -> RawStep:
    """Give a step as an export says it."""
    return RawStep(
        written.title,
        written.kind,
        RawLink(*written.link) if written.link else None,
        written.minutes,
        written.where,
        written.check,
        is_exact=True,
    )


def _step(item: Block, words: str) -> RawStep:
    """Read a step with what is said below it."""
    step = read_step_line(BOX.sub("", words, count=1))
    for inner, text in items_in(item):
        first = opening(inner)
        links = followed(first.inline.links) if first else ()
        step = (
            with_detail(step, text, (links[0].title, links[0].url) if links else None) or step
        )
    return own_step(step)
