"""Our own Markdown exports, for Obsidian too, read to the letter.

A title is only ever a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from mlroadmap.core.text import clean
from mlroadmap.formats.export_format import MARKDOWN_MARK, split_length
from mlroadmap.formats.export_links import RESOURCES_LABEL
from mlroadmap.formats.export_steps import STEPS_LABEL
from mlroadmap.importers.account import Account
from mlroadmap.importers.hours import hours_from_numbers
from mlroadmap.importers.markdown_account import account_of, leave_within, take_within
from mlroadmap.importers.markdown_blocks import BOX, Block, parse_blocks
from mlroadmap.importers.markdown_links import followed
from mlroadmap.importers.markdown_lists import LISTS, is_box, opening
from mlroadmap.importers.needs import read_needs
from mlroadmap.importers.own_links import is_resource_list, listed_links
from mlroadmap.importers.own_steps import items_in, listed_steps
from mlroadmap.importers.raw import (
    RawLink,
    RawRoadmap,
    RawSection,
    RawStage,
    RawTopic,
)
from mlroadmap.importers.reasons import STRUCK

LOOKED_FOR = "boxes (- [ ] ...) under headings, as mlroadmap export markdown writes them"

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TASK_FIELDS = re.compile(
    r" 🆔 (?P<id>[a-z0-9-]+)(?: ⛔ (?P<needs>[a-z0-9,-]+))?"
    rf"(?: 🛫 {_DAY} 📅 {_DAY})?(?: ✅ {_DAY})?$"
)
_TASK = re.compile(rf"- \[[ x-]\] \S.* \([0-9.]+ hours?\){_TASK_FIELDS.pattern}")
_NEEDS, _OUTCOME, _PROJECT = "Prerequisites:", "Outcome: ", "Kind: project"


def is_own_markdown(text: str) -> bool:
    """Whether a document bears the mark of our export."""
    return text.removeprefix("\ufeff").lstrip().startswith(MARKDOWN_MARK)


def is_own_tasks(text: str) -> bool:
    """Whether all boxes of a document are tasks of our export for Obsidian."""
    boxes = [line for line in text.splitlines() if line.startswith("- [")]
    return bool(boxes) and all(_TASK.fullmatch(line) for line in boxes)


def import_own_markdown(text: str, name: str) -> RawRoadmap:
    """Read an export, which may have been changed by hand; `name` stands in for no title."""
    document = parse_blocks(text)
    reader = _Reader(name, text.split("\n"), account_of(document))
    for block in document.children:
        reader.take(block)
    reader.account.take_rest("heading")
    stages = [RawStage(s.title, tuple(s.filled()), s.links, line=s.line) for s in reader.stages]
    return RawRoadmap(
        title=reader.title,
        stages=tuple(stage for stage in stages if stage.sections),
        left_out=reader.account.left_out(),
        looked_for=LOOKED_FOR,
        tallies=reader.account.tallies(),
    )


class _Section(Struct):
    title: str
    line: int
    topics: list[RawTopic] = field(default_factory=list)
    links: tuple[RawLink, ...] = ()


class _Stage(Struct):
    title: str
    line: int
    sections: list[_Section] = field(default_factory=list)
    links: tuple[RawLink, ...] = ()

    def filled(self) -> Iterator[RawSection]:
        """Give the sections that have topics."""
        for section in self.sections:
            if section.topics:
                yield RawSection(
                    section.title, tuple(section.topics), section.links, line=section.line
                )


class _Reader(Struct):
    """Reads an export block by block."""

    title: str
    lines: Sequence[str]
    account: Account
    stages: list[_Stage] = field(default_factory=list)

    def take(self, block: Block) -> None:
        """Take a heading or a list; the days of a stage belong to a plan, not to a roadmap."""
        words, line = block.inline.text, block.line
        match block.kind, block.level:
            case "heading", 1:
                self.title = words or self.title
            case "heading", 2:
                self.stages.append(_Stage(words, line))
            case "heading", _:
                self._stage(line).sections.append(_Section(words, line))
            case kind, _ if kind in LISTS:
                for item in block.children:
                    self._take_item(item)
            case _:
                pass

    def _stage(self, line: int) -> _Stage:
        if not self.stages:
            self.stages.append(_Stage(self.title, line))
        return self.stages[-1]

    def _take_item(self, item: Block) -> None:
        stage, first = self._stage(item.line), opening(item)
        if is_resource_list(item):
            place = stage.sections[-1] if stage.sections else stage
            place.links += listed_links(item)
            take_within(self.account, [item])
            return
        if not stage.sections:
            stage.sections.append(_Section(stage.title, stage.line))
        if first is None:
            return
        topic = _topic(item, first, clean(self.lines[item.line - 1][:1000]))
        if first.inline.is_struck:
            leave_within(self.account, item, STRUCK, what=topic.title)
        elif topic.title:
            stage.sections[-1].topics.append(topic)
            take_within(self.account, [item])


def _topic(item: Block, first: Block, source: str) -> RawTopic:
    text = first.inline.text
    box = BOX.match(text)
    words = text[box.end() :] if box else text
    task = _TASK_FIELDS.search(words)
    title, length = split_length(words[: task.start()] if task else words)
    says = list(items_in(item))
    outcomes = [text.removeprefix(_OUTCOME) for _, text in says if text.startswith(_OUTCOME)]
    return RawTopic(
        title=title,
        line=item.line,
        source=source,
        hours=hours_from_numbers("", length, ""),
        needs=(
            *(need for inner, text in says for need in _needs(inner, text)),
            *map(RawLink, task["needs"].split(",") if task and task["needs"] else ()),
        ),
        links=(
            *followed(first.inline.links),
            *(link for inner, _ in says for link in listed_links(inner)),
        ),
        covers=tuple(text for inner, text in says if not (_is_label(text) or is_box(inner))),
        outcome=outcomes[0] if outcomes else "",
        steps=tuple(step for inner, _ in says for step in listed_steps(inner)),
        done=box is not None and box[1] in "xX",
        is_project=any(text == _PROJECT for _, text in says),
        wanted_id=task["id"] if task else "",
    )


def _is_label(text: str) -> bool:
    return text == _PROJECT or text.startswith((_NEEDS, _OUTCOME, RESOURCES_LABEL, STEPS_LABEL))


def _needs(item: Block, text: str) -> Iterator[RawLink]:
    """Give one need for each item inside; what a person wrote on the line may be several."""
    if text.startswith(_NEEDS):
        yield from read_needs(text.removeprefix(_NEEDS))
        yield from (RawLink(title) for _, title in items_in(item))
