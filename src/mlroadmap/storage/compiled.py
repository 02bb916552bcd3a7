"""A roadmap in a form that loads in a millisecond, kept in the cache beside its source.

YAML takes thirty times as long to read, most of it for the line numbers that only a file
with problems needs. What is kept holds the bytes that it was made from, and is used for the
same bytes alone; it is named by this program's version and by the shape of the model too, so
that it cannot be stale. (To compare is quicker than to hash, and needs nothing imported.)
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import ClassVar, TypeVar
from zlib import crc32

import msgspec

from mlroadmap import __version__
from mlroadmap.core.roadmap import content, model
from mlroadmap.core.roadmap.content import TopicContent
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.storage.file_writer import put
from mlroadmap.storage.files import make_private_directory, read_regular


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
    try:
        seal, _, body = read_regular(_place(folder, source)).partition(b"\n")
        if seal != _seal(body):
            return None
        found = msgspec.msgpack.decode(body, type=kind)
    except (OSError, ValueError, RecursionError):
        return None
    return found if found.source == source else None


def keep_compiled(folder: Path, compiled: CompiledRoadmap | CompiledContent) -> None:
    """Keep something for the next time; a cache that cannot be written is no fault."""
    body = msgspec.msgpack.encode(compiled)
    with suppress(OSError):
        make_private_directory(folder)
        kept = list(folder.iterdir())
        if len(kept) >= compiled.MOST_KEPT:
            for old in kept:
                old.unlink(missing_ok=True)
        place = _place(folder, compiled.source)
        put(place, b"%s\n%s" % (_seal(body), body), durable=False)


def encode_content(of: TopicContent) -> bytes:
    """Encode the content of a topic, to be part of a compiled roadmap."""
    return msgspec.msgpack.encode(of)


def decode_content(encoded: bytes) -> TopicContent:
    """Decode the content of a topic that is part of a compiled roadmap."""
    return msgspec.msgpack.decode(encoded, type=TopicContent)


def _place(folder: Path, source: bytes) -> Path:
    return folder / f"{_seal(source).decode()}-{__version__}-{_shape()}"


def _seal(body: bytes) -> bytes:
    return b"%08x" % crc32(body)


def _shape() -> str:
    """Spell the fields of the model, which change with the program."""
    shape = [
        (name, each.__struct_fields__)
        for module in (model, content)
        for name, each in vars(module).items()
        if isinstance(each, type) and issubclass(each, msgspec.Struct)
    ]
    return f"{crc32(repr(shape).encode()):08x}"
