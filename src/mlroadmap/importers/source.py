"""A file or a folder of files: what belongs together, and the parts put together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from msgspec.structs import replace

from mlroadmap.core.text import clean, excerpt
from mlroadmap.importers.kinds import JSON, MARKDOWN, TEXTS, import_file, suffix_of
from mlroadmap.importers.notes import are_notes, import_notes, is_around
from mlroadmap.importers.notion import import_notion, is_notion
from mlroadmap.importers.options import DEFAULT, ImportOptions
from mlroadmap.importers.raw import LeftOut, RawRoadmap, SourceError
from mlroadmap.importers.roadmapsh import is_contents, is_drawing_text
from mlroadmap.importers.together import together

TOPIC_LIMIT = 20_000

_CONTENT_FOLDER = "content"
_CONTENT_NAME = re.compile(r".+@[\w-]{1,40}\.md")
_NOT_A_ROADMAP = "no roadmap, but a file that belongs to the drawing"
_VARIANT = "another drawing than the one of the folder's name: import it by itself"
_LOOKED_FOR = (
    "Markdown, CSV, JSON, Org, todo.txt, Anki notes, spreadsheets and PDF with task-list "
    "boxes, rows, list items, cards, lessons or lines that name units"
)

Content = str | bytes


def import_files(
    files: Mapping[str, Content], name: str, options: ImportOptions = DEFAULT
) -> RawRoadmap:
    """Read the contents of files by their paths in a folder, or of a single file.

    A folder of prose has a topic a file. Of other folders each file is a part of the
    roadmap, in the order of their names; content files belong to the drawing beside them.
    Raises SourceError, which names the file, for one that cannot be read, for none at all,
    and for too many topics.
    """
    if not files:
        raise SourceError(f"There is nothing to import. Looked for {_LOOKED_FOR}.")
    raw = _import_all(files, name, options)
    _check(raw)
    return raw


def _import_all(files: Mapping[str, Content], name: str, options: ImportOptions) -> RawRoadmap:
    texts = {path: text for path, text in files.items() if isinstance(text, str)}
    if len(files) > 1 and is_notion(files):
        return import_notion(texts, name, options)
    drawings = [path for path, text in texts.items() if _is_drawing(path, text)]
    if drawings and len(files) > 1:
        return _import_drawings(texts, drawings, name, options)
    notes = {path: text for path, text in texts.items() if suffix_of(path) in MARKDOWN}
    is_text = all(path in notes or is_around(path) for path in files)
    if len(files) > 1 and is_text and are_notes(notes):
        return import_notes(texts, name, options)
    known = frozenset(PurePosixPath(path).stem.casefold() for path in notes)
    options = replace(options, notes=known)
    parts = [
        (path, _import(path, content, {}, options)) for path, content in sorted(files.items())
    ]
    return parts[0][1] if len(parts) == 1 else together(parts, name, _LOOKED_FOR)


def _import_drawings(
    texts: Mapping[str, str], drawings: list[str], name: str, options: ImportOptions
) -> RawRoadmap:
    """Read drawings with the files that say more about their topics.

    Of several in one folder, the one that is called like it is the roadmap.
    """
    main = [path for path in drawings if PurePosixPath(path).stem == name]
    variants = [path for path in drawings if main and path not in main]
    drawings = main or drawings
    contents = {path: text for path, text in texts.items() if _is_content(path, text)}
    parts = [(path, _import(path, texts[path], contents, options)) for path in sorted(drawings)]
    raw = parts[0][1] if len(parts) == 1 else together(parts, name, _LOOKED_FOR)
    others = sorted(set(texts) - set(contents) - set(drawings))
    unread = tuple(
        LeftOut(0, "", _VARIANT if path in variants else _NOT_A_ROADMAP, path, "file")
        for path in others
    )
    return replace(raw, left_out=(*raw.left_out, *unread))


def _import(
    path: str, content: Content, contents: Mapping[str, str], options: ImportOptions
) -> RawRoadmap:
    try:
        return import_file(path, content, contents, options)
    except SourceError as error:
        raise SourceError(f"{clean(path)} {error}.") from error


def _is_drawing(path: str, text: str) -> bool:
    return suffix_of(path) in JSON and is_drawing_text(text)


def _is_content(path: str, text: str) -> bool:
    """Whether a file holds what is said about the topics of a drawing beside it."""
    where = PurePosixPath(path)
    if suffix_of(path) in JSON:
        return is_contents(text)
    is_text = suffix_of(path) in MARKDOWN | TEXTS
    is_named = _CONTENT_NAME.fullmatch(where.name) is not None
    return is_text and (is_named or _CONTENT_FOLDER in where.parts[:-1])


def _check(raw: RawRoadmap) -> None:
    number = sum(1 for _ in raw.topics)
    if not number:
        raise SourceError(
            f"No topics were found in {excerpt(raw.title)}. Looked for {raw.looked_for}."
        )
    if number > TOPIC_LIMIT:
        raise SourceError(
            f"There are {number:,} topics, more than the {TOPIC_LIMIT:,} allowed."
        )
