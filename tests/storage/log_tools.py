"""What the tests of the log store share."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID
from zlib import crc32

from msgspec.structs import replace

from mlroadmap.core.journal.actions import TimeLogged
from mlroadmap.core.journal.event import Event
from mlroadmap.storage.log import LogStore
from mlroadmap.storage.paths import resolve_paths
from mlroadmap.storage.record import encode

NOW = datetime(2027, 1, 4, 18, 4, 11, tzinfo=UTC)
DAY = date(2027, 1, 4)
ZONE = "Europe/Berlin"
WORKER = Path(__file__).with_name("append_worker.py")


def fixed_machine(_: Path) -> bytes:
    return b"the test machine"


def store_at(root: Path, device: str = "aaaaaaaa") -> LogStore:
    """A store whose device is known; two devices at one root share the log."""
    paths = resolve_paths(root, {})
    own = replace(
        paths,
        state_dir=root / device,
        mirror_dir=root / device / "mirror",
        device_file=root / device / "device",
    )
    return LogStore(own, new_device=lambda: device, machine=fixed_machine, lock_seconds=0)


def add(store: LogStore, minutes: int = 45) -> Event:
    return store.append([(DAY, TimeLogged("numpy", minutes))], NOW, ZONE)[0]


def log_file(store: LogStore, device: str = "aaaaaaaa") -> Path:
    return store.paths.log_dir / f"{device}.jsonl"


def mirror_file(store: LogStore, device: str = "aaaaaaaa") -> Path:
    return store.paths.mirror_dir / f"{device}.jsonl"


def without_mirror(store: LogStore) -> None:
    mirror_file(store).unlink()


def event(number: int = 1, device: str = "bbbbbbbb", clock: int | None = None) -> Event:
    """An event that no store has written."""
    return Event(
        id=str(UUID(int=number)),
        device=device,
        number=number,
        clock=clock or number,
        at=NOW,
        zone=ZONE,
        day=DAY,
        action=TimeLogged("pandas", number),
    )


def write_log(store: LogStore, name: str, *lines: bytes | Event) -> Path:
    """Put a log file beside the store's own."""
    path = store.paths.log_dir / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(encode(x) if isinstance(x, Event) else x for x in lines))
    path.chmod(0o600)
    return path


def newer_line(number: int = 1) -> bytes:
    """An event's line as a newer version may write it."""
    return sealed(encode(event(number)).replace(b'{"v":1', b'{"v":2', 1)[:-17] + b',"new":1')


def sealed(body: bytes) -> bytes:
    """A line with a checksum that fits."""
    return body + b',"c":"%08x"}\n' % crc32(body)


def reasons(store: LogStore) -> list[tuple[str, int, str]]:
    return [(fault.file.name, fault.line, fault.reason) for fault in store.read().faults]


def worker_environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
