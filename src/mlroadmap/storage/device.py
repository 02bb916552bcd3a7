"""The id of this device: which of the log's files is ours to write.

The id is bound to the machine and to the state's place, so that a copied home directory
becomes a device of its own and two devices never write one file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

from mlroadmap.storage.file_writer import put
from mlroadmap.storage.files import locked_file, make_private_directory, read_regular
from mlroadmap.storage.os_errors import explained
from mlroadmap.storage.paths import Paths

LOCK_SECONDS = 30.0

_CONTENT = re.compile(rb"([0-9a-f]{8}) ([0-9a-f]{8})\n")
_MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_MACHINE_ID = re.compile(rb"[0-9a-f]{32}")

MachineIdentity = Callable[[Path], bytes]


def machine_identity(state_dir: Path) -> bytes:
    """Name this machine, by its machine id or else by where the directory lies on its disk.

    The inode number stays when a container is started anew or a laptop changes its name,
    and a copy of the directory has another. Raises OSError for a missing directory.
    """
    for place in _MACHINE_IDS:
        try:
            found = read_regular(place).strip()
        except OSError:
            continue
        if _MACHINE_ID.fullmatch(found):
            return found
    return b"inode %d" % state_dir.stat().st_ino


def random_device() -> str:
    """Draw an id: eight hexadecimal digits."""
    return os.urandom(4).hex()


def find_device(paths: Paths, machine: MachineIdentity = machine_identity) -> str | None:
    """Look up this device's id and write nothing. None when it has none yet."""
    try:
        content = read_regular(paths.device_file)
        bond = _bond(paths, machine)
    except (OSError, RuntimeError):
        return None
    match = _CONTENT.fullmatch(content)
    return match[1].decode() if match and match[2] == bond else None


def device_id(
    paths: Paths,
    machine: MachineIdentity = machine_identity,
    draw: Callable[[], str] = random_device,
    lock_seconds: float = LOCK_SECONDS,
) -> str:
    """Look up this device's id, or give it one; only commands that write call this.

    Raises StateError when the state directory cannot be written.
    """
    known = find_device(paths, machine)
    if known is not None:
        return known
    with explained(paths.device_file):
        make_private_directory(paths.state_dir)
        lock = paths.device_file.with_name("device.lock")
        with locked_file(lock, lock_seconds):
            # Another process may have been quicker.
            return find_device(paths, machine) or _create(paths, machine, draw())


def _create(paths: Paths, machine: MachineIdentity, device: str) -> str:
    content = b"%s %s\n" % (device.encode(), _bond(paths, machine))
    put(paths.device_file, content)
    return device


def _bond(paths: Paths, machine: MachineIdentity) -> bytes:
    identity = machine(paths.state_dir) + b"\0" + os.fsencode(paths.state_dir.resolve())
    return b"%08x" % crc32(identity)
