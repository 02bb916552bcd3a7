"""What a disk holds after a power cut, by the system calls that went before.

A recording of a process is cut at every call; for each cut and each model of what the
disk kept, the files are put where they would be found.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

WATCHED = "trace=openat,mkdir,write,fsync,ftruncate,rename,unlink,link"

_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DESCRIPTOR = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*)>")

Where = PurePosixPath


@dataclass
class File:
    """A file's bytes, and those that were synced."""

    content: bytes = b""
    synced: bytes = b""


@dataclass
class Disk:
    """Files and directories by path, and the names that were synced, by directory."""

    entries: dict[Where, File | None] = field(default_factory=dict)
    lasting: dict[Where, File | None] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)

    def apply(self, call: str, rest: str, out: re.Pattern[str]) -> None:
        strings = [Where(os.fsdecode(_decoded(text))) for text in _STRING.findall(rest)]
        match call:
            case "mkdir":
                self.entries[strings[0]] = None
            case "openat" if "O_CREAT" in rest:
                file = self.entries.setdefault(strings[0], File())
                if "O_TRUNC" in rest and file:
                    file.content = b""
            case "rename":
                self.entries[strings[1]] = self.entries.pop(strings[0])
            case "link":
                self.entries[strings[1]] = self.entries[strings[0]]
            case "unlink":
                self.entries.pop(strings[0], None)
            case "write" | "fsync" | "ftruncate":
                self._apply_to_open(call, rest, out)

    def _apply_to_open(self, call: str, rest: str, out: re.Pattern[str]) -> None:
        opened = _DESCRIPTOR.match(rest)
        assert opened, rest
        place = Where(_decoded(opened[2]).decode())
        if call == "write" and opened[1] == "1":
            text = _decoded("".join(_STRING.findall(rest)))
            self.acknowledged += out.findall(text.decode())
        file = self.entries.get(place)
        if call == "fsync" and file is None:
            self._sync_names(place)
        elif file is not None and call == "fsync":
            file.synced = file.content
        elif file is not None and call == "write":
            file.content += _decoded(_STRING.findall(rest)[0])
        elif file is not None:
            file.content = file.content[: int(rest.split(",")[1])]

    def _sync_names(self, directory: Where) -> None:
        for place in [place for place in self.lasting if place.parent == directory]:
            del self.lasting[place]
        self.lasting |= {
            place: file for place, file in self.entries.items() if place.parent == directory
        }


Keep = Callable[[File, random.Random], bytes]


def _whole(file: File, _: random.Random) -> bytes:
    return file.content


def _synced(file: File, _: random.Random) -> bytes:
    return file.synced


def _zeros(file: File, _: random.Random) -> bytes:
    kept = _common(file)
    return kept + bytes(len(file.content) - len(kept))


def _garbage(file: File, chance: random.Random) -> bytes:
    kept = _common(file)
    return kept + chance.randbytes(len(file.content) - len(kept))


def _part(file: File, chance: random.Random) -> bytes:
    kept = _common(file)
    return file.content[: chance.randint(len(kept), len(file.content))]


def _common(file: File) -> bytes:
    """What the bytes and the synced ones have in common from the start."""
    whole = file.content.startswith(file.synced)
    return file.synced if whole else b""


MODELS: dict[str, tuple[Keep, bool]] = {
    "all of it": (_whole, True),
    "what was synced": (_synced, False),
    "the bytes, but only synced names": (_whole, False),
    "zeros for what was not synced": (_zeros, True),
    "garbage for what was not synced": (_garbage, True),
    "a part of what was not synced": (_part, True),
}
"""By name: what becomes of a file's bytes, and whether names last that were not synced."""


def read_recording(trace: Path) -> list[tuple[str, str]]:
    """Read the successful calls of a recording that `strace -y -xx` made."""
    calls = (_LINE.match(line) for line in trace.read_text("utf-8").splitlines())
    return [(call[1], call[2]) for call in calls if call and not call[3].startswith("-")]


def cuts(recording: list[tuple[str, str]], out: re.Pattern[str]) -> Iterator[Disk]:
    """Give the disk before the first call and after each; it is one disk that goes on.

    `out` finds in what was written to stdout what was acknowledged.
    """
    disk = Disk()
    yield disk
    for call, rest in recording:
        disk.apply(call, rest, out)
        yield disk


def put(disk: Disk, model: str, root: Path, target: Path) -> None:
    """Put what lies below `root` on the disk, as a model says, below `target`."""
    keep, all_names = MODELS[model]
    entries = disk.entries if all_names else disk.lasting
    chance = random.Random(len(disk.entries))
    target.mkdir()
    for place in sorted(entries):
        if not place.is_relative_to(root) or place == Where(root):
            continue
        above = [p for p in place.parents if p.is_relative_to(root) and p != Where(root)]
        if all(parent in entries for parent in above):
            path, file = target / place.relative_to(root), entries[place]
            if file is None:
                path.mkdir(mode=0o700, exist_ok=True)
            else:
                path.write_bytes(keep(file, chance))


def _decoded(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
