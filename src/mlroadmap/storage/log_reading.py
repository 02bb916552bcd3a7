"""What all devices' logs say together: each event once, in one order, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from mlroadmap.core.journal.event import Event
from mlroadmap.core.progress.checkpoint import Checkpoint
from mlroadmap.core.text import count
from mlroadmap.storage.files import NotRegularError, read_regular
from mlroadmap.storage.kept_events import LEAST_EVENTS, Beginning, LongLog, load_events
from mlroadmap.storage.log_files import complaint
from mlroadmap.storage.os_errors import explained
from mlroadmap.storage.record import Record, RecordError, scan


class LogFault(Struct, frozen=True):
    """Something in the log that is not as it should be, and was passed over or made good.

    `line` counts from 1; 0 means the file as a whole.
    """

    file: Path
    line: int
    reason: str

    @property
    def place(self) -> str:
        """The file, with the line where there is one."""
        return f"{self.file}:{self.line}" if self.line else str(self.file)


class Logs(Struct, frozen=True, dict=True):
    """What the files of a log held at one moment, of which nothing is decoded yet.

    `lost` is the mirror of a log that no longer has all of it, with that log's path. `kept`
    has events that were decoded before.
    """

    kept: Path
    files: Mapping[Path, bytes | LogFault]
    lost: tuple[Path, bytes] | None = None

    @cached_property
    def contents(self) -> Mapping[Path, bytes]:
        """What those held that could be read."""
        return {path: each for path, each in self.files.items() if isinstance(each, bytes)}

    @property
    def are_sound(self) -> bool:
        """Whether these are all that was written, up to the end of a line."""
        is_whole = all(each.endswith(b"\n") or not each for each in self.contents.values())
        return is_whole and len(self.contents) == len(self.files) and self.lost is None

    def reading(self) -> LogReading:
        """Read all of it."""
        gathering = Gathering(self.kept)
        for path, found in self.files.items():
            if isinstance(found, LogFault):
                gathering.faults.append(found)
            else:
                gathering.add(path, found)
        if self.lost:
            gathering.restore(*self.lost)
        reading = gathering.reading()
        is_long = len(reading.events) >= LEAST_EVENTS
        if is_long and self.are_sound and not (reading.faults or reading.newer):
            return replace(reading, summable=self)
        return reading


class Earlier(Struct, frozen=True, dict=True):
    """The `size` events that a checkpoint sums up, the last one at a place in the `order`."""

    checkpoint: Checkpoint
    size: int
    order: tuple[int, str, int]
    logs: Logs

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events, which are read when they are asked for."""
        return self.logs.reading().events[: self.size]


class LogReading(Struct, frozen=True, dict=True):
    """What the log says: its events in order, each once, and what is wrong with it.

    `latest` are the events that `earlier` does not have, all of them where there is none.
    `newer` is true when a newer program wrote some of it: then nothing may be appended.
    `long_logs` are those of which the next reading should find the events decoded, and
    `summable` those of which it should find a checkpoint.
    """

    latest: tuple[Event, ...]
    faults: tuple[LogFault, ...]
    newer: bool
    long_logs: tuple[LongLog, ...] = ()
    summable: Logs | None = None
    earlier: Earlier | None = None

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """All events in their order."""
        return (*self.earlier.events, *self.latest) if self.earlier else self.latest

    @property
    def size(self) -> int:
        """How many events there are."""
        return len(self.latest) + (self.earlier.size if self.earlier else 0)

    @property
    def last(self) -> tuple[int, str, int]:
        """The place of the last event in the order of all, or one before that of any."""
        if self.latest:
            return self.latest[-1].order
        return self.earlier.order if self.earlier else (0, "", 0)

    @property
    def clock(self) -> int:
        """The highest logical clock, 0 for an empty log."""
        return self.last[0]

    def followed_by(self, events: Iterable[Event]) -> LogReading:
        """Give what the log says once it has more events than were read."""
        latest = (*self.latest, *events)
        return replace(self, latest=latest, long_logs=(), summable=None)


class Gathering(Struct):
    """The union of the logs read so far; `kept` has events that were decoded before."""

    kept: Path
    events: dict[str, Event] = field(default_factory=dict)
    faults: list[LogFault] = field(default_factory=list)
    newer: bool = False
    long_logs: list[LongLog] = field(default_factory=list)

    def add(self, path: Path, content: bytes) -> None:
        """Take in what a log holds."""
        known_faults, line = len(self.faults), 0
        beginning = self._decoded_before(path, content)
        fresh: list[Event] = []
        for number, _, found in scan(content[beginning.size :]):
            line = beginning.lines + number
            self.newer = self.newer or found.newer
            if isinstance(found, RecordError):
                reason = found.reason
            else:
                reason = self._take(found)
                fresh.append(found.event)
            if reason:
                self.faults.append(LogFault(path, line, reason))
        is_whole = len(self.faults) == known_faults and content.endswith(b"\n")
        if len(fresh) >= LEAST_EVENTS and is_whole and not self.newer:
            events = (*beginning.events, *fresh)
            self.long_logs.append(LongLog(path, content, content.count(b"\n"), events))

    def restore(self, log: Path, copy: bytes) -> None:
        """Take in what only the mirror of a log holds."""
        known = len(self.events)
        for _, _, found in scan(copy):
            self.newer = self.newer or found.newer
            if isinstance(found, Record):
                self._take(found)
        restored = len(self.events) - known
        if restored:
            events = count(restored, "event")
            reason = f"truncated or damaged: {events} restored from the mirror"
            self.faults.append(LogFault(log, 0, reason))

    def reading(self) -> LogReading:
        """Give what the logs say together."""
        events = sorted(self.events.values(), key=lambda event: (event.order, event.id))
        return LogReading(tuple(events), tuple(self.faults), self.newer, tuple(self.long_logs))

    def _decoded_before(self, path: Path, content: bytes) -> Beginning:
        """Add the events of a log that were decoded before, unless another log denies one."""
        beginning = load_events(self.kept, path, content)
        decoded = {event.id: event for event in beginning.events}
        if any(self.events[name] != decoded[name] for name in self.events.keys() & decoded):
            return Beginning()
        self.events |= decoded
        return beginning

    def _take(self, record: Record) -> str:
        """Add an event, unless it is known. Returns what is wrong with it."""
        event = record.event
        known = self.events.setdefault(event.id, event)
        return complaint(record) if known == event else "another event has the same id"


def load_log(path: Path) -> bytes | LogFault:
    """Read a log; one that vanished holds nothing. One that is no file is a fault."""
    with explained(path):
        try:
            return read_regular(path)
        except FileNotFoundError:
            return b""
        except NotRegularError as error:
            return LogFault(path, 0, str(error.strerror))
