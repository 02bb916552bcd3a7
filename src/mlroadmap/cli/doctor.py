"""`doctor`: what is wrong with the state, and making it good."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

from mlroadmap.cli.arguments import JsonOption
from mlroadmap.cli.context import AppContext
from mlroadmap.cli.output import show, show_document
from mlroadmap.cli.parameters import Commands, option
from mlroadmap.core.findings import Finding
from mlroadmap.core.journal.history import topics_in
from mlroadmap.core.text import count, excerpt
from mlroadmap.errors import ExitCode, RoadmapError, StateError
from mlroadmap.storage.backup import list_copies
from mlroadmap.storage.health import examine
from mlroadmap.storage.log import LogStore
from mlroadmap.storage.mend import Mended, mend
from mlroadmap.storage.os_errors import explained
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.registry import LogPlaces, registry_file


def register(app: Commands) -> None:
    """Add the command to the application."""
    app.command(epilog="Example: mlroadmap doctor --fix")(doctor)


def doctor(
    context: AppContext,
    fix: Annotated[
        bool, option("--fix", help="Make good what can be, after keeping a copy.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Check the log and what is kept with it for damage; exits with 6 if there is any."""
    from mlroadmap.views.health import Checkup, health_document, health_view

    mended = _mend(context.base) if fix else Mended((), _found(context.base), None)
    reading = _Reading(context)
    left = (*mended.left, *reading.roadmap_findings)
    checkup = Checkup(
        # What kept the state from being read is among the findings, if it lasts.
        left=left or tuple(reading.unread),
        fixed=mended.fixed,
        events=reading.events,
        copy=str(mended.copy) if mended.copy else None,
        copies=reading.copies,
    )
    if as_json:
        show_document(health_document(checkup))
    else:
        show(health_view(checkup), context.options.color)
    if not checkup.is_well:
        raise SystemExit(ExitCode.STATE)


def _found(base: Paths) -> tuple[Finding, ...]:
    found = examine(LogPlaces(base))
    if found:
        # What another terminal is writing at this moment looks like damage.
        with suppress(StateError), LogStore(base).turn():
            return examine(LogPlaces(base))
    return found


def _mend(base: Paths) -> Mended:
    with LogStore(base).turn():
        return mend(LogPlaces(base), base.state_dir)


class _Reading:
    """What other commands read of the state, and what they could not read.

    `events` counts those of all roadmaps; it is None when a log cannot be read.
    """

    def __init__(self, app: AppContext) -> None:
        self.unread: list[Finding] = []
        self.events: int | None = None
        self.copies: list[str] = []
        self.roadmap_findings: tuple[Finding, ...] = ()
        base = app.base
        with self._noting(base.log_dir):
            self.roadmap_findings = tuple(_roadmap_findings(app.anew()))
        with self._noting(base.log_dir):
            stores = [LogStore(paths) for paths in LogPlaces(base).values()]
            self.events = sum(len(store.read().events) for store in stores)
        with self._noting(base.state_dir):
            self.copies = [str(copy) for copy in list_copies(base.state_dir)]

    @contextmanager
    def _noting(self, place: Path) -> Iterator[None]:
        try:
            with explained(place):
                yield
        except StateError as error:
            reason = f"cannot be read: {error.message}"
            self.unread.append(
                Finding("unreadable", str(place), 0, reason, error.hint, fixable=False)
            )


def _roadmap_findings(app: AppContext) -> Iterator[Finding]:
    """Find what the log names and the roadmap does not know."""
    try:
        file = str(app.roadmap_path)
    except RoadmapError as error:
        reason = f"names no file of the roadmap {app.registry.current}, which is in use"
        place = str(registry_file(app.base))
        yield Finding("shelf", place, 0, reason, error.hint, fixable=False)
        return
    try:
        lost = app.study_state.progress.former
    except RoadmapError as error:
        reason = error.message.splitlines()[0]
        remedy = f"Mend it: mlroadmap check {file}"
        yield Finding("roadmap", file, 0, f"cannot be used: {reason}", remedy, fixable=False)
        return
    for topic in lost:
        entries = count(_entries(app, topic), "entry").replace("entrys", "entries")
        reason = f"has no topic {excerpt(topic)}, which {entries} of the log name"
        remedy = "Nothing is lost. If it has another id now, give that topic: aliases: [old-id]"
        yield Finding("lost-topic", file, 0, reason, remedy, fixable=False)


def _entries(app: AppContext, topic: str) -> int:
    return sum(topic in topics_in(entry.action) for entry in app.history.counting)
