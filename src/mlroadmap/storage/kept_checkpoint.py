"""What a long log adds up to, kept in the cache with proof of what it was made from.

It is used for logs that begin with the very bytes that it was made from, by the program that
made it, and only where this installation has made it: its seal takes a key, which stays in
the state directory. So no accident, and nobody who writes to the cache alone, makes an answer
of it that the log would not give.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from msgspec import Struct, msgpack

from mlroadmap.core.journal.event import Event
from mlroadmap.core.progress.checkpoint import Checkpoint
from mlroadmap.storage.cache_file import put_sealed, read_sealed
from mlroadmap.storage.file_writer import put
from mlroadmap.storage.files import read_regular
from mlroadmap.storage.log_files import complaint
from mlroadmap.storage.log_reading import Earlier, LogReading, Logs
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.record import RecordError, scan

# With more events after it, another one is made.
_MOST_LATER = 2_000
_KEY_BYTES = 32
_SEAL_BYTES = 32
_MOST_KEPT = 50


class _Beginning(Struct, array_like=True):
    """The first `size` bytes of a log."""

    size: int
    sha256: bytes


class _Kept(Struct, array_like=True):
    """A checkpoint of so many `events`, with the ids of all and the place of the last."""

    logs: Mapping[str, _Beginning]
    events: int
    order: tuple[int, str, int]
    ids: bytes
    checkpoint: Checkpoint


class CheckpointStore(Struct, frozen=True):
    """Keeps the checkpoint of a log; `program` names this program to the last of its bytes."""

    paths: Paths
    program: Callable[[], str]

    def read_on(self, logs: Logs) -> LogReading | None:
        """Read what the logs have after the checkpoint; None where all has to be read."""
        kept = self._load() if logs.are_sound else None
        if kept is None or not _begin_with(logs, kept.logs):
            return None
        latest = _read_later(logs, kept)
        if latest is None:
            return None
        earlier = Earlier(kept.checkpoint, kept.events, kept.order, logs)
        return LogReading(tuple(latest), (), newer=False, summable=logs, earlier=earlier)

    def keep(self, logs: Logs, events: tuple[Event, ...], checkpoint: Checkpoint) -> None:
        """Keep what all events of logs add up to.

        A cache that cannot be written is no fault.
        """
        kept = _Kept(
            logs={
                path.name: _Beginning(len(content), _hash(content, len(content)))
                for path, content in logs.contents.items()
            },
            events=len(events),
            order=events[-1].order,
            ids=b"".join(_packed(event.id) for event in events),
            checkpoint=checkpoint,
        )
        body = msgpack.encode(kept)
        with suppress(OSError):
            key = self._key() or self._make_key()
            put_sealed(self._place, self._seal(key, body) + body, _MOST_KEPT)

    def _load(self) -> _Kept | None:
        found = read_sealed(self._place)
        if found is None:
            return None
        seal, body = found[:_SEAL_BYTES], found[_SEAL_BYTES:]
        with suppress(OSError, ValueError, RecursionError):
            key = self._key()
            if key and seal == self._seal(key, body):
                return msgpack.decode(body, type=_Kept)
        return None

    def _seal(self, key: bytes, body: bytes) -> bytes:
        from hashlib import blake2b  # noqa: PLC0415 - only long logs need it

        sealed = blake2b(self.program().encode(), key=key, digest_size=_SEAL_BYTES)
        sealed.update(body)
        return sealed.digest()

    def _key(self) -> bytes:
        """Give the key, nothing where there is none."""
        try:
            key = read_regular(self._key_file)
        except FileNotFoundError:
            return b""
        return key if len(key) == _KEY_BYTES else b""

    def _make_key(self) -> bytes:
        key = os.urandom(_KEY_BYTES)
        put(self._key_file, key)
        return key

    @property
    def _key_file(self) -> Path:
        return self.paths.state_dir / "cache-key"

    @property
    def _place(self) -> Path:
        name = f"{crc32(os.fsencode(self.paths.log_dir)):08x}"
        return self.paths.cache_dir / "checkpoints" / name


def _begin_with(logs: Logs, beginnings: Mapping[str, _Beginning]) -> bool:
    """Whether each log that there was is there, and begins as it did."""
    contents = {path.name: content for path, content in logs.contents.items()}
    return all(
        name in contents
        and len(contents[name]) >= begun.size
        and _hash(contents[name], begun.size) == begun.sha256
        for name, begun in beginnings.items()
    )


def _read_later(logs: Logs, kept: _Kept) -> list[Event] | None:
    """Read the events after a checkpoint, in their order.

    None when they are many, when one is at fault, or does not come after all it sums up.
    """
    later: dict[str, Event] = {}
    for path, content in logs.contents.items():
        begun = kept.logs.get(path.name)
        for _, _, found in scan(content[begun.size if begun else 0 :]):
            if isinstance(found, RecordError) or found.newer or complaint(found):
                return None
            event = found.event
            is_known = event.id in later or _packed(event.id) in kept.ids
            if is_known or event.order <= kept.order or len(later) >= _MOST_LATER:
                return None
            later[event.id] = event
    return sorted(later.values(), key=lambda event: (event.order, event.id))


def _packed(event_id: str) -> bytes:
    return bytes.fromhex(event_id.replace("-", ""))


def _hash(content: bytes, size: int) -> bytes:
    from hashlib import sha256  # noqa: PLC0415 - only long logs need it

    return sha256(memoryview(content)[:size]).digest()
