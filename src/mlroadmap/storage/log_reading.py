"""What all devices' logs say together: each event once, in one order, and what is wrong."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from mlroadmap.core.journal.event import Event
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


class LogReading(Struct, frozen=True):
    """What the log says: its events in order, each once, and what is wrong with it.

    `newer` is true when a newer program wrote some of it: then nothing may be appended.
    `long_logs` are those of which the next reading should find the events decoded.
    """

    events: tuple[Event, ...]
    faults: tuple[LogFault, ...]
    newer: bool
    long_logs: tuple[LongLog, ...] = ()

    @property
    def clock(self) -> int:
        """The highest logical clock, 0 for an empty log."""
        return self.events[-1].clock if self.events else 0


class Gathering(Struct):
    """The union of the logs read so far; `kept` has events that were decoded before."""

    kept: Path
    events: dict[str, Event] = field(default_factory=dict)
    faults: list[LogFault] = field(default_factory=list)
    newer: bool = False
    long_logs: list[LongLog] = field(default_factory=list)

    def load(self, path: Path) -> bytes:
        """Read a log; one that vanished, or is no file, holds nothing."""
        with explained(path):
            try:
                return read_regular(path)
            except FileNotFoundError:
                return b""
            except NotRegularError as error:
                self.faults.append(LogFault(path, 0, str(error.strerror)))
                return b""

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
