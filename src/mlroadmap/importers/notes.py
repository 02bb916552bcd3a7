"""A folder of notes, lessons or pages: each file is a topic, the folders are its stages.

That holds where the files are prose. Files that are lists of tasks are parts of a roadmap of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from mlroadmap.core.text import clean
from mlroadmap.importers.gathering import Gathering
from mlroadmap.importers.hours import split_hours
from mlroadmap.importers.markdown_blocks import Block, front_matter, parse_blocks
from mlroadmap.importers.markdown_links import links_of, once
from mlroadmap.importers.markdown_lists import is_box
from mlroadmap.importers.options import ImportOptions
from mlroadmap.importers.part_words import heading, is_about_itself, is_resources
from mlroadmap.importers.raw import RawLink, RawRoadmap, RawStep, RawTopic

LOOKED_FOR = "files of Markdown"
IN_A_NOTE = "in the text of a note: import that file alone to take them"

# From so many files on, a folder can be one of notes.
_FEWEST = 4
# So many letters of text make up for an item of a list.
_WORDS_A_LINK, _WORDS_AN_ITEM = 80, 20
_NUMBER = re.compile(r"^\d{1,4}(?:[-_. ]+|$)")
_DRAWING = ".excalidraw.md"
_AROUND = {
    "readme",
    "index",
    "_index",
    "_category",
    "_category_",
    "license",
    "contributing",
    "code_of_conduct",
}
_KIND = re.compile(r"^@([\w. -]{1,30})@")


def are_notes(files: Mapping[str, str]) -> bool:
    """Whether files of Markdown are prose: hardly a box, and more text than items."""
    texts = [t for path, t in files.items() if not (is_around(path) or _is_drawing(path, t))]
    if len(texts) < _FEWEST:
        return False
    prose = sum(map(_is_prose, texts))
    return 4 * prose >= 3 * len(texts)


def import_notes(files: Mapping[str, str], name: str, options: ImportOptions) -> RawRoadmap:
    """Make a topic of each file, in the order of their paths."""
    found = Gathering(name, LOOKED_FOR)
    for path, text in sorted(files.items(), key=lambda each: _order(each[0])):
        unit = ("file", path)
        if is_around(path) and len(files) > 1:
            found.expect("file", unit, (0, path), "about the folder, not the subject")
            continue
        if _is_drawing(path, text):
            found.expect("file", unit, (0, path), "a drawing")
            continue
        blocks = parse_blocks(text, options.base, options.notes)
        topic = _topic(path, text, blocks)
        found.expect("file", unit, (0, path))
        folders = PurePosixPath(path).parts[:-1]
        found.add([titled(folder) for folder in folders if folder != "content"], topic)
        _account(found, path, blocks)
    if found.has_topics:
        found.guess("each file is one topic, as the files are text and no lists of tasks")
    return found.roadmap()


def is_around(path: str) -> bool:
    """Whether a file is about its folder, by its name."""
    return PurePosixPath(path).stem.lower() in _AROUND


def titled(name: str) -> str:
    """Make a title of the name of a file or a folder: `02-linear_algebra` is Linear algebra."""
    bare = _NUMBER.sub("", name.partition("@")[0]) or name
    words = clean(re.sub(r"[-_]+", " ", bare)) if " " not in bare else clean(bare)
    return words[:1].upper() + words[1:]


def _is_drawing(path: str, text: str) -> bool:
    """Whether a file is a drawing of Obsidian's plugin Excalidraw."""
    return path.endswith(_DRAWING) or "excalidraw-plugin" in front_matter(text)


def _order(path: str) -> tuple[tuple[tuple[bool, int, str], ...], ...]:
    """Sort paths as people count: 2 comes before 10."""
    parts = (re.split(r"(\d+)", part.lower()) for part in PurePosixPath(path).parts)
    return tuple(
        tuple((not p.isdecimal(), int(p) if p.isdecimal() else 0, p) for p in part if p)
        for part in parts
    )


def _is_prose(text: str) -> bool:
    """Whether a text says more than it lists; items that are links weigh most."""
    blocks = list(_without_resources(parse_blocks(text[:20_000])))
    items = [
        block.children[0] for block in blocks if block.kind == "list_item" and block.children
    ]
    linked = sum(bool(item.inline.links) for item in items)
    words = sum(len(block.inline.text) for block in blocks if block.kind == "paragraph")
    weight = _WORDS_A_LINK * linked + _WORDS_AN_ITEM * (len(items) - linked)
    return not any(map(is_box, blocks)) and words >= weight


def _without_resources(document: Block) -> Iterator[Block]:
    """Go through all blocks but those under a heading such as `References`."""
    is_wanted = True
    for block in document.children:
        if block.kind == "heading":
            is_wanted = not is_resources(block.inline.text)
        if is_wanted:
            yield block
            yield from block.within()


def _topic(path: str, text: str, blocks: Block) -> RawTopic:
    headings = [block for block in blocks.children if block.kind == "heading"]
    first = headings[0] if headings else None
    stated = front_matter(text).get("title", "")
    # Of several headings of the highest level none is the title.
    alone = sum(block.level == 1 for block in headings) == 1
    is_title = first is not None and first.level == 1 and alone and not stated
    title = stated or (heading(first.inline.text) if first and is_title else "")
    title, hours = split_hours(title or titled(PurePosixPath(path).stem))
    rest = headings[1:] if is_title else headings
    steps = [heading(block.inline.text) for block in rest]
    return RawTopic(
        title=title,
        source=path,
        hours=hours,
        links=once(
            [link for block in blocks.within() for link in map(_named, links_of(block.inline))]
        ),
        steps=tuple(
            RawStep(words)
            for words in steps
            if words and not is_about_itself(words) and not is_resources(words)
        ),
    )


def _named(link: RawLink) -> RawLink:
    """Take the kind out of a link's title, as roadmap.sh writes it: `@video@Title`."""
    match = _KIND.match(link.title)
    return RawLink(link.title[match.end() :], link.url, match[1].lower()) if match else link


def _account(found: Gathering, path: str, blocks: Block) -> None:
    for at, block in enumerate(blocks.within()):
        if block.kind == "heading":
            found.expect("heading", (path, at), (block.line, block.inline.text))
        elif block.kind == "list_item":
            found.account.expect("text item", (path, at), block.line)
            found.account.leave((path, at), IN_A_NOTE)
        for link in links_of(block.inline):
            found.expect_links(link.url, block.line)
