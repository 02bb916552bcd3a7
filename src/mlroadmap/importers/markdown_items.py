"""Topics out of list items, paragraphs and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from mlroadmap.core.text import clean
from mlroadmap.importers.account import Account
from mlroadmap.importers.columns import Cell, Columns, cell_of, read_columns
from mlroadmap.importers.hours import read_hours, split_hours
from mlroadmap.importers.links import BARE_URL
from mlroadmap.importers.markdown_blocks import BOX, Block, Inline
from mlroadmap.importers.markdown_details import Details, details_of
from mlroadmap.importers.markdown_links import (
    LONGEST_TITLE,
    WORD,
    bare_links,
    followed,
    is_lone_link,
    links_of,
    once,
    pointers,
    without_url,
)
from mlroadmap.importers.markdown_lists import opening
from mlroadmap.importers.markdown_outline import Part
from mlroadmap.importers.names import is_id
from mlroadmap.importers.needs import read_needs
from mlroadmap.importers.obsidian import split_task_fields
from mlroadmap.importers.options import ImportOptions
from mlroadmap.importers.raw import RawHours, RawLink, RawTopic
from mlroadmap.importers.reasons import NO_WORDS, STRUCK
from mlroadmap.importers.rows import RowReader, account_for_columns
from mlroadmap.importers.wording import is_link_word, split_done, split_prerequisites

_SEPARATOR = re.compile(r"\s*(?:[-–—:：]|\.\s)\s*")
# Less than that is a label, such as `Project: ...`.
_SHORTEST_SENTENCE = 15
_SENTENCE_END = re.compile(r"(?<=[\w)\]])(?:[.!?:;]\s|\s[-–—]\s)")


def topic_of_item(item: Block, place: str, source: str, account: Account) -> RawTopic | None:
    """Read a topic out of a list item; None when it has no words for a title."""
    first = opening(item)
    details = details_of(item.children[1:], account)
    topic = _topic(first.inline if first else Inline(), place, item.line, source, details)
    if topic:
        account.take(id(item))
    else:
        account.leave(id(item), NO_WORDS)
    return topic


def topic_of_line(block: Block, source: str, account: Account) -> RawTopic | None:
    """Read a topic out of a line of text that ends with a length."""
    return _topic(block.inline, "", block.line, source, Details(account))


def topic_of_part(part: Part, source: str, account: Account) -> RawTopic | None:
    """Read a topic out of a heading; lists below it are its steps."""
    details = details_of(part.blocks, account)
    topic = _topic(part.inline, "", part.line, source, details)
    return topic and replace(topic, title=part.title, hours=topic.hours or part.hours)


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


def topics_of_table(
    table: Block, columns: Columns, lines: Sequence[str], account: Account
) -> Iterator[tuple[RawTopic, tuple[str, ...]]]:
    """Read a topic out of each row of a table, with the stage and section it names."""
    rows = [block for block in table.within() if block.kind == "tr"]
    account_for_columns(columns, [id(cell) for cell in rows[0].children], account)
    read = [[_cell(cell) for cell in row.children] for row in rows[1:]]
    reader = RowReader(columns, read)
    for row, cells in zip(rows[1:], read, strict=True):
        source = clean(lines[row.line - 1][:1000]) if row.line <= len(lines) else ""
        if any(cell.inline.is_struck for cell in row.children):
            account.leave(id(row), STRUCK, what=columns.title(cells))
            continue
        topic = reader.read(cells, row.line, source, (account, id(row)))
        if topic:
            yield topic, reader.path(cells)


def columns_of(table: Block, options: ImportOptions) -> Columns:
    """Find out what the columns of a table mean."""
    rows = [block for block in table.within() if block.kind == "tr"]
    samples = [[cell.inline.text for cell in row.children] for row in rows[1:50]]
    return read_columns([cell.inline.text for cell in rows[0].children], samples, options)


def _cell(cell: Block) -> Cell:
    """Read a cell; of several links that it holds and no more, the first is its title."""
    links = [*pointers(cell.inline.links), *bare_links(cell.inline)]
    is_title = (
        len(links) > 1 and is_lone_link(cell) and cell.inline.text.startswith(links[0].title)
    )
    if is_title:
        return Cell(links[0].title, tuple(links))
    return cell_of(cell.inline.lines, tuple(links))


def _topic(
    inline: Inline, place: str, line: int, source: str, details: Details
) -> RawTopic | None:
    box = BOX.match(inline.text)
    text, fields = split_task_fields(BOX.sub("", inline.text))
    text, needs = split_prerequisites(text)
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
        hours=_hours(hours or more_hours or fields.hours, details, rest),
        needs=(*read_needs(needs), *map(RawLink, fields.needs), *details.needs),
        links=once([*links, *details.links]),
        covers=tuple(details.covers),
        steps=tuple(details.steps),
        note=" ".join(notes),
        outcome=details.outcome,
        is_project=details.is_project,
        done=ticked or fields.is_done or (box is not None and box[1] in "xX"),
        wanted_id=fields.id if is_id(fields.id) else "",
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
    ends = _SENTENCE_END.finditer(text[: LONGEST_TITLE + 3])
    end = next((end for end in ends if end.start() >= _SHORTEST_SENTENCE), None)
    if end:
        return text[: end.start()], text[end.end() :]
    words = text[: LONGEST_TITLE - 3].rpartition(" ")[0] or text[: LONGEST_TITLE - 3]
    return f"{words}...", text
