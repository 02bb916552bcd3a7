"""A roadmap in a form that loads in a millisecond, kept in the cache beside its source.

YAML takes thirty times as long to read, most of it for the line numbers that only a file
with problems needs. What is kept holds the bytes that it was made from, and is used for the
same bytes alone; it is named by this program's version and by the shape of the model too, so
that it cannot be stale. (To compare is quicker than to hash, and needs nothing imported.)
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, TypeVar

import msgspec

from mlroadmap.core.roadmap import content, model
from mlroadmap.core.roadmap.content import TopicContent
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.storage.cache_file import name_of, put_sealed, read_sealed


class CompiledRoadmap(msgspec.Struct, frozen=True):
    """A roadmap with the bytes of the file that it was made from, and their hash in hex.

    `contents` are the steps and cards of topics that have them in the same file, each
    encoded, because a command needs those of a few. `step_files` are the content files
    that say how long their topics take, by topic; they count in the hash too.
    """

    MOST_KEPT: ClassVar = 20

    source: bytes
    sha256: str
    roadmap: Roadmap
    contents: Mapping[str, bytes] = msgspec.field(default_factory=dict)
    step_files: Mapping[str, bytes] = msgspec.field(default_factory=dict)


class CompiledContent(msgspec.Struct, frozen=True):
    """The content of a topic with the bytes of its file, after the hash of the roadmap's."""

    MOST_KEPT: ClassVar = 500

    source: bytes
    content: TopicContent


T = TypeVar("T", CompiledRoadmap, CompiledContent)


def load_compiled(folder: Path, source: bytes, kind: type[T]) -> T | None:
    """Load what was made of a file with this content; None when there is none."""
    body = read_sealed(_place(folder, source))
    if body is None:
        return None
    try:
        found = msgspec.msgpack.decode(body, type=kind)
    except (ValueError, RecursionError):
        return None
    return found if found.source == source else None


def keep_compiled(folder: Path, compiled: CompiledRoadmap | CompiledContent) -> None:
    """Keep something for the next time; a cache that cannot be written is no fault."""
    body = msgspec.msgpack.encode(compiled)
    put_sealed(_place(folder, compiled.source), body, compiled.MOST_KEPT)


def encode_content(of: TopicContent) -> bytes:
    """Encode the content of a topic, to be part of a compiled roadmap."""
    return msgspec.msgpack.encode(of)


def decode_content(encoded: bytes) -> TopicContent:
    """Decode the content of a topic that is part of a compiled roadmap."""
    return msgspec.msgpack.decode(encoded, type=TopicContent)


def _place(folder: Path, source: bytes) -> Path:
    return folder / name_of(source, model, content)
