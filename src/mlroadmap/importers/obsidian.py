"""What Obsidian and its plugins write into a line of text: wikilinks and fields of tasks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from msgspec import Struct

from mlroadmap.core.text import clean
from mlroadmap.importers.hours import read_hours
from mlroadmap.importers.raw import RawHours, RawLink

WIKILINK = re.compile(
    r"!?\[\[([^\[\]|#^]{1,300})(?:[#^][^\[\]|]{0,300})?(?:\|([^\[\]]{1,300}))?\]\]"
)
# Where a link to another note leads.
NOTE = "note:"

_DATES = r"(?:📅|⏳|🛫|➕|✅|❌|🗓️?|📆)\ufe0f?\s*\d{4}-\d\d-\d\d"
_PRIORITY = r"[🔺⏫🔼🔽⏬]\ufe0f?"
_REPEAT = r"🔁\ufe0f?\s*(?:every[^📅⏳🛫➕✅❌🆔⛔]*)?"
_IDS = r"(?:🆔\s*(?P<id>[\w-]+)|⛔\ufe0f?\s*(?P<needs>[\w-]+(?:\s*,\s*[\w-]+)*)|🏁\s*\w+)"
_FIELD = re.compile(rf"\s*(?:{_DATES}|{_PRIORITY}|{_REPEAT}|{_IDS})")
_INLINE = re.compile(r"\s*[\[(](?P<name>[\w -]{1,40})::\s*(?P<value>[^\[\]()]{0,200})[\])]")
_COMMENT = re.compile(r"\s*%%.*?%%")
_BLOCK = re.compile(r"\s\^[\w-]+$")
_TAG = re.compile(r"(?<!\S)#[^\s#\d][^\s#]*")
_EFFORTS = {"hours", "time", "effort", "estimate", "duration", "estimated"}


class TaskFields(Struct, frozen=True):
    """What a task's line says beside its words."""

    id: str = ""
    needs: tuple[str, ...] = ()
    hours: RawHours | None = None
    is_done: bool = False


def split_task_fields(text: str) -> tuple[str, TaskFields]:
    """Take fields, tags, comments and marks of blocks out of the line of a task."""
    if not _MARKS.search(text):
        return text, TaskFields()
    wanted, needs = "", []
    for match in _FIELD.finditer(text):
        wanted = match["id"] or wanted
        needs += [need.strip() for need in (match["needs"] or "").split(",") if need.strip()]
    inline = {m["name"].strip().lower(): m["value"].strip() for m in _INLINE.finditer(text)}
    effort = next((inline[name] for name in inline if name in _EFFORTS), "")
    rest = _BLOCK.sub("", _COMMENT.sub("", _INLINE.sub("", _FIELD.sub("", text))))
    hours = read_hours(f"{effort} hours" if re.fullmatch(r"[\d.,]+", effort) else effort)
    needs += [need.strip() for need in inline.get("dependson", "").split(",") if need.strip()]
    fields = TaskFields(wanted or inline.get("id", ""), tuple(needs), hours, "✅" in text)
    return clean(_TAG.sub("", rest)), fields


_MARKS = re.compile(r"[📅⏳🛫➕✅❌🆔⛔🔁🔺⏫🔼🔽⏬🏁]|::|%%|\s\^[\w-]+$|(?<!\S)#[^\s#\d]")


def note_links(text: str, notes: Collection[str]) -> Iterator[RawLink]:
    """Give the wikilinks of a text; one of `notes` leads elsewhere in what is imported."""
    for match in WIKILINK.finditer(text):
        target = match[1].strip()
        name = target.rpartition("/")[2]
        is_near = name.removesuffix(".md").casefold() in notes
        yield RawLink(clean(match[2] or name), f"{'#' if is_near else ''}{NOTE}{target}")


def without_wikilinks(text: str) -> str:
    """Write the words of wikilinks in their places."""
    return WIKILINK.sub(lambda match: match[2] or match[1].rpartition("/")[2], text)
