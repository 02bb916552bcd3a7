"""Trello boards, as CSV or JSON: a card is a topic, a checklist item a step of it.

Lists are the stages, unless they are states of work (`To do`, `Doing`, `Done`): then labels
are, and cards in a list such as `Done` are done.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from mlroadmap.core.text import clean
from mlroadmap.importers.columns import LETTER
from mlroadmap.importers.gathering import Gathering
from mlroadmap.importers.hours import split_hours
from mlroadmap.importers.links import urls_in
from mlroadmap.importers.raw import RawLink, RawRoadmap, RawStep, RawTopic
from mlroadmap.importers.reasons import ARCHIVED
from mlroadmap.importers.wording import is_yes

LOOKED_FOR = "cards of a board"
_STATES = re.compile(
    r"(?:to[ -]?do|doing|done|in progress|backlog|next(?: up)?|ready|blocked|review(?:ing)?|"
    r"completed?|finished|this week|today|later|someday|on hold|waiting|archive)\W*",
    re.IGNORECASE,
)
_DONE = re.compile(r"(?:done|completed?|finished)\W*", re.IGNORECASE)
_COLOUR = re.compile(r"\s*\([a-z_ ]{2,20}\)$")
# Far below the longest field that the csv module takes.
_LONGEST_LABELS = 10_000
_COLUMNS = {"Card Name", "List Name"}


class _Card(Struct, frozen=True):
    name: str
    list_name: str
    line: int = 0
    text: str = ""
    url: str = ""
    labels: tuple[str, ...] = ()
    is_done: bool = False
    is_archived: bool = False
    steps: tuple[RawStep, ...] = ()


def is_trello_header(headers: Sequence[str]) -> bool:
    """Whether a table is a Trello board."""
    return set(headers) >= _COLUMNS


def is_trello_board(data: object) -> bool:
    """Whether JSON is a Trello board."""
    return isinstance(data, dict) and {"cards", "lists"} <= data.keys()


def import_trello_rows(rows: Sequence[tuple[int, Sequence[str]]], name: str) -> RawRoadmap:
    """Read the rows of a board below their header."""
    headers = [clean(header) for header in rows[0][1]]
    cards = []
    board = ""
    for line, values in rows[1:]:
        cells = dict(zip(headers, values, strict=False))
        board = board or clean(cells.get("Board Name", ""))
        cards.append(
            _Card(
                name=clean(cells["Card Name"]) if "Card Name" in cells else "",
                list_name=clean(cells.get("List Name", "")),
                line=line,
                text=cells.get("Card Description", ""),
                url=clean(cells.get("Card URL", "")),
                labels=tuple(_labels(cells.get("Labels", ""))),
                is_done=is_yes(cells.get("Due Complete", "")),
                is_archived=is_yes(cells.get("Archived", "")),
            )
        )
    return _roadmap(cards, board or name)


def import_trello_board(data: Mapping[str, Any], name: str) -> RawRoadmap:
    """Read a board of JSON; what is not of the form that Trello writes is passed over."""
    lists = {each.get("id"): each for each in _objects(data, "lists")}
    steps: dict[object, list[RawStep]] = {}
    for checklist in _objects(data, "checklists"):
        for item in _objects(checklist, "checkItems"):
            title = _text(item, "name")
            if title:
                steps.setdefault(checklist.get("idCard"), []).append(RawStep(title))
    cards = []
    for card in _objects(data, "cards"):
        home = lists.get(card.get("idList"), {})
        cards.append(
            _Card(
                name=_text(card, "name"),
                list_name=_text(home, "name"),
                text=str(card.get("desc") or ""),
                url=_text(card, "shortUrl") or _text(card, "url"),
                labels=tuple(
                    filter(None, (_text(x, "name") for x in _objects(card, "labels")))
                ),
                is_done=card.get("dueComplete") is True,
                is_archived=card.get("closed") is True or home.get("closed") is True,
                steps=tuple(steps.get(card.get("id"), ())),
            )
        )
    return _roadmap(cards, _text(data, "name") or name)


def _roadmap(cards: Sequence[_Card], name: str) -> RawRoadmap:
    found = Gathering(name, LOOKED_FOR)
    lists = {card.list_name for card in cards if not card.is_archived}
    are_states = bool(lists) and all(_STATES.fullmatch(title) for title in lists)
    for number, card in enumerate(cards, start=1):
        is_named = LETTER.search(card.name) is not None
        reason = ARCHIVED if card.is_archived else "" if is_named else "no name"
        found.expect("card", number, (card.line, card.name), reason)
        for at, step in enumerate(card.steps):
            found.expect("step", (number, at), (card.line, step.title), reason)
        if not reason:
            label = card.labels[0] if card.labels else ""
            found.add([label if are_states else card.list_name], _topic(card, number))
    return found.roadmap()


def _topic(card: _Card, number: int) -> RawTopic:
    title, hours = split_hours(card.name)
    links = [RawLink(title, url) for url in urls_in(card.text)]
    if card.url:
        links.append(RawLink("Trello card", card.url))
    return RawTopic(
        title=title,
        line=card.line,
        source=f"card {number}",
        hours=hours,
        links=tuple(links),
        steps=card.steps,
        note=clean(card.text),
        done=card.is_done or _DONE.fullmatch(card.list_name) is not None,
    )


def _labels(text: str) -> Iterator[str]:
    """Give the names of labels, each without the colour behind it."""
    for label in next(csv.reader([clean(text[:_LONGEST_LABELS])], skipinitialspace=True), []):
        name = _COLOUR.sub("", clean(label))
        if name:
            yield name


def _objects(data: Mapping[str, Any], name: str) -> Iterable[Mapping[str, Any]]:
    found = data.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _text(data: Mapping[str, Any], name: str) -> str:
    found = data.get(name)
    return clean(found) if isinstance(found, str) else ""
