"""A roadmap in a form that loads in a millisecond, kept in the cache beside its source.

YAML takes thirty times as long to read, most of it for the line numbers that only a file
with problems needs. What is kept holds the bytes that it was made from, and is used for the
same bytes alone; it is named by this program's version and by the shape of the model too, so
that it cannot be stale. (To compare is quicker than to hash, and needs nothing imported.)
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from zlib import crc32

import msgspec

from mlroadmap import __version__
from mlroadmap.core.roadmap import model
from mlroadmap.core.roadmap.model import Roadmap
from mlroadmap.storage.file_writer import put
from mlroadmap.storage.files import make_private_directory, read_regular

_MOST_KEPT = 20


class Compiled(msgspec.Struct, frozen=True):
    """A roadmap with the bytes of the file that it was made from, and their hash in hex."""

    source: bytes
    sha256: str
    roadmap: Roadmap


def load_compiled(folder: Path, source: bytes) -> Compiled | None:
    """Load the roadmap that was made of a file with this content; None when there is none."""
    try:
        seal, _, body = read_regular(_place(folder, source)).partition(b"\n")
        if seal != _seal(body):
            return None
        found = msgspec.msgpack.decode(body, type=Compiled)
    except (OSError, ValueError, RecursionError):
        return None
    return found if found.source == source else None


def keep_compiled(folder: Path, compiled: Compiled) -> None:
    """Keep a roadmap for the next time; a cache that cannot be written is no fault."""
    body = msgspec.msgpack.encode(compiled)
    with suppress(OSError):
        make_private_directory(folder)
        kept = list(folder.iterdir())
        if len(kept) >= _MOST_KEPT:
            for old in kept:
                old.unlink(missing_ok=True)
        place = _place(folder, compiled.source)
        put(place, b"%s\n%s" % (_seal(body), body), durable=False)


def _place(folder: Path, source: bytes) -> Path:
    return folder / f"{_seal(source).decode()}-{__version__}-{_shape()}"


def _seal(body: bytes) -> bytes:
    return b"%08x" % crc32(body)


def _shape() -> str:
    """Spell the fields of the model, which change with the program."""
    shape = [
        (name, each.__struct_fields__)
        for name, each in vars(model).items()
        if isinstance(each, type) and issubclass(each, msgspec.Struct)
    ]
    return f"{crc32(repr(shape).encode()):08x}"
