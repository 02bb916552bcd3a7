"""After something was stored: the answers kept so far are computed anew, in the background.

What a learner asks for every day is then there when it is asked for again. The answers are
those of a run like any other, kept and verified as all are (output_cache/reprint.py), so
that one that comes too late, or that was computed while somebody wrote, is never shown.

The process is a copy of the one that stored something: it has everything loaded, and the
same terminal, which answers depend on. It writes nothing to it, reads nothing from it, works
at the lowest priority, alone, and for seconds at most. Without a terminal, in CI and where
MLROADMAP_BACKGROUND is off, there is none.
"""

from __future__ import annotations

import fcntl
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn, TextIO, cast

from mlroadmap.cli.arguments import arrange
from mlroadmap.cli.commands import command_place
from mlroadmap.cli.streams import is_conversation
from mlroadmap.output_cache import reprint

SETTING = "MLROADMAP_BACKGROUND"
_OFF = {"0", "no", "off", "false"}
# They store nothing, whatever they find.
_HARMLESS = {"next", "status", "today", "week", "show"}
_MOST_ANSWERS = 3
_LONGEST_SECONDS = 20
# Until the times of the files that were written tell a later change (recording.py).
_SETTLED_SECONDS = 0.1

Answer = Callable[[Sequence[str]], object]


class _Silent:
    """A terminal that is only asked what it is like."""

    # Else one without a buffer would get one, and be written to (streams.py).
    buffer = None

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        """Write nothing."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Unanswered(_Silent):
    """A terminal at which nobody answers: who asks a question gives up."""

    def fileno(self) -> int:
        raise OSError

    def readline(self, *_: int) -> str:
        raise EOFError


def answer_ahead(words: Sequence[str], environ: Mapping[str, str], answer: Answer) -> None:
    """Compute the answers kept so far anew, where that is wanted; returns at once.

    `words` are those of the command that has stored something. `answer` runs a command.
    """
    if not _is_wanted(environ):
        return
    folder = reprint.answers_folder(words, environ)
    with suppress(OSError):
        if folder and Path(folder).parent.is_dir() and os.fork() == 0:
            _work(Path(folder), environ, answer)


def _is_wanted(environ: Mapping[str, str]) -> bool:
    return (
        environ.get(SETTING, "").lower() not in _OFF
        and not environ.get("CI")
        and is_conversation()
        and sys.stdout.isatty()
    )


def _work(folder: Path, environ: Mapping[str, str], answer: Answer) -> NoReturn:
    """Do the work of the process, and end it without a trace, whatever happens."""
    # Only this process needs it, and its constants take long to make.
    import signal

    with suppress(BaseException):
        os.setsid()
        os.nice(19)
        signal.alarm(_LONGEST_SECONDS)
        sys.stdin = cast("TextIO", _Unanswered(sys.stdin))
        with _alone(folder.parent):
            time.sleep(_SETTLED_SECONDS)
            for words in _asked_before(folder, environ):
                sys.stdout = cast("TextIO", _Silent(cast("TextIO", sys.__stdout__)))
                sys.stderr = cast("TextIO", _Silent(cast("TextIO", sys.__stderr__)))
                with suppress(SystemExit):
                    answer(words)
    os._exit(0)


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """Lock a directory, which leaves nothing behind. Raises OSError when it is locked."""
    directory = os.open(cache, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(directory, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(directory)


def _asked_before(folder: Path, environ: Mapping[str, str]) -> list[list[str]]:
    """Give the command lines whose answers were kept last, at a terminal like this one."""
    # Files that are being written have other names.
    places = folder.glob("[0-9a-f]*")
    kept = sorted(places, key=lambda place: place.stat().st_mtime, reverse=True)
    asked = (_words_of(place, environ) for place in kept)
    found = [words for words in asked if words is not None and _is_harmless(words)]
    if not found and reprint.answers_folder((), environ) == str(folder):
        found = [["next"]]
    return list(islice(found, _MOST_ANSWERS))


def _words_of(place: Path, environ: Mapping[str, str]) -> list[str] | None:
    """Read which words were typed for an answer; None where something else is different."""
    asked = reprint.question_of(place.read_bytes()).decode(errors="surrogateescape")
    around = reprint.question((), environ).decode(errors="surrogateescape")
    if asked == around:
        return []
    is_here = asked.startswith(f"{around}\0")
    return asked.removeprefix(f"{around}\0").split("\0") if is_here else None


def _is_harmless(words: Sequence[str]) -> bool:
    arranged = arrange(words)
    return arranged[command_place(arranged) :][:1] in [[name] for name in _HARMLESS]
