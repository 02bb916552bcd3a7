"""Our own CSV export, read to the letter: a title is only ever a title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mlroadmap.formats.export_format import CSV_COLUMNS, FORMER_CSV_COLUMNS
from mlroadmap.formats.export_steps import read_step_cell
from mlroadmap.importers.account import Account
from mlroadmap.importers.hours import hours_from_numbers
from mlroadmap.importers.own_links import OwnLinks, cell_links
from mlroadmap.importers.own_steps import own_step
from mlroadmap.importers.raw import (
    SKIPPED,
    RawLink,
    RawRoadmap,
    RawSection,
    RawStage,
    RawTopic,
)
from mlroadmap.importers.rows import NO_TITLE
from mlroadmap.importers.wording import is_skipped, is_yes

LOOKED_FOR = "rows as mlroadmap export csv writes them"

Row = tuple[int, list[str]]


def is_own_header(headers: Sequence[str]) -> bool:
    """Whether a header is that of our export."""
    return tuple(headers) in {CSV_COLUMNS, *FORMER_CSV_COLUMNS}


def import_own_rows(rows: Iterable[Row], name: str) -> RawRoadmap:
    """Read the rows below the header, each with its line; `name` is the roadmap's title."""
    stages: dict[str, dict[str, list[RawTopic]]] = {}
    links = OwnLinks()
    account = Account()
    for line, values in rows:
        cells = dict.fromkeys(CSV_COLUMNS, "") | dict(zip(CSV_COLUMNS, values, strict=False))
        topic = _topic(cells, line, " | ".join(values))
        links.add(name, cells)
        account.expect("row", line, line, topic.title or topic.source)
        if not topic.title:
            account.leave(line, NO_TITLE)
        elif is_skipped(cells["state"]):
            account.leave(line, SKIPPED)
        else:
            account.take(line)
            stage = cells["stage"] or name
            sections = stages.setdefault(stage, {})
            sections.setdefault(cells["section"] or stage, []).append(topic)
    return RawRoadmap(
        title=name,
        stages=tuple(_stage(*stage, links) for stage in stages.items()),
        left_out=account.left_out(),
        looked_for=LOOKED_FOR,
        tallies=account.tallies(),
    )


def _topic(cells: dict[str, str], line: int, source: str) -> RawTopic:
    needs = (need.strip() for need in cells["needs"].split(";"))
    return RawTopic(
        title=cells["title"],
        line=line,
        source=source[:1000],
        hours=hours_from_numbers(
            cells["hours low"], cells["hours likely"], cells["hours high"]
        ),
        needs=tuple(RawLink(need) for need in needs if need),
        links=cell_links(cells["links"]),
        steps=tuple(map(own_step, read_step_cell(cells["steps"]))),
        outcome=cells["outcome"],
        done=is_yes(cells["state"]),
        is_project=cells["kind"] == "project",
        wanted_id=cells["id"],
    )


def _stage(title: str, sections: dict[str, list[RawTopic]], links: OwnLinks) -> RawStage:
    return RawStage(
        title,
        tuple(
            RawSection(name, tuple(topics), links=links.of_section(title, name))
            for name, topics in sections.items()
        ),
        links=links.of_stage(title),
    )
