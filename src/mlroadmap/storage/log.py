"""The log store: reads what all devices wrote, appends what this one has to say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from stat import S_IWUSR

from msgspec import Struct
from msgspec.structs import replace

from mlroadmap.core.journal.event import Event
from mlroadmap.core.journal.kinds import Action
from mlroadmap.core.journal.unread import Unintelligible
from mlroadmap.core.progress.checkpoint import Checkpoint
from mlroadmap.errors import UsageError
from mlroadmap.storage.append import Tail, commit, find_tail
from mlroadmap.storage.device import (
    LOCK_SECONDS,
    MachineIdentity,
    device_id,
    find_device,
    machine_identity,
    random_device,
)
from mlroadmap.storage.files import locked_file, make_private_directory, read_all
from mlroadmap.storage.kept_checkpoint import CheckpointStore
from mlroadmap.storage.kept_events import keep_events
from mlroadmap.storage.log_files import log_files
from mlroadmap.storage.log_reading import LogReading, Logs, load_log
from mlroadmap.storage.mirror import read_mirror, update_mirror
from mlroadmap.storage.os_errors import explained, refuse_newer
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.plausibility import Standing, require_plausible
from mlroadmap.storage.record import MAX_COUNT, decode, encode


def random_id() -> str:
    """Draw an event's id."""
    from uuid import uuid4  # noqa: PLC0415 - only writing needs it, and it takes 3 ms

    return str(uuid4())


class LogStore(Struct, frozen=True):
    """The log at the given paths. The other fields let tests fix what is random or slow."""

    paths: Paths
    new_id: Callable[[], str] = random_id
    new_device: Callable[[], str] = random_device
    machine: MachineIdentity = machine_identity
    lock_seconds: float = LOCK_SECONDS
    program: Callable[[], str] = str

    def read(self) -> LogReading:
        """Read all devices' logs, and this one's mirror where it holds more.

        Opens nothing for writing. Raises StateError when the directory or a log in it
        cannot be read: that is never taken for an empty log.
        """
        device = find_device(self.paths, self.machine)
        # The log is written before its mirror, so the mirror has to be read before the log.
        copy = self._mirrored(device)
        logs = Logs(self._kept, {path: load_log(path) for path in self._files()})
        if device:
            own = self._log(device)
            if not logs.contents.get(own, b"").startswith(copy):
                logs = replace(logs, lost=(own, copy))
        return self._checkpoints.read_on(logs) or logs.reading()

    def keep(self, reading: LogReading) -> None:
        """Keep what it took long to decode in the cache, for the next reading."""
        for log in reading.long_logs:
            keep_events(self._kept, log)

    def keep_checkpoint(self, reading: LogReading, checkpoint: Checkpoint) -> None:
        """Keep what a long log adds up to in the cache, for the next reading."""
        if reading.summable and not self.is_read_only:
            self._checkpoints.keep(reading.summable, reading.events, checkpoint)

    def sources(self) -> Iterator[Path]:
        """Yield all that `read` depends on, a directory before what it is seen to hold."""
        yield self.paths.device_file
        for directory in (self.paths.log_dir, self.paths.mirror_dir):
            yield directory
            with suppress(OSError):
                yield from (place for place in directory.iterdir() if place.suffix == ".jsonl")

    @property
    def is_read_only(self) -> bool:
        """Whether the log is marked so, which the administrator could write in all the same."""
        try:
            return not self.paths.log_dir.stat().st_mode & S_IWUSR
        except OSError:
            return True

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold back this device's other writers while one reads, decides and appends.

        Before the first append there is nothing to take turns at. Raises StateError when
        others keep their turn for too long.
        """
        lock = self.paths.state_dir / "turn"
        with ExitStack() as held:
            with explained(lock):
                if self.paths.state_dir.is_dir():
                    held.enter_context(locked_file(lock, self.lock_seconds))
            yield

    def append(
        self,
        entries: Sequence[tuple[date, Action]],
        now: datetime,
        zone: str,
        seen: LogReading | None = None,
    ) -> tuple[Event, ...]:
        """Store actions, each with its day, and return their events once the disk has them.

        All of them are stored or none. `now` is aware, on the learner's wall clock; `zone`
        names the learner's time zone. The events are ordered after everything in `seen`,
        the reading that led to them; without one, the log is read first. Raises UsageError
        for text that cannot be stored, and StateError when the log is newer than this
        program, locked for too long, not writable, or holds a record that would keep the
        events from counting; then they are not in it.
        """
        if now.tzinfo is None:
            raise ValueError("an instant needs its offset from UTC")
        seen = seen or self.read()
        refuse_newer(newer=seen.newer)
        device = device_id(self.paths, self.machine, self.new_device, self.lock_seconds)
        drafts = [
            Event(
                id=self.new_id(),
                device=device,
                number=place,
                clock=seen.clock,
                at=now.astimezone(UTC).replace(microsecond=0),
                zone=zone,
                day=day,
                action=action,
            )
            for place, (day, action) in enumerate(entries, 1)
        ]
        return self._store(device, drafts, now.tzinfo, seen)

    def _store(
        self, device: str, drafts: Sequence[Event], wall: tzinfo, seen: LogReading
    ) -> tuple[Event, ...]:
        log = self._log(device)
        with explained(log):
            make_private_directory(log.parent)
            with locked_file(log, self.lock_seconds) as fd:
                mirror = self._mirror(device)
                content, copy = read_all(fd), read_mirror(mirror)
                tail = find_tail(content, copy or b"")
                refuse_newer(newer=tail.newer)
                stored = [_settle(draft, tail, wall) for draft in drafts]
                size, last = seen.size, seen.last
                for event, _ in stored:
                    size += 1
                    require_plausible(event, Standing(size), last)
                    last = event.order
                block = tail.mending + b"".join(line for _, line in stored)
                commit(fd, block, size_before=len(content), directory=log.parent)
                update_mirror(mirror, held=copy, before=content, block=block)
        return tuple(event for event, _ in stored)

    def _files(self) -> list[Path]:
        with explained(self.paths.log_dir):
            return log_files(self.paths.log_dir)

    def _mirrored(self, device: str | None) -> bytes:
        content = read_mirror(self._mirror(device)) if device else None
        return content or b""

    @property
    def _checkpoints(self) -> CheckpointStore:
        return CheckpointStore(self.paths, self.program)

    @property
    def _kept(self) -> Path:
        return self.paths.cache_dir / "events"

    def _log(self, device: str) -> Path:
        return self.paths.log_dir / f"{device}.jsonl"

    def _mirror(self, device: str) -> Path:
        return self.paths.mirror_dir / f"{device}.jsonl"


def _settle(draft: Event, tail: Tail, wall: tzinfo) -> tuple[Event, bytes]:
    """Give a draft, numbered among its like, its place in the log and spell it.

    Returns the event as it will be read, and its line.
    """
    event = replace(
        draft,
        number=min(tail.number + draft.number, MAX_COUNT),
        clock=min(max(draft.clock, tail.clock) + draft.number, MAX_COUNT),
    )
    try:
        line = encode(event, wall)
        stored = decode(line).event
    except ValueError as error:
        raise _not_storable(str(error)) from error
    if isinstance(stored.action, Unintelligible):
        raise _not_storable(stored.action.reason)
    return stored, line


def _not_storable(reason: str) -> UsageError:
    return UsageError(
        f"This cannot be stored: {reason}.",
        "Leave out what is unusual in the text, or shorten it, and try again.",
    )
