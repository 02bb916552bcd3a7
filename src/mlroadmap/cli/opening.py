"""Open the state that a command works on, and keep other writers waiting meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from mlroadmap.cli.context import NOTE_SECONDS, AppContext
from mlroadmap.cli.output import warn
from mlroadmap.errors import StateError
from mlroadmap.storage.log import LogStore

_FAULTS_SHOWN = 3


def open_context(context: AppContext, *, is_shown: bool = True) -> AppContext:
    """Read the state that the command line names, and mention faults in the log.

    Raises StateError.
    """
    app = context.anew(is_shown=is_shown)
    faults = app.reading.faults
    for fault in faults[:_FAULTS_SHOWN]:
        warn(f"{fault.place}: {fault.reason}.")
    if len(faults) > _FAULTS_SHOWN:
        warn(f"and {len(faults) - _FAULTS_SHOWN} more faults in the log.")
    if faults:
        warn("all else in the log counts. To mend it, see mlroadmap doctor.")
    return app


@contextmanager
def locked(context: AppContext, *, is_shown: bool = False) -> Iterator[AppContext]:
    """Open the workspace and keep other writers waiting until something is decided.

    What is said of an entry is its finish and what is next, for which no plan is made; one
    that `is_shown` is made and checked.
    Print afterwards: a reader that does not read must not keep the others waiting.
    Raises StateError.
    """
    with LogStore(context.base).turn():
        yield open_context(context, is_shown=is_shown)


@contextmanager
def try_locked(context: AppContext) -> Iterator[bool]:
    """Keep other writers waiting if none is at it, and say whether that is so.

    For commands that read and may leave a note: they work all the same when it is not.
    """
    is_ours = not LogStore(context.paths).is_read_only
    with ExitStack() as held:
        if is_ours:
            try:
                held.enter_context(LogStore(context.base, lock_seconds=NOTE_SECONDS).turn())
            except StateError:
                is_ours = False
        if not is_ours:
            # The next one may leave the note that this one cannot.
            context.output_cache.forget()
        yield is_ours
