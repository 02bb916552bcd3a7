"""A file or a folder of files: which importer reads which, and the parts put together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from msgspec.structs import replace

from mlroadmap.core.text import clean, excerpt
from mlroadmap.importers.markdown import LOOKED_FOR as IN_MARKDOWN
from mlroadmap.importers.markdown import import_markdown
from mlroadmap.importers.raw import (
    LeftOut,
    RawRoadmap,
    RawSection,
    RawStage,
    RawTopic,
    SourceError,
)
from mlroadmap.importers.roadmapsh import LOOKED_FOR as IN_JSON
from mlroadmap.importers.roadmapsh import import_roadmapsh, is_contents
from mlroadmap.importers.table import LOOKED_FOR as IN_CSV
from mlroadmap.importers.table import import_csv

MARKDOWN = {".md", ".markdown", ".mdown", ".mkd", ".txt"}
TABLES = {".csv", ".tsv"}
DRAWINGS = {".json"}
SUFFIXES = frozenset(MARKDOWN | TABLES | DRAWINGS)
TOPIC_LIMIT = 20_000

_CONTENT_FOLDER = "content"
_LOOKED_FOR = f"in Markdown {IN_MARKDOWN}; in CSV {IN_CSV}; in JSON {IN_JSON}"


def import_files(files: Mapping[str, str], name: str) -> RawRoadmap:
    """Read the texts of files by their paths in a folder, or of a single file.

    A folder with one file beside content files is that file; with several, each is a
    part of the roadmap, in the order of their names. Raises SourceError, which names the
    file, for one that cannot be read, for none at all, and for too many topics.
    """
    contents = {path: text for path, text in files.items() if _is_content(path, text, files)}
    parts = {path: text for path, text in sorted(files.items()) if path not in contents}
    if not parts:
        raise SourceError(f"There is nothing to import. Looked for {_LOOKED_FOR}.")
    found = [(path, _import(path, text, contents)) for path, text in parts.items()]
    raw = found[0][1] if len(found) == 1 else _together(found, name)
    _check(raw)
    return raw


def _import(path: str, text: str, contents: Mapping[str, str]) -> RawRoadmap:
    name = clean(PurePosixPath(path).stem) or "Roadmap"
    suffix = PurePosixPath(path).suffix.lower()
    try:
        if suffix in TABLES:
            return import_csv(text, name)
        if suffix in DRAWINGS:
            return import_roadmapsh(text, name, contents)
        return import_markdown(text, name)
    except SourceError as error:
        raise SourceError(f"{clean(path)} {error}.") from error


def _is_content(path: str, text: str, files: Mapping[str, str]) -> bool:
    """Whether a file holds what is said about the topics of a drawing beside it."""
    has_drawing = any(PurePosixPath(other).suffix.lower() in DRAWINGS for other in files)
    if not has_drawing or len(files) == 1:
        return False
    where = PurePosixPath(path)
    if where.suffix.lower() in DRAWINGS:
        return is_contents(text)
    return where.suffix.lower() in MARKDOWN and _CONTENT_FOLDER in where.parts[:-1]


def _together(found: list[tuple[str, RawRoadmap]], name: str) -> RawRoadmap:
    """Make one roadmap of several: each file with one stage is a stage, else its own."""
    stages: list[RawStage] = []
    left_out: list[LeftOut] = []
    for path, raw in found:
        left_out += (replace(left, file=path) for left in raw.left_out)
        if raw.stages:
            stages.append(_as_stage(path, raw))
        else:
            left_out.append(LeftOut(0, "", f"no topics; looked for {raw.looked_for}", path))
    return RawRoadmap(name, tuple(stages), tuple(left_out), _LOOKED_FOR)


def _as_stage(path: str, raw: RawRoadmap) -> RawStage:
    sections = [
        replace(section, topics=_with_file(path, section), group=_group(section, stage, raw))
        for stage in raw.stages
        for section in stage.sections
    ]
    links = tuple(link for stage in raw.stages for link in stage.links)
    return RawStage(raw.title, tuple(sections), links)


def _group(section: RawSection, stage: RawStage, raw: RawRoadmap) -> str:
    if len(raw.stages) == 1 or stage.title == section.title:
        return section.group
    return " / ".join(title for title in (stage.title, section.group) if title)


def _with_file(path: str, section: RawSection) -> tuple[RawTopic, ...]:
    return tuple(_named(path, topic) for topic in section.topics)


def _named(path: str, topic: RawTopic) -> RawTopic:
    place = f"line {topic.line}: " if topic.line else ""
    return replace(topic, line=0, source=f"{path}, {place}{topic.source}")


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
