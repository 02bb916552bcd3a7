"""Files of the cache that hold values: each with a checksum, and none that must be there.

They are named by this program's version and by the shape of the values, so that no other
version reads them.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from types import ModuleType
from zlib import crc32

from msgspec import Struct

from mlroadmap import __version__
from mlroadmap.storage.file_writer import put
from mlroadmap.storage.files import make_private_directory, read_regular


def name_of(source: bytes, *modules: ModuleType) -> str:
    """Name the file for a source; `modules` have the classes of the values that it holds."""
    return f"{crc32(source):08x}-{__version__}-{_shape_of(modules):08x}"


@cache
def _shape_of(modules: tuple[ModuleType, ...]) -> int:
    shape = [
        (name, each.__struct_fields__)
        for module in modules
        for name, each in vars(module).items()
        if isinstance(each, type) and issubclass(each, Struct)
    ]
    return crc32(repr(shape).encode())


def read_sealed(place: Path) -> bytes | None:
    """Read a file; None when there is none, or it is damaged."""
    try:
        seal, _, body = read_regular(place).partition(b"\n")
    except OSError:
        return None
    return body if seal == _seal(body) else None


def put_sealed(place: Path, body: bytes, most_kept: int) -> None:
    """Write a file, after removing all beside it when there are too many.

    A cache that cannot be written is no fault.
    """
    with suppress(OSError):
        make_private_directory(place.parent)
        kept = list(place.parent.iterdir())
        if len(kept) >= most_kept:
            for old in kept:
                old.unlink(missing_ok=True)
        put(place, b"%s\n%s" % (_seal(body), body), durable=False)


def _seal(body: bytes) -> bytes:
    return b"%08x" % crc32(body)
