"""Which answers are kept to be shown again; output_cache/reprint.py says how and when."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol, TextIO, cast

from mlroadmap.output_cache import reprint

# What is read this soon after it changed may change again in the same tick of the clock of
# the file system, and look as if it had not.
_SETTLED_SECONDS = 0.05
# Some file systems only count seconds, or every other one.
_COARSE_TICK_NS = 1_000_000_000
_COARSELY_SETTLED_SECONDS = 2.0
_MOST_ANSWERS = 100
_MOST_BYTES = 1_000_000


class Writer(Protocol):
    """Puts a file in place, whole or not at all (storage/file_writer.py)."""

    def __call__(self, path: Path, content: bytes, *, durable: bool) -> object:
        """Write the file; one that can be computed again need not be durable."""


class _Listener:
    """A stream that tells a recording what went through it, and what did not."""

    def __init__(self, recording: Recording, descriptor: int, stream: TextIO) -> None:
        self._recording, self._descriptor, self._stream = recording, descriptor, stream

    def write(self, text: str) -> int:
        with self._watched():
            written = self._stream.write(text)
        self._recording.said.append((self._descriptor, text))
        return written

    def flush(self) -> None:
        with self._watched():
            self._stream.flush()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            # Half an answer, as a reader that went away gets it, is none.
            self._recording.forget()
            raise

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class Recording:
    """What one run of the program was asked, read and said.

    One that was made `of` nothing listens to nothing and keeps nothing.
    """

    def __init__(self, of: tuple[bytes, str] | None = None) -> None:
        self._of = of
        self._days = reprint.EVERY_DAY
        self._files: dict[str, str] = {}
        self._is_wanted = of is not None
        self.has_stored = False
        self.said: list[tuple[int, str]] = []
        # Held on to, because a stream that is given up closes what is below it.
        self._streams = (sys.stdout, sys.stderr)
        if self._is_wanted:
            sys.stdout = cast("TextIO", _Listener(self, reprint.STDOUT, sys.stdout))
            sys.stderr = cast("TextIO", _Listener(self, reprint.STDERR, sys.stderr))

    @classmethod
    def begin(cls, words: Sequence[str], environ: Mapping[str, str]) -> Recording:
        """Listen to this run from now on, unless there is nowhere to keep its answer."""
        with suppress(OSError):
            folder = reprint.answers_folder(words, environ)
            return cls((reprint.question(words, environ), folder) if folder else None)
        return cls()

    def reads(self, paths: Iterable[Path]) -> None:
        """Note files and directories right before they are read."""
        for path in paths if self._is_wanted else ():
            mark = self._files.setdefault(str(path), reprint.signature(str(path)))
            if time.time() <= _settled_at(mark):
                self.forget()

    def holds_on(self, day: date, day_begins: int) -> None:
        """Note that what is said holds on one of the learner's days."""
        following = day + timedelta(days=1)
        self._days = f"{day} {following} {day_begins}"

    def forget(self) -> None:
        """Keep nothing of this run: it said what holds for a moment."""
        self._is_wanted = False

    def stores(self) -> None:
        """Note that this run stores something, so that it says what holds for a moment."""
        self.has_stored = True
        self.forget()

    def keep(self, put: Writer) -> None:
        """Keep what was said, if it can be; a cache that cannot be written is no fault."""
        if not self._is_wanted or self._of is None:
            return
        asked, folder = self._of
        place = Path(reprint.answer_path(folder, asked))
        if reprint.signature(str(place.parents[1])) == reprint.NO_FILE:
            # A state that does not exist yet is not begun by asking; the first plan makes
            # its cache.
            return
        answer = reprint.spell_answer(
            asked,
            self._days,
            self._files.items(),
            ((descriptor, text.encode(errors="replace")) for descriptor, text in self.said),
        )
        if len(answer) <= _MOST_BYTES:
            with suppress(OSError):
                _make_room(place.parent)
                put(place, answer, durable=False)


def _settled_at(mark: str) -> float:
    """Say from when on, in seconds, a change of a file gives it another mark."""
    if mark == reprint.NO_FILE:
        return 0.0
    modified, changed = map(int, mark.split()[:2])
    # By chance, the time of a finer clock is a whole second once in a billion times.
    is_coarse = modified % _COARSE_TICK_NS == 0 or changed % _COARSE_TICK_NS == 0
    seconds = _COARSELY_SETTLED_SECONDS if is_coarse else _SETTLED_SECONDS
    return max(modified, changed) / 1e9 + seconds


def _make_room(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    others = list(folder.iterdir())
    if len(others) >= _MOST_ANSWERS:
        for other in others:
            other.unlink(missing_ok=True)
