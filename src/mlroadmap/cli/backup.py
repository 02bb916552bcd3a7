"""`backup` and `restore`: the whole log in one file, and back into the log."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

from mlroadmap.cli.context import AppContext
from mlroadmap.cli.output import say, warn
from mlroadmap.cli.output_paths import check_target
from mlroadmap.cli.parameters import Commands, argument, option
from mlroadmap.core.text import clean, count
from mlroadmap.errors import ExitCode, UsageError
from mlroadmap.storage.backup import Holding, Restored, write_backup
from mlroadmap.storage.backup import restore as merge_backup
from mlroadmap.storage.backup import verify as verify_backup
from mlroadmap.storage.log import LogStore
from mlroadmap.storage.paths import Paths
from mlroadmap.storage.registry import LogPlaces

_SHOWN = 3


def register(app: Commands) -> None:
    """Add the commands to the application."""
    app.command(epilog="Example: mlroadmap backup ~/mlroadmap.zip")(backup)
    app.command(epilog="Example: mlroadmap restore ~/mlroadmap.zip")(restore)


def backup(
    context: AppContext,
    file: Annotated[Path, argument(metavar="FILE", help="The archive to make.")],
    force: Annotated[bool, option("--force", help="Replace an old one.")] = False,
    verify: Annotated[
        bool, option("--verify", help="Write nothing: read an archive back, all of it.")
    ] = False,
) -> None:
    """Write the log of all devices into one archive, which restore reads on any machine."""
    base = context.base
    if verify:
        if force:
            raise UsageError(
                "--verify writes nothing.", f"mlroadmap backup {quote(str(file))} --verify"
            )
        _verify(base, file)
        return
    check_target(context, file)
    held = write_backup(file.absolute(), LogPlaces(base), overwrite=force)
    if held.faults:
        damaged = count(held.faults, "damaged line")
        warn(f"the archive holds {damaged}, as the log does; see mlroadmap doctor.")
    _mention_unintelligible(held)
    say(f"{_described(held)} in {clean(str(file))}. Bring them back with mlroadmap restore.")


def restore(
    context: AppContext,
    file: Annotated[Path, argument(metavar="FILE", help="An archive made by backup.")],
) -> None:
    """Merge an archive into the log: adds what the log lacks and takes nothing away."""
    base = context.base
    with LogStore(base).turn():
        restored = merge_backup(file.absolute(), LogPlaces(base), base.state_dir)
    if restored.held.faults:
        damaged = count(restored.held.faults, "damaged line")
        warn(f"{damaged} of the archive could not be restored.")
    _mention_implausible(restored.held, "is left out")
    _mention_unintelligible(restored.held)
    say(
        f"{count(restored.new, 'event')} restored; "
        f"{_there_already(restored)} of {restored.held.events} were there already."
    )
    if restored.copy:
        say(f"The log as it was before: {clean(str(restored.copy))}")


def _verify(base: Paths, file: Path) -> None:
    """Read an archive back; it ends with 6 when some of it would not be restored."""
    held = verify_backup(file.absolute(), LogPlaces(base))
    if held.faults:
        warn(f"{count(held.faults, 'line')} of the archive cannot be read.")
    if held.newer:
        warn("a newer version of mlroadmap wrote parts of the archive: update to restore it.")
    _mention_implausible(held, "would not be restored")
    _mention_unintelligible(held)
    say(f"{_described(held)} in {clean(str(file))}, read back.")
    if held.faults or held.newer or held.implausible:
        raise SystemExit(ExitCode.STATE)


def _there_already(restored: Restored) -> int:
    return restored.held.events - len(restored.held.implausible) - restored.new


def _mention_implausible(held: Holding, what_becomes_of_it: str) -> None:
    for reason in held.implausible[:_SHOWN]:
        warn(f"an event of the archive {what_becomes_of_it}: {reason}.")
    if len(held.implausible) > _SHOWN:
        warn(f"and {len(held.implausible) - _SHOWN} more such events.")


def _described(held: Holding) -> str:
    return f"{count(held.events, 'event')} of {count(held.devices, 'device')}"


def _mention_unintelligible(held: Holding) -> None:
    if held.unintelligible:
        events = count(held.unintelligible, "event")
        warn(
            f"this version does not understand {events} of the archive: "
            "kept, but without effect."
        )
