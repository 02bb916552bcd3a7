"""A roadmap in a form that loads in a millisecond, kept in the cache by the file's content.

YAML takes fifteen times as long to read, most of it for the line numbers that only a file
with problems needs. What is kept is named by the hash of the bytes that it was made from,
by this program's version and by the shape of the model, so that it cannot be stale.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from zlib import crc32

import msgspec

from mlroadmap import __version__
from mlroadmap.core import model
from mlroadmap.core.model import Roadmap
from mlroadmap.storage.files import make_private_directory, read_regular, replace_file

_MOST_KEPT = 20


def load_compiled(folder: Path, sha256: str) -> Roadmap | None:
    """Load the roadmap that was made of a file with this hash; None when there is none."""
    try:
        seal, _, body = read_regular(_place(folder, sha256)).partition(b"\n")
        return msgspec.json.decode(body, type=Roadmap) if seal == _seal(body) else None
    except (OSError, ValueError, RecursionError):
        return None


def keep_compiled(folder: Path, sha256: str, roadmap: Roadmap) -> None:
    """Keep a roadmap for the next time; a cache that cannot be written is no fault."""
    body = msgspec.json.encode(roadmap)
    with suppress(OSError):
        make_private_directory(folder)
        kept = list(folder.iterdir())
        if len(kept) >= _MOST_KEPT:
            for old in kept:
                old.unlink(missing_ok=True)
        replace_file(_place(folder, sha256), b"%s\n%s" % (_seal(body), body))


def _place(folder: Path, sha256: str) -> Path:
    return folder / f"{sha256[:32]}-{__version__}-{_shape()}.json"


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
