"""A roadmap in a form that loads in a millisecond, kept in the cache by the file's content.

YAML takes fifteen times as long to read, most of it for the line numbers that only a file
with problems needs. What is kept is named by the hash of the bytes that it was made from,
by this program's version and by the shape of the model, so that it cannot be stale.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from mlroadmap import __version__
from mlroadmap.core import model
from mlroadmap.core.model import Roadmap
from mlroadmap.storage.files import make_private_directory, read_regular, replace_file

_MOST_KEPT = 20
_CLASSES: dict[str, Any] = {
    name: each for name, each in vars(model).items() if is_dataclass(each)
}


def load_compiled(folder: Path, sha256: str) -> Roadmap | None:
    """Load the roadmap that was made of a file with this hash; None when there is none."""
    try:
        seal, _, body = read_regular(_place(folder, sha256)).partition(b"\n")
        if seal != _seal(body):
            return None
        found = _decode(json.loads(body))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return found if isinstance(found, Roadmap) else None


def keep_compiled(folder: Path, sha256: str, roadmap: Roadmap) -> None:
    """Keep a roadmap for the next time; a cache that cannot be written is no fault."""
    body = json.dumps(_encode(roadmap), separators=(",", ":")).encode()
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
    shape = [(name, [field.name for field in fields(each)]) for name, each in _CLASSES.items()]
    return f"{crc32(repr(shape).encode()):08x}"


def _encode(value: Any) -> Any:
    """Spell a value: of the model as its class and fields, a mapping as one in a list."""
    if is_dataclass(value):
        members = [_encode(getattr(value, field.name)) for field in fields(value)]
        return {type(value).__name__: members}
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if isinstance(value, dict):
        return {"": [[key, _encode(item)] for key, item in value.items()]}
    return value


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_decode, value))
    if not isinstance(value, dict):
        return value
    ((name, members),) = value.items()
    if name:
        return _CLASSES[name](*map(_decode, members))
    return {key: _decode(item) for key, item in members}
