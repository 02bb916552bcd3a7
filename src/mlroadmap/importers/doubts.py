"""Whether what came of an import looks like something to study."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlroadmap.core.text import count, excerpt
from mlroadmap.importers.account import joined_tallies
from mlroadmap.importers.raw import RawRoadmap
from mlroadmap.importers.reasons import ABOUT, EXPECTED

# What people study is in these; headings, links and columns are about it.
_STUDY = {
    "box", "item", "row", "card", "task", "line", "object", "video", "headline", "topic",
}  # fmt: skip
_MOST_LINKS = 1_000
_FEW_ITEMS = 10
_ODD = re.compile(
    r"[\W\d_]+|(?=\S*\d)(?=\S*[A-Za-z])[\w-]{8,}|[0-9a-f-]{16,}|</?\w.*|https?://\S+|\#\w+:.*"
)


def doubts(raw: RawRoadmap) -> Iterator[str]:
    """Say what makes a result doubtful: losses, titles that are none, mere lists of links."""
    tallies = [tally for tally in joined_tallies(iter(raw.tallies)) if tally.kind in _STUDY]
    topics = list(raw.topics)
    taken = max(sum(tally.taken for tally in tallies), len(topics))
    # What is about the document is no study, unless there is far too much of it to be that.
    about, lost = _lost(raw, is_about=True), _lost(raw, is_about=False)
    if lost <= max(taken, _FEW_ITEMS) and about > max(2 * taken, _FEW_ITEMS):
        lost = about
    if lost > max(taken, _FEW_ITEMS):
        yield f"{lost:,} of {lost + taken:,} items are left out, more than are taken"
    odd = [topic.title for topic in topics if _ODD.fullmatch(topic.title)]
    if 2 * len(odd) > len(topics):
        shown = ", ".join(map(excerpt, odd[:3]))
        titles = count(len(topics), "title")
        yield f"{len(odd):,} of {titles} are numbers, ids or markup: {shown}"
    for stage in raw.stages:
        inside = [topic for section in stage.sections for topic in section.topics]
        links = sum(bool(topic.links) and topic.hours is None for topic in inside)
        if len(inside) >= _MOST_LINKS and 10 * links >= 9 * len(inside):
            yield f"the stage {excerpt(stage.title)} is a list of {links:,} links"


def _lost(raw: RawRoadmap, *, is_about: bool) -> int:
    """Count what is left out though somebody might study it."""
    return sum(
        left.number
        for left in raw.left_out
        if left.kind in _STUDY
        and left.reason not in EXPECTED
        and (left.reason == ABOUT) == is_about
    )
