"""The steps and cards of topics that have a file of their own.

Content files lie in a folder that is called as the roadmap file without its suffix. One is
read when its topic is shown, or when only its steps say how long the topic takes. What
reads YAML is imported where it is used: it takes 25 ms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from mlroadmap.core.roadmap.content import TopicContent
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.core.roadmap.problems import Code, Position, Problem
from mlroadmap.core.text import clean, excerpt, nearest
from mlroadmap.storage.compiled import (
    CompiledContent,
    CompiledRoadmap,
    decode_content,
    keep_compiled,
    load_compiled,
)
from mlroadmap.storage.text_file import (
    SIZE_LIMIT,
    UnusableFileError,
    decode,
    read_bytes,
    refusal,
)

if TYPE_CHECKING:
    from mlroadmap.core.roadmap.content_reading import ContentReading

SUFFIX = ".yaml"

_START = Position(1, 1)
_BEGIN = "Begin with 'steps:', or take the file away."


def content_folder(roadmap_path: Path) -> Path:
    """Find where the content files of a roadmap are, if it has any."""
    return roadmap_path.with_suffix("")


def content_path(roadmap_path: Path, topic_id: str) -> Path:
    """Find the content file of a topic, if it has one."""
    return content_folder(roadmap_path) / f"{topic_id}{SUFFIX}"


def topics_with_files(roadmap_path: Path) -> frozenset[str]:
    """Give the ids that have a content file, whether or not they are topics of the roadmap."""
    names = _names_in(content_folder(roadmap_path))
    return frozenset(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX))


def hours_files(path: Path, of: CompiledRoadmap) -> list[Path]:
    """Give what the hours of a roadmap depend on beside its file: a folder and its files."""
    if not (of.step_files or of.roadmap.unestimated):
        return []
    return [content_folder(path), *(content_path(path, topic) for topic in of.step_files)]


def load_content(
    path: Path, of: CompiledRoadmap, topic_id: str, compiled: Path | None = None
) -> TopicContent:
    """Load the steps and cards of a topic, from the directory `compiled` if possible.

    Both are empty for a topic that has none. Raises RoadmapError when its file cannot be
    used.
    """
    inline = of.contents.get(topic_id)
    if inline is not None:
        return decode_content(inline)
    file = content_path(path, topic_id)
    try:
        data = _bytes_of(file)
    except UnusableFileError as unusable:
        if unusable.problem.code == Code.MISSING_FILE:
            return TopicContent()
        raise refusal(path, [unusable.problem]) from unusable
    # The steps share the hours of their topic and name resources of the roadmap.
    source = b"%s\n%s" % (of.sha256.encode(), data)
    known = load_compiled(compiled, source, CompiledContent) if compiled else None
    if known is not None:
        return known.content
    reading = _read(file, data, of.roadmap)
    if reading.content is None:
        raise refusal(path, reading.problems)
    if compiled:
        keep_compiled(compiled, CompiledContent(source, reading.content))
    return reading.content


def step_files(path: Path, of: CompiledRoadmap) -> dict[str, bytes]:
    """Read the content files of topics whose hours the roadmap file does not say, by topic.

    Raises UnusableFileError.
    """
    topics = {*of.step_files, *(topic.id for topic in of.roadmap.unestimated)}
    names = _names_in(content_folder(path)) if topics else ()
    return {
        topic_id: _bytes_of(content_path(path, topic_id))
        for topic_id in sorted(topics)
        if f"{topic_id}{SUFFIX}" in names and topic_id not in of.contents
    }


def with_hours_of_steps(
    path: Path, of: CompiledRoadmap
) -> tuple[CompiledRoadmap | None, list[Problem]]:
    """Let topics without hours take as long as the steps in their content files.

    Gives None when one of these cannot be used, and their problems.
    """
    try:
        files = step_files(path, of)
    except UnusableFileError as unusable:
        return None, [unusable.problem]
    if not files:
        return of, []
    from hashlib import sha256  # noqa: PLC0415 - takes 3 ms, and few need it

    readings = {
        topic_id: _read(content_path(path, topic_id), data, of.roadmap)
        for topic_id, data in files.items()
    }
    problems = [problem for each in readings.values() for problem in each.problems]
    if any(each.content is None for each in readings.values()):
        return None, problems
    minutes = {topic_id: each.minutes for topic_id, each in readings.items() if each.minutes}
    digest = sha256(b"".join([of.source, *files.values()])).hexdigest()
    roadmap = of.roadmap.with_efforts(minutes)
    return replace(of, roadmap=roadmap, step_files=files, sha256=digest), problems


def check_content_files(path: Path, of: CompiledRoadmap) -> Iterator[Problem]:
    """Find the problems of all content files that say no hours, and files out of place."""
    former = {old: topic.id for topic in of.roadmap.topics.values() for old in topic.aliases}
    for name in sorted(_names_in(content_folder(path))):
        file = content_folder(path) / name
        topic_id = file.stem
        if name == topic_id + SUFFIX and topic_id in of.roadmap.topics:
            yield from _check(file, of)
        elif file.suffix in {SUFFIX, ".yml"}:
            near = former.get(topic_id) or nearest(topic_id, of.roadmap.topics)
            hint = f"Did you mean {near}{SUFFIX}?" if near else "Rename it, or take it away."
            yield _problem(file, Code.STRAY_FILE, f"{excerpt(name)} belongs to no topic.", hint)


def _check(file: Path, of: CompiledRoadmap) -> Iterator[Problem]:
    if file.stem in of.step_files:
        return
    if file.stem in of.contents:
        message = f"The topic {file.stem} has steps or cards in the roadmap file, too."
        yield _problem(file, Code.CONFLICTING_KEYS, message, "Keep them in one of the two.")
    try:
        yield from _read(file, _bytes_of(file), of.roadmap).problems
    except UnusableFileError as unusable:
        yield unusable.problem


def _read(file: Path, data: bytes, of: Roadmap) -> ContentReading:
    """Read the content file of a topic; its problems name the file."""
    from mlroadmap.core.roadmap.content_reading import (  # noqa: PLC0415
        ContentReading,
        read_content,
    )
    from mlroadmap.storage.yaml_document import read_document  # noqa: PLC0415

    try:
        root, problems = read_document(decode(data), _BEGIN)
    except UnusableFileError as unusable:
        return ContentReading(None, None, _located(file, [unusable.problem]))
    if root is None:
        return ContentReading(None, None, _located(file, problems))
    reading = read_content(root, of.topics[file.stem], of.library)
    content = None if problems else reading.content
    found = _located(file, [*problems, *reading.problems])
    return ContentReading(content, reading.minutes, found)


def _bytes_of(file: Path) -> bytes:
    try:
        return read_bytes(file, SIZE_LIMIT)
    except UnusableFileError as unusable:
        (unusable.problem,) = _located(file, [unusable.problem])
        raise


def _names_in(folder: Path) -> frozenset[str]:
    try:
        return frozenset(file.name for file in folder.iterdir())
    except (OSError, ValueError):
        return frozenset()


def _located(file: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    name = clean(str(file))
    return tuple(replace(problem, file=name) for problem in problems)


def _problem(file: Path, code: Code, message: str, hint: str) -> Problem:
    return Problem(_START, code.value, message, hint, clean(str(file)))
