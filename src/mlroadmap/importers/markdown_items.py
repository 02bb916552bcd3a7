"""Topics out of list items, paragraphs and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mlroadmap.importers.columns import Cell, read_columns, read_needs, read_row
from mlroadmap.importers.hours import read_hours, split_hours
from mlroadmap.importers.markdown_blocks import BOX, Block, Inline
from mlroadmap.importers.markdown_details import STRUCK, Details, details_of
from mlroadmap.importers.markdown_links import (
    BARE_URL,
    LONGEST_TITLE,
    WORD,
    followed,
    is_lone_link,
    links_of,
    once,
    pointers,
    without_url,
)
from mlroadmap.importers.markdown_outline import opening
from mlroadmap.importers.raw import SKIPPED, LeftOut, RawHours, RawTopic
from mlroadmap.importers.wording import is_link_word, split_done, split_prerequisites

_SEPARATOR = re.compile(r"\s*(?:[-–—:：]|\.\s)\s*")
_SENTENCE_END = re.compile(r"(?<=[\w)\]])(?:[.!?:;]\s|\s[-–—]\s)")


def is_box(item: Block) -> bool:
    """Whether a list item is a box to tick."""
    first = opening(item)
    return first is not None and BOX.match(first.inline.text) is not None


def topic_of_item(
    item: Block, place: str, source: str
) -> tuple[RawTopic | None, list[LeftOut]]:
    """Read a topic out of a list item; None when it has no words for a title."""
    first = opening(item)
    details = details_of(item.children[1:])
    topic = _topic(first.inline if first else Inline(), place, item.line, source, details)
    return topic, details.left_out


def topic_of_paragraph(block: Block, place: str, source: str) -> RawTopic:
    """Read a topic out of a paragraph that holds a lone link."""
    links = followed(block.inline.links)
    title = place if place and is_link_word(links[0].title) else links[0].title
    title, hours = split_hours(title)
    return RawTopic(
        title=title.rstrip(": "),
        line=block.line,
        source=source,
        hours=split_hours(block.inline.text)[1] or hours,
        links=once(links),
        done=split_done(block.inline.text)[1],
    )


def topics_of_table(table: Block, lines: Sequence[str]) -> Iterator[RawTopic | LeftOut]:
    """Read a topic out of each row of a table."""
    rows = [block for block in table.within() if block.kind == "tr"]
    columns = read_columns([cell.inline.text for cell in rows[0].children])
    for row in rows[1:]:
        cells = [_cell(cell) for cell in row.children]
        source = lines[row.line - 1] if row.line <= len(lines) else ""
        topic = read_row(columns, cells, row.line, source)
        if any(cell.inline.is_struck for cell in row.children):
            yield LeftOut(row.line, topic.title if topic else source, STRUCK)
        elif topic and columns.is_skipped(cells):
            yield LeftOut(row.line, topic.title, SKIPPED)
        elif topic is None:
            yield LeftOut(row.line, source, "a row without a title")
        else:
            yield topic


def _cell(cell: Block) -> Cell:
    """Read a cell; of several links that it holds and no more, the first is its title."""
    links = pointers(cell.inline.links)
    is_title = (
        len(links) > 1 and is_lone_link(cell) and cell.inline.text.startswith(links[0].title)
    )
    return Cell(links[0].title if is_title else cell.inline.text, tuple(links))


def _topic(
    inline: Inline, place: str, line: int, source: str, details: Details
) -> RawTopic | None:
    box = BOX.match(inline.text)
    text, needs = split_prerequisites(BOX.sub("", inline.text))
    text, hours = split_hours(text)
    text, ticked = split_done(text)
    title, rest = _title(text, inline)
    title, more_hours = split_hours(title)
    links = links_of(inline)
    for url in BARE_URL.findall(title):
        title = without_url(title, url)
    if is_link_word(title) and place:
        title = place
    title = title.rstrip(": ")
    if not WORD.search(title):
        return None
    notes = [note for note in (rest, *details.notes) if WORD.search(note)]
    return RawTopic(
        title=title,
        line=line,
        source=source,
        hours=_hours(hours or more_hours, details, rest),
        needs=(*read_needs(needs), *details.needs),
        links=once([*links, *details.links]),
        covers=tuple(details.covers),
        note=" ".join(notes),
        outcome=details.outcome,
        is_project=details.is_project,
        done=ticked or (box is not None and box[1] != " "),
    )


def _hours(found: RawHours | None, details: Details, rest: str) -> RawHours | None:
    if found:
        return found
    labelled = read_hours(*details.durations) if details.durations else None
    return labelled or split_hours(f"- {rest}")[1]


def _title(text: str, inline: Inline) -> tuple[str, str]:
    """Split what an item says into a title and the rest."""
    lead = BOX.sub("", inline.lead)
    starts = [lead.rstrip(": "), *(link.title for link in inline.links[:1])]
    for start in starts:
        rest = text[len(start) :]
        if start and text.startswith(start) and (not rest or _SEPARATOR.match(rest)):
            return start, _SEPARATOR.sub("", rest, count=1)
    if len(text) <= LONGEST_TITLE:
        return text, ""
    end = _SENTENCE_END.search(text)
    if end and end.start() <= LONGEST_TITLE:
        return text[: end.start()], text[end.end() :]
    words = text[: LONGEST_TITLE - 3].rpartition(" ")[0] or text[: LONGEST_TITLE - 3]
    return f"{words}...", text
